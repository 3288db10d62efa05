"""How well `clean` restores the reading order of texts that were cut and shuffled.

Takes whole transcripts, cuts each into 2 to 6 pieces at any character, drops a piece at times,
puts page furniture between the pieces and shuffles them. Counts how often the text came back
exactly, how often it did not and a flag says so at the place, and how often it is silently wrong.
The continuation model is used as it were without having seen the transcript.

    python benchmarks/order.py [FOLDER] [--runs 5] [--seed 1]
    python benchmarks/order.py FOLDER --count   # writes pipeline/clean/order/trigrams.tsv
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.continuation import count_followers, leave_out, write_counts
from pipeline.clean.assemble import Assembly
from pipeline.clean.formats.reading import Reading
from pipeline.clean.order.continuation import COUNTS, Continuation, load_continuation
from pipeline.clean.stage import CleaningKnowledge, clean_text, load_knowledge

ROOT = Path(__file__).parents[1]
FEWEST_CHARACTERS = 400
LONGEST_TITLE = 60
"""Characters of a line without a mark at its end."""
SENTENCE_ENDS = "。！？；：…!?;:"
CLOSING = "”’）》】"
BETWEEN = "，、,"
"""Marks within a sentence, at which no line begins or ends."""
NUMBERED = 0.2
"""Share of the texts whose pages have numbers at their heads, in the order of the text."""
DOUBTS = ("order_uncertain", "start_uncertain")
PAGE_BREAKS = ("", "\n", "\n\n\n", "\n第{n}页\n", "\n— {n} —\n", "（下转第{n}版）\n（上接第{n}版）")


class Case(NamedTuple):
    """A text that was cut and shuffled; `places[i]` is where character i stood before, or -1."""

    text: str
    places: list[int]
    cuts: list[int]
    dropped: tuple[int, int]
    shuffled: bool
    numbered: bool
    """Whether pages bear numbers in the order of the text, not of the file."""


def make_case(text: str, rng: random.Random) -> Case:
    """Cut and shuffle a text of lines."""
    count = rng.randint(2, 6)
    cuts = sorted(rng.sample(range(1, len(text)), count - 1))
    spans = list(pairwise([0, *cuts, len(text)]))
    pages = {span: number for number, span in enumerate(spans, start=1)}
    dropped = (0, 0)
    if count > 2 and rng.random() < 0.25:
        dropped = spans.pop(rng.randrange(1, count - 1))
    order = spans[:]
    if rng.random() < 0.9:
        rng.shuffle(order)
    blank = rng.choice(("\n", "\n\n"))
    page_break = rng.choice(PAGE_BREAKS)
    numbered = rng.random() < NUMBERED
    parts: list[str] = []
    places: list[int] = []
    for number, (start, end) in enumerate(order, start=2):
        if parts or numbered:
            page = f"第{pages[start, end]}页" if numbered else page_break.format(n=number)
            parts.append(f"\n{page}\n")
            places += [-1] * len(parts[-1])
        for at, line in enumerate(text[start:end].split("\n")):
            if at:
                parts.append(blank)
                places += [-1] * len(blank)
                start += 1
            parts.append(line)
            places += range(start, start + len(line))
            start += len(line)
    return Case("".join(parts), places, cuts, dropped, order != sorted(order), numbered)


def leaves_evidence(text: str, cuts: Sequence[int]) -> bool:
    """Return whether all cuts are inside a sentence.

    It is told from the text and the cuts alone, as a careful reader sees them: both halves of
    each cut show that they are halves. What our own code makes of them plays no part.
    """
    return all(
        text[cut - 1] not in SENTENCE_ENDS + CLOSING + "\n" and text[cut] != "\n" for cut in cuts
    )


def read(source: str, knowledge: CleaningKnowledge, model: Continuation | None) -> Assembly:
    """Clean a source text with a model of our own."""
    loaded = (lambda: model) if model else load_continuation
    return clean_text(Reading(source), frozenset(), knowledge, loaded)[0]


def find_errors(text: str, case: Case, result: Assembly) -> list[int]:
    """Return where in the result characters stand side by side that should not."""
    places = [-2] * len(result.text)
    for run in result.runs:
        places[run.start : run.end] = case.places[
            run.source_start : run.source_start + run.end - run.start
        ]
    shown = [(at, place) for at, place in enumerate(places) if text_place(text, place)]
    errors = []
    previous, previous_at = -1, 0
    for at, place in shown:
        following = previous + 1
        while following < len(text) and (
            text[following].isspace() or case.dropped[0] <= following < case.dropped[1]
        ):
            following += 1
        broken = "\n" in result.text[previous_at:at]
        should_break = "\n" in text[previous + 1 : place]
        missing = previous < case.dropped[0] <= place and case.dropped[1]
        at_cut = any(previous < cut <= place for cut in case.cuts)
        free = at_cut and (missing or not leaves_evidence(text, [max(previous + 1, 1)]))
        if place != following or (broken != should_break and not free and previous >= 0):
            errors.append(at)
        previous, previous_at = place, at
    return errors


def is_gap_hidden(text: str, case: Case, result: Assembly) -> bool:
    """Return whether the text goes on over a dropped piece in one paragraph, and no flag says so.

    Only where both sides of the gap are inside a sentence, so that a reader can see it.
    """
    first, last = case.dropped
    if not last or not leaves_evidence(text, case.dropped):
        return False
    for above, below in pairwise(result.runs):
        length = above.end - above.start
        before = case.places[above.source_start + length - 1]
        after = case.places[below.source_start]
        if (
            0 <= before < first
            and after >= last
            and "\n" not in result.text[above.end : below.start]
        ):
            told = [f.start for f in result.flags if f.code != "text_joined"]
            return not any(abs(flag - below.start) <= 2 for flag in told)
    return False


def text_place(text: str, place: int) -> bool:
    """Return whether a place is one of a character to account for; -1 is foreign matter."""
    return place == -1 or (place >= 0 and not text[place].isspace())


def find_folder() -> Path:
    """Return the folder of texts beside the checkout, or raw/ where there is none."""
    shared = ROOT.parent / "shared" / "data"
    return shared if shared.is_dir() else ROOT / "raw"


def make_parser(doc: str, runs: int = 0) -> argparse.ArgumentParser:
    """Return the parser of a program that makes examples of a folder of texts from a seed, and of
    each text in so many `runs`, where it makes several."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=find_folder())
    parser.add_argument("--seed", type=int, default=1)
    if runs:
        parser.add_argument("--runs", type=int, default=runs, help="of each text")
    return parser


