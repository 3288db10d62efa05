"""Which of the small inputs of ../shared/faults come out right, and what is wrong of the others.

    python -m benchmarks.faults [NAME ...] [--workflow]

Runs clean, segment and claims on each file, and holds what they make against faults.toml. A NAME
is the start of a file's name; --workflow runs the whole workflow on the folders among them.
"""

import argparse
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from benchmarks.corpus import ROOT
from benchmarks.labels import digest
from benchmarks.stages import Made, run_stages
from pipeline.records.claims import Claim, TranscriptClaims
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation

FAULTS = ROOT.parent / "shared" / "faults"
KNOWN = Path(__file__).with_name("faults.toml")


class Right(BaseModel):
    """What a file is to be. None and empty say nothing of it.

    Words of the file (`title`, `text`, `lacks`) stand as their length and their digest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    error: tuple[str, ...] = ()
    says: str = ""
    text: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    same: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    moves: int | None = None
    tables: int | None = None
    flags: tuple[str, ...] = ()
    flagged: bool = False
    reasons: tuple[str, ...] = ()
    sections: int | None = None
    turns: int | tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    claims: int | None = None
    has: tuple[dict[str, str], ...] = ()
    never: tuple[dict[str, str], ...] = ()
    runs: bool = False


class Fault(BaseModel):
    """A file, and all that it may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right: tuple[Right, ...]


def load_faults() -> dict[str, Fault]:
    """Return what the files are to be, by their names."""
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    return {name: Fault.model_validate(entry) for name, entry in known.items()}


def has_words(text: str, words: str, name: str) -> bool:
    """Return whether a text has the words of which length and digest are known."""
    length, _, known = words.partition(":")
    size = int(length)
    return any(digest(name, text[k : k + size]) == known for k in range(len(text) - size + 1))


def find_wrong(name: str, right: Right, others: dict[str, Made]) -> Iterator[str]:
    """Yield what of a file is not as it should be, in a few words each."""
    made = others[name]
    transcript, segmentation, found = made
    if isinstance(transcript, Problem):
        if transcript.code not in right.error:
            yield f"error {transcript.code}"
        elif right.says not in transcript.message.zh:
            yield f"message {transcript.message.zh}"
        return
    if right.error:
        yield f"no error {'/'.join(right.error)}"
        return
    text = transcript.text
    yield from (f"text lacks {w}" for w in right.text if not has_words(text, w, name))
    yield from (f"text has {w}" for w in right.lacks if has_words(text, w, name))
    if right.same:
        other = others[right.same].transcript
        if isinstance(other, Problem) or text != other.text:
            yield f"text differs from {right.same}"
    title = transcript.title or ""
    if right.title and right.title != f"{len(title)}:{digest(name, title)}":
        yield f"title {title!r}"
    for field in ("date", "publisher"):
        told, found_one = getattr(right, field), getattr(transcript, field)
        if told is not None and told != found_one:
            yield f"{field} {found_one!r}, not {told!r}"
    if right.moves is not None and len(transcript.moves) != right.moves:
        yield f"{len(transcript.moves)} moves"
    if right.tables is not None and len(transcript.tables) != right.tables:
        yield f"{len(transcript.tables)} tables"
    reasons = {removal.reason for removal in transcript.removals}
    yield from (
        f"nothing left out as {reason}" for reason in right.reasons if reason not in reasons
    )
    assert isinstance(segmentation, Segmentation)
    assert isinstance(found, TranscriptClaims)
    codes = {flag.code for flag in (*transcript.flags, *segmentation.flags)}
    if right.flags and not codes & set(right.flags):
        yield f"no flag {'/'.join(right.flags)}"
    if right.flagged and not codes:
        yield "no flag"
    yield from find_wrong_turns(segmentation, right)
    yield from find_wrong_claims(found.claims, right)


def find_wrong_turns(segmentation: Segmentation, right: Right) -> Iterator[str]:
    """Yield what of the structure is not as it should be."""
    turns = [f"{turn.kind} {turn.speaker or ''}".strip() for turn in segmentation.turns]
    if right.sections is not None and len(segmentation.sections) != right.sections:
        yield f"{len(segmentation.sections)} sections"
    if isinstance(right.turns, int) and len(turns) != right.turns:
        yield f"{len(turns)} turns"
    if isinstance(right.turns, tuple):
        said = [turn for turn in turns if not turn.startswith("narration")]
        if said != list(right.turns):
            yield f"turns {', '.join(said)}"
    if right.speakers is not None:
        speakers = {turn.speaker for turn in segmentation.turns if turn.speaker}
        if speakers != set(right.speakers):
            yield f"speakers {', '.join(sorted(speakers)) or 'none'}"


def find_wrong_claims(claims: tuple[Claim, ...], right: Right) -> Iterator[str]:
    """Yield which claims are there and should not be, or the other way round."""
    if right.claims is not None and len(claims) != right.claims:
        yield f"{len(claims)} claims"
    for wanted in right.has:
        if not any(is_like(claim, wanted) for claim in claims):
            yield f"no claim {write(wanted)}"
    for unwanted in right.never:
        if any(is_like(claim, unwanted) for claim in claims):
            yield f"claim {write(unwanted)}"


def is_like(claim: Claim, wanted: dict[str, str]) -> bool:
    """Return whether a claim has these fields; of an indicator, these words."""
    return all(
        value in str(getattr(claim, name))
        if name == "indicator"
        else str(getattr(claim, name)) == value
        for name, value in wanted.items()
    )


def write(fields: dict[str, str]) -> str:
    """Return fields of a claim in a few words."""
    return " ".join(fields.values())


def run_workflow(raw: Path) -> Iterator[str]:
    """Yield why the workflow does not run on a folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "snakemake", "-q", "-j1", "--directory", folder]
        command += [
            "--snakefile",
            str(ROOT / "Snakefile"),
            "--configfile",
            str(ROOT / "config.yaml"),
        ]
        command += ["--config", f"raw={raw}", f"results={folder}/results"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            yield (done.stderr.strip().splitlines() or ["no message"])[-1][:200]


def judge(name: str, made: dict[str, Made], fault: Fault, *, workflow: bool) -> list[str] | None:
    """Return what is wrong of a file by the nearest of the right results; None if not tried."""
    if fault.right[0].runs:
        if not workflow:
            return None
        return list(run_workflow(FAULTS / name))
    if name not in made:
        return None
    tried = [list(find_wrong(name, right, made)) for right in fault.right]
    return min(tried, key=len)


def main() -> None:
    """Run what is asked for and print right or wrong for each, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="starts of names of files; all without")
    parser.add_argument("--workflow", action="store_true", help="run the folders, too")
    options = parser.parse_args()
    if not FAULTS.is_dir():
        sys.exit(f"{FAULTS}: not there")
    faults = load_faults()
    starts = tuple(options.names) or ("",)
    chosen: dict[str, Any] = {
        name: fault
        for name, fault in faults.items()
        if name.startswith(starts) or Path(name).name.startswith(starts)
    }
    others = {right.same for fault in chosen.values() for right in fault.right if right.same}
    files = sorted({*chosen, *others} & {name for name in faults if (FAULTS / name).is_file()})
    made = dict(zip(files, run_stages([FAULTS / name for name in files]), strict=True))
    tried = right = 0
    for name, fault in chosen.items():
        wrong = judge(name, made, fault, workflow=options.workflow)
        if wrong is None:
            continue
        tried += 1
        right += not wrong
        print(f"{'right' if not wrong else 'WRONG'}  {name}  {'; '.join(wrong)}".rstrip())
    print(f"{right} of {tried} right")


if __name__ == "__main__":
    main()
