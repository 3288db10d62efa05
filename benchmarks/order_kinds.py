"""How texts come out whose parts stand in the wrong order without a sentence being torn apart.

Beside the pages cut at any character (benchmarks/order.py) there are files whose lines were broken
at a width and whose blocks stand in another order, two columns read across or the right one first,
a whole exchange elsewhere, an answer above its question or below that of another, the opening of a
conference below an exchange, a section elsewhere, or a part is missing. Each is made of
transcripts that are in order, real ones and those of tests/styles; the same shapes in order are
made beside them. Counted: how many come back in order, how many are told to be in doubt where they
are wrong, how many anywhere, and how many are wrong without a word.

    python -m benchmarks.order_kinds [FOLDER] [--shut] [--runs 2] [--seed 1] [--show 5]

Rules are made on one half of the transcripts, by their names; --shut takes the other.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple
from zlib import crc32

from benchmarks.continuation import leave_out
from benchmarks.in_order import DOUBTS
from benchmarks.order import is_whole, make_parser, read, read_whole
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.stage import CleaningKnowledge, clean, load_knowledge
from pipeline.language.structure.lines import load_structure
from pipeline.language.tokenizer import load_tokenizer
from pipeline.metadata import Metadata
from pipeline.records.base import Flag
from pipeline.records.transcript import Transcript
from pipeline.segment.stage import segment
from tests.styles import load_styles

TOLD = DOUBTS | {
    "heading_repeated",
    "heading_skipped",
    "columns_across",
    "order_unjudged",
    "turn_cut",
    "paragraph_cut",
    "item_skipped",
    "question_unanswered",
    "answer_unasked",
    "answer_exchanged",
}
Span = tuple[int, int]
"""Half-open characters of a text, within one of its lines."""
FEWEST_LINES = 6
FEWEST_MISSING = 40
"""Characters of a part that is missing."""


class Shape(NamedTuple):
    """A file made of a text: rows of parts of it, and what stands between two parts of a row."""

    rows: list[list[Span]]
    gap: str = "      "


Maker = Callable[[str, random.Random], Shape | None]


def find_lines(text: str) -> list[Span]:
    """Return the lines of a text."""
    ends = [at for at, mark in enumerate(f"{text}\n") if mark == "\n"]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [span for span in zip(starts, ends, strict=True) if span[0] < span[1]]


def wrap(text: str, width: int) -> list[Span]:
    """Return the rows of a text whose lines are broken at a width."""
    return [
        (at, min(at + width, end))
        for start, end in find_lines(text)
        for at in range(start, end, width)
    ]


def shuffle(parts: list[list[Span]], rng: random.Random) -> Shape | None:
    """Return the parts in another order."""
    if len(parts) < 2:
        return None
    order = parts[:]
    while order == parts:
        rng.shuffle(order)
    return Shape([[span] for part in order for span in part])


def cut(spans: list[Span], places: Sequence[int]) -> list[list[Span]]:
    """Return the spans in parts that begin at the places."""
    return [spans[a:b] for a, b in pairwise([0, *sorted(places), len(spans)])]


def blocks(text: str, rng: random.Random) -> Shape | None:
    """Lines broken at a width, blocks of them in another order, each cut within a sentence."""
    rows = wrap(text, rng.randint(18, 40))
    inside = [k for k in range(4, len(rows) - 4) if text[rows[k][0] - 1] not in "\n。！？；"]
    if len(inside) < 8:
        return None
    return shuffle(cut(rows, rng.sample(inside, rng.randint(1, 3))), rng)


def wrapped(text: str, rng: random.Random) -> Shape | None:
    """(in order) Lines broken at a width."""
    return Shape([[row] for row in wrap(text, rng.randint(12, 40))])


def broken(text: str, rng: random.Random) -> Shape | None:
    """(in order) A line broken within a sentence."""
    at = rng.choice(find_inside(text))
    lines = find_lines(text)
    k = next(k for k, (start, end) in enumerate(lines) if start < at < end)
    return Shape(
        [[row] for row in (*lines[:k], (lines[k][0], at), (at, lines[k][1]), *lines[k + 1 :])]
    )


def find_inside(text: str) -> list[int]:
    """Return the places within sentences."""
    ends = "\n。！？；"
    return [k for k in range(1, len(text) - 1) if text[k - 1] not in ends and text[k] not in ends]


def page_columns(text: str, rng: random.Random) -> list[tuple[list[Span], list[Span]]]:
    """Return the two columns of each page."""
    rows, size = wrap(text, rng.randint(13, 22)), rng.randint(8, 30)
    pages = [rows[at : at + 2 * size] for at in range(0, len(rows), 2 * size)]
    return [(page[:size], page[size:]) for page in pages]


def across(text: str, rng: random.Random) -> Shape | None:
    """Two columns read across: a row of the left one, a row of the right one."""
    pages = page_columns(text, rng)
    rows = [row for left, right in pages for pair in zip_longest(left, right) for row in pair]
    return Shape([[row] for row in rows if row]) if any(right for _, right in pages) else None


def side_by_side(text: str, rng: random.Random) -> Shape | None:
    """Two columns on the same lines, with blanks between them."""
    pages = page_columns(text, rng)
    rows = [[*filter(None, pair)] for page in pages for pair in zip_longest(*page)]
    return Shape(rows) if any(right for _, right in pages) else None


def right_first(text: str, rng: random.Random) -> Shape | None:
    """The right column of each page before the left one."""
    pages = page_columns(text, rng)
    rows = [[row] for left, right in pages for row in (*right, *left)]
    return Shape(rows) if any(right for _, right in pages) else None


def find_asked(text: str) -> list[int]:
    """Return the numbers of the lines that ask: 记者 before a colon, or a question."""
    return [
        k
        for k, (start, end) in enumerate(find_lines(text))
        if "记者" in text[start : min(end, start + 24)].partition("：")[0]
        and "：" in text[start : start + 25]
    ]


def exchange(text: str, rng: random.Random) -> Shape | None:
    """A whole exchange elsewhere."""
    lines, asked = find_lines(text), find_asked(text)
    if len(asked) < 3:
        return None
    parts = cut(lines, asked)
    k, to = rng.sample(range(1, len(parts)), 2)
    order = parts[:k] + parts[k + 1 :]
    order.insert(to, parts[k])
    return Shape([[span] for part in order for span in part])


def opened_late(text: str, rng: random.Random) -> Shape | None:
    """The title, and what is said before the first question, stand below an exchange."""
    lines, asked = find_lines(text), find_asked(text)
    if len(asked) < 2 or asked[0] < 2:
        return None
    head, *parts = cut(lines, asked)
    at = rng.randint(1, len(parts))
    return Shape([[span] for part in (*parts[:at], head, *parts[at:]) for span in part])


def ended_early(text: str, rng: random.Random) -> Shape | None:
    """An exchange below the words that end the conference."""
    lines, asked = find_lines(text), find_asked(text)
    start, end = lines[-1]
    if len(asked) < 2 or "结束" not in text[start:end]:
        return None
    *parts, last = cut(lines[:-1], asked)
    return Shape([[span] for part in (*parts, [lines[-1]], last) for span in part])


def answer_first(text: str, rng: random.Random) -> Shape | None:
    """An answer above its question."""
    lines, asked = find_lines(text), find_asked(text)
    pairs = [k for k in asked if k + 1 < len(lines) and k + 1 not in asked]
    if not pairs:
        return None
    parts = cut(lines, asked)
    part = rng.choice([p for p in parts[1:] if len(p) > 1])
    part[:] = [*part[1:], part[0]]
    return Shape([[span] for p in parts for span in p])


def crossed(text: str, rng: random.Random) -> Shape | None:
    """The answers of two exchanges in each other's place."""
    lines, asked = find_lines(text), find_asked(text)
    head, *parts = cut(lines, asked)
    whole = [k for k, part in enumerate(parts) if find_answer(text, part)]
    if len(whole) < 2:
        return None
    k, to = sorted(rng.sample(whole, 2))
    at, end = find_answer(text, parts[k]), find_answer(text, parts[to])
    parts[k], parts[to] = parts[k][:at] + parts[to][end:], parts[to][:end] + parts[k][at:]
    return Shape([[span] for part in (head, *parts) for span in part])