def read_whole(folder: Path, knowledge: CleaningKnowledge) -> dict[str, str]:
    """Return the text of each transcript that is whole and in order, by its name."""
    cleaned = {
        file.stem: read(file.read_text("utf-8"), knowledge, None)
        for file in sorted(folder.rglob("*.txt"))
    }
    long = {name: a for name, a in cleaned.items() if len(a.text) >= FEWEST_CHARACTERS}
    whole = {name: a.text for name, a in long.items() if not a.moves and is_whole(a.text)}
    print(f"# {len(whole)} of {len(long)} transcripts are whole and in order")
    return whole


def is_whole(text: str) -> bool:
    """Return whether no line of a text stops in mid-sentence, as a reader sees without our code."""
    for line in text.split("\n"):
        bare = line.rstrip(CLOSING)
        is_open = bare[-1:] not in SENTENCE_ENDS
        if line[0] in SENTENCE_ENDS + BETWEEN or bare[-1:] in BETWEEN:
            return False
        if bare and is_open and len(bare) > LONGEST_TITLE:
            return False
    return True


def main() -> None:
    """Print the figures."""
    parser = make_parser(__doc__, runs=5)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="how many failures to print")
    arguments = parser.parse_args()
    knowledge = load_knowledge()
    whole = read_whole(arguments.folder, knowledge)
    if arguments.count:
        followers = count_followers(whole.values())
        write_counts(COUNTS, followers)
        return
    model = load_continuation()
    tally: Counter[tuple[str, str]] = Counter()
    gaps: Counter[bool] = Counter()
    unsaid = 0
    doubted: Counter[bool] = Counter()
    started, characters, shown = perf_counter(), 0, 0
    for name, text in whole.items():
        unseen = leave_out(text, model)
        for run in range(arguments.runs):
            rng = random.Random(f"{arguments.seed} {name} {run}")
            case = make_case(text, rng)
            result = read(case.text, knowledge, unseen)
            characters += len(case.text)
            errors = find_errors(text, case, result)
            told = [f.start for f in result.flags if f.code != "text_joined"]
            if not errors:
                outcome = "exact"
                doubted[any(f.code in DOUBTS for f in result.flags)] += 1
            elif all(any(abs(flag - at) <= 2 for flag in told) for at in errors):
                outcome = "flagged"
            else:
                outcome = "silently wrong"
                unsaid += not told
            gaps[is_gap_hidden(text, case, result)] += bool(case.dropped[1])
            kinds = ["all", f"{len(case.cuts) + 1} pieces"]
            kinds.append("dropped" if case.dropped[1] else "complete")
            kinds.append("evidence" if leaves_evidence(text, case.cuts) else "no evidence")
            kinds.append("numbered by text" if case.numbered else "numbered by file")
            if kinds[2:4] == ["complete", "evidence"]:
                kinds.append("complete+evidence")
            tally.update((kind, outcome) for kind in kinds)
            if outcome != "exact" and shown < arguments.show:
                shown += 1
                print(f"{name}, run {run}: {outcome}, {', '.join(kinds[1:])}")
                for at in errors:
                    before, after = result.text[max(0, at - 14) : at], result.text[at : at + 14]
                    print(f"    {before!r} | {after!r}")
    print(f"{characters / (perf_counter() - started):,.0f} characters a second")
    print(f"{gaps[True]} of {gaps.total()} dropped pieces joined over without a flag")
    print(f"{unsaid} of {arguments.runs * len(whole)} runs wrong without any flag")
    print(f"{doubted[True]} of {doubted.total()} exact runs have a flag of doubt")
    for kind in sorted({kind for kind, _ in tally}):
        total = sum(n for (k, _), n in tally.items() if k == kind)
        shares = (
            f"{outcome} {tally[kind, outcome] / total:.1%}"
            for outcome in ("exact", "flagged", "silently wrong")
        )
        print(f"{kind:>18}: {total:4} runs, {', '.join(shares)}")


if __name__ == "__main__":
    main()