def find_answer(text: str, part: Sequence[Span]) -> int:
    """Return the line with which the answer of an exchange begins: that with the next label."""
    labels = (k for k, (start, _) in enumerate(part) if k and "：" in text[start : start + 25])
    return next(labels, 0)


def greeted_late(text: str, rng: random.Random) -> Shape | None:
    """The opening of a conference stands below an exchange."""
    lines, asked = find_lines(text), find_asked(text)
    opened = [k for k, (start, end) in enumerate(lines) if "欢迎" in text[start:end]]
    if len(asked) < 2 or not opened or opened[0] >= asked[0]:
        return None
    *above, opening, below = cut(lines, [opened[0], opened[0] + 1])
    at = rng.choice([k - opened[0] - 1 for k in asked[1:]])
    parts = (*above, below[:at], opening, below[at:])
    return Shape([[span] for part in parts for span in part])


def sections(text: str, rng: random.Random) -> Shape | None:
    """A numbered section elsewhere."""
    lines = find_lines(text)
    heads = [k for k, (start, _) in enumerate(lines) if text[start + 1 : start + 2] == "、"]
    heads = [k for k in heads if text[lines[k][0]] in "一二三四五六七八九十"]
    return shuffle(cut(lines, heads[1:]), rng) if len(heads) > 2 and heads[0] else None


def torn(text: str, rng: random.Random) -> Shape | None:
    """A part is missing that begins and ends within a sentence."""
    low, high = sorted(rng.sample(find_inside(text), 2))
    if high - low < FEWEST_MISSING:
        return None
    parts = [(start, min(end, low)) for start, end in find_lines(text) if start < low]
    parts += [(max(start, high), end) for start, end in find_lines(text) if end > high]
    return Shape([[span] for span in parts])


def lost_lines(text: str, rng: random.Random) -> Shape | None:
    """Whole lines are missing."""
    lines = find_lines(text)
    low, high = sorted(rng.sample(range(1, len(lines)), 2))
    return Shape([[span] for span in (*lines[:low], *lines[high:])])


def lost_point(text: str, rng: random.Random) -> Shape | None:
    """A line is missing within what somebody says, or what stands below a heading."""
    lines = find_lines(text)
    inside = [k for k in range(2, len(lines) - 1) if is_said(text, lines[k])]
    inside = [k for k in inside if k - 1 in inside and k + 1 in inside]
    if not inside:
        return None
    k = rng.choice(inside)
    return Shape([[span] for span in (*lines[:k], *lines[k + 1 :])])


def is_said(text: str, span: Span) -> bool:
    """Return whether a line is a sentence without a label."""
    return text[span[1] - 1] in "。！？；" and "：" not in text[span[0] : span[0] + 25]


def lost_turn(text: str, rng: random.Random) -> Shape | None:
    """A question is missing, or all that answers it."""
    lines, asked = find_lines(text), find_asked(text)
    if len(asked) < 2:
        return None
    parts = cut(lines, asked)
    part = rng.choice([p for p in parts[1:] if len(p) > 1] or [[]])
    if not part:
        return None
    part[:] = part[1:] if rng.random() < 0.5 else part[:1]
    return Shape([[span] for p in parts for span in p])


KINDS: Sequence[Maker] = (
    blocks, across, side_by_side, right_first, exchange, opened_late, ended_early, answer_first,
    crossed, greeted_late, sections, torn, lost_lines, lost_point, lost_turn, wrapped, broken,
)  # fmt: skip


def build(text: str, shape: Shape) -> tuple[str, list[int]]:
    """Return the file, and where each of its characters stood in the text, or -1."""
    source: list[str] = []
    places: list[int] = []
    for number, row in enumerate(shape.rows):
        for k, (start, end) in enumerate(row):
            between = shape.gap if k else "\n" if number else ""
            source += [between, text[start:end]]
            places += [*[-1] * len(between), *range(start, end)]
    return "".join(source), places


def find_wrong(text: str, places: Sequence[int], result: Transcript) -> list[int]:
    """Return where in the result characters stand side by side that do not in the text.

    What is not in the file is missing where it was.
    """
    known = [place for place, mark in enumerate(text) if not mark.isspace()]
    follows = dict(pairwise([-1, *known]))
    kept = {
        places[at]
        for run in result.runs
        for at in range(run.source_start, run.source_start + run.end - run.start)
        if places[at] >= 0
    } | (set(range(len(text))) - set(places))
    wrong, last = [], -1
    for run in result.runs:
        for at in range(run.start, run.end):
            place = places[run.source_start + at - run.start]
            if place < 0 or text[place].isspace():
                continue
            following = follows.get(last, -2)
            while following >= 0 and following not in kept:
                following = follows.get(following, -2)
            if place != following:
                wrong.append(at)
            last = place
    return wrong


def read_file(source: str, knowledge: CleaningKnowledge, model: Continuation) -> Transcript:
    """Read a text as a file, and add what is flagged of its structure."""
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        found = clean(Path(file.name), Metadata(), knowledge, lambda: model)
    parts = segment(found, load_structure(), load_tokenizer())
    return found.model_copy(update={"flags": found.flags + parts.flags})


def judge(text: str, places: Sequence[int], result: Transcript) -> str:
    """Return what came of a file."""
    wrong = find_wrong(text, places, result)
    told = [flag for flag in result.flags if flag.code in TOLD]
    if not wrong:
        return "doubted" if told else "restored"
    whole = any(flag.start == flag.end == 0 and flag.code != "start_uncertain" for flag in told)
    if whole or all(any(is_near(flag, at, result.text) for flag in told) for at in wrong):
        return "told"
    return "told elsewhere" if told else "silent"


def is_near(flag: Flag, at: int, text: str) -> bool:
    """Return whether a flag is of the line that begins at a place, or of the one above it."""
    above, below = text.rfind("\n", 0, max(0, at - 2)) + 1, text.find("\n", at)
    starts = at - 2 <= flag.start <= (below if below >= 0 else len(text))
    return starts or above <= flag.end <= at + 2


def read_texts(folder: Path, knowledge: CleaningKnowledge, shut: bool) -> Iterator[tuple[str, str]]:
    """Yield the transcripts of one half by their names."""
    whole = read_whole(folder, knowledge)
    for part in ("read", "apart"):
        for style in load_styles(part):
            text = read(style.text, knowledge, None).text
            if style.file.endswith(".txt") and is_whole(text) and text.count("\n") > FEWEST_LINES:
                whole[style.name] = text
    for name in sorted(whole):
        if crc32(name.encode()) % 2 == shut:
            yield name, whole[name]


def show(name: str, kind: str, text: str, places: Sequence[int], result: Transcript) -> None:
    """Print where a text is wrong, and what is told of it."""
    print(f"{kind} {name}: {Counter(flag.code for flag in result.flags)}")
    for at in find_wrong(text, places, result)[:4]:
        print(f"    {result.text[max(0, at - 20) : at]!r} | {result.text[at : at + 20]!r}")


def main() -> None:
    """Print the figures."""
    parser = make_parser(__doc__, runs=2)
    parser.add_argument("--shut", action="store_true", help="the transcripts that only judge")
    parser.add_argument("--kinds", nargs="*", default=[kind.__name__ for kind in KINDS])
    parser.add_argument("--show", type=int, default=0, help="how many silent ones to print")
    arguments = parser.parse_args()
    knowledge, model = load_knowledge(), load_continuation()
    texts = [*read_texts(arguments.folder, knowledge, arguments.shut)]
    unseen: dict[str, Continuation] = {name: leave_out(text, model) for name, text in texts}
    print(f"# {len(texts)} transcripts")
    for kind in KINDS:
        if kind.__name__ not in arguments.kinds:
            continue
        tally: Counter[str] = Counter()
        for name, text in texts:
            for run in range(arguments.runs):
                shape = kind(text, random.Random(f"{arguments.seed} {name} {kind.__name__} {run}"))
                if shape is None:
                    continue
                source, places = build(text, shape)
                result = read_file(source, knowledge, unseen[name])
                outcome = judge(text, places, result)
                tally[outcome] += 1
                if outcome == "silent" and tally[outcome] <= arguments.show:
                    show(name, kind.__name__, text, places, result)
        shares = (f"{outcome} {count}" for outcome, count in sorted(tally.items()))
        print(f"{kind.__name__:>14}: {tally.total():4} files, {', '.join(shares)}")


if __name__ == "__main__":
    main()
