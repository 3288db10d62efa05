"""How well and how fast `claims` finds what was annotated, and what hostile input costs.

Runs clean, segment and claims over the annotated passages in `../shared/gold` (beside the
checkout), scores them with the script there, and prints detect, core and full F1 of each set;
then characters a second on the texts of `../shared/data`, what became of all numerals of the
reports there, the time to load the lexicon, the time of one megabyte of each hostile text, and
detect and speed on the seed beside the libraries of `peers.py` that are installed.

    python -m benchmarks.claims [--errors N]
"""

import argparse
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import jieba

from benchmarks.peers import PEERS
from pipeline.__main__ import OBJECTS
from pipeline.claims.component import make_records
from pipeline.claims.find.audit import audit, summarise_audit
from pipeline.claims.read.lexicon import Lexicon, load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.structure.lines import load_structure
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.claims import Claim
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.segment.sentences import find_sentences
from pipeline.segment.stage import segment

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
SEED = ROOT / "raw" / "2021-01-26-工信部解读2020年工业通信业热点.txt"
HOSTILE = ("一", "9", "亿", "，", "“", "“”", "（", "《", "十年", "的", "增长", "A1")
NO_METADATA = Metadata()
MEGABYTE = 10**6
ROUNDS = 5


Records = tuple[Transcript, Segmentation]


def read_records(paths: Sequence[Path]) -> list[Records]:
    """Return what clean and segment make of files."""
    knowledge, structure, tokenizer = load_knowledge(), load_structure(), Tokenizer(load_terms())
    transcripts = [clean(path, NO_METADATA, knowledge) for path in paths]
    return [(t, segment(t, structure, tokenizer)) for t in transcripts]


def read_passages() -> Iterator[tuple[str, str, Path]]:
    """Yield set, passage id and file of the annotated passages."""
    yield "seed", "seed", SEED
    for name in ("dev", "dev2"):
        for path in sorted((GOLD / f"{name}_passages").iterdir()):
            yield name, path.stem.split("-", 3)[3], path


def score(lexicon: Lexicon, errors: int) -> None:
    """Print the figures of the scorer on each set."""
    predictions: dict[str, list[str]] = {"seed": [], "dev": [], "dev2": []}
    passages = list(read_passages())
    records = read_records([path for _, _, path in passages])
    for (name, passage, _), pair in zip(passages, records, strict=True):
        for claim in find_claims(*pair, lexicon).claims:
            predictions[name].append(make_row(passage, claim))
    for name, rows in predictions.items():
        print(f"## {name}", judge(name, rows, errors), sep="\n")


def make_row(passage: str, claim: Claim) -> str:
    """Return a claim as the scorer reads it."""
    row = claim.model_dump(mode="json") | {
        "passage": passage,
        "start": claim.source_start,
        "end": claim.source_end,
        "surface": claim.text,
    }
    return json.dumps(row, ensure_ascii=False)


def judge(name: str, rows: Sequence[str], errors: int = 0) -> str:
    """Return what the scorer says of predictions, JSON objects, on a set."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / f"{name}.jsonl"
        found.write_text("\n".join(rows) + "\n", encoding="utf-8")
        gold = GOLD / f"{name}.gold.jsonl"
        command = [sys.executable, str(GOLD / "score_claims.py"), str(gold), str(found)]
        run = subprocess.run(
            [*command, "--errors", str(errors)], check=True, capture_output=True, encoding="utf-8"
        )
    return run.stdout.rstrip()


def measure_speed(lexicon: Lexicon) -> None:
    """Print characters a second on whole transcripts, beside those of jieba.cut in the same run.

    The collector of unused objects runs as seldom as in a job.
    """
    gc.set_threshold(OBJECTS)
    jieba.initialize()
    for kind in ("mfa", "reports"):
        paths = sorted((SHARED / "data" / kind).glob("*.txt"))
        records = read_records(paths)
        characters = sum(len(transcript.text) for transcript, _ in records)
        seconds, cutting, found = [], [], 0
        for _ in range(ROUNDS):
            start = process_time()
            found = sum(len(find_claims(*pair, lexicon).claims) for pair in records)
            seconds.append(process_time() - start)
            start = process_time()
            for transcript, _segmentation in records:
                list(jieba.cut(transcript.text))
            cutting.append(process_time() - start)
        print(
            f"{kind}: {characters} characters, {found} claims, "
            f"{characters / median(seconds):,.0f} characters a second, "
            f"{median(cutting) / median(seconds):.2f} of jieba.cut"
        )


def print_audit(lexicon: Lexicon) -> None:
    """Print what became of all numerals of the reports."""
    records = read_records(sorted((SHARED / "data" / "reports").glob("*.txt")))
    audits = ((t, audit(t, s, find_claims(t, s, lexicon), lexicon.finder)) for t, s in records)
    print("## numerals of reports", *summarise_audit(audits, lexicon.finder), sep="\n")


def compare_peers(lexicon: Lexicon) -> None:
    """Print detect and speed on the seed, of this project and of the libraries installed.

    The project is given what `clean` and `segment` made of the file, the others its sentences:
    whole files are several times slower in some.
    """
    print("## peers on the seed")
    ((transcript, segmentation),) = read_records([SEED])
    start = perf_counter()
    claims = find_claims(transcript, segmentation, lexicon).claims
    seconds = perf_counter() - start
    print_peer(
        "this project", [(c.source_start, c.source_end) for c in claims], transcript, seconds
    )
    sentences = list(find_sentences(transcript.source))
    for peer in PEERS:
        find = peer.load()
        if find is None:
            print(f"{peer.package}: not installed: skipped")
            continue
        find("产量增长5%。")
        start = perf_counter()
        spans = [
            (low + a, low + b)
            for low, high in sentences
            for a, b in find(transcript.source[low:high])
        ]
        print_peer(peer.package, spans, transcript, perf_counter() - start)


def print_peer(
    name: str, spans: Sequence[tuple[int, int]], transcript: Transcript, seconds: float
) -> None:
    """Print one line: what was found on the seed, detect, and characters a second."""
    rows = [json.dumps({"passage": "seed", "start": a, "end": b, "surface": ""}) for a, b in spans]
    detect = next(line for line in judge("seed", rows).splitlines() if line.startswith("detect"))
    speed = len(transcript.source) / seconds
    print(f"{name}: {len(spans)} found, {detect}, {speed:,.0f} characters a second", flush=True)


def make_hostile(text: str) -> Records:
    """Return a transcript that is one sentence of the text."""
    transcript, segmentation = make_records(text, date="2021-01-01")
    whole = segmentation.sentences[0].model_copy(update={"end": len(text), "tokens": (len(text),)})
    return transcript, segmentation.model_copy(update={"sentences": (whole,)})


def measure_hostile(lexicon: Lexicon) -> None:
    """Print the time of one megabyte (a million characters) of each hostile text."""
    for piece in HOSTILE:
        records = make_hostile(piece * (MEGABYTE // len(piece)))
        start = perf_counter()
        found = len(find_claims(*records, lexicon).claims)
        print(f"{piece} repeated: {perf_counter() - start:.2f} s, {found} claims", flush=True)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="show up to N errors of each set")
    arguments = parser.parse_args()
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        lexicon = load_lexicon()
        seconds.append(perf_counter() - start)
    print(f"lexicon: {median(seconds) * 1000:.0f} ms")
    if GOLD.is_dir():
        score(lexicon, arguments.errors)
        measure_speed(lexicon)
    if (SHARED / "data" / "reports").is_dir():
        print_audit(lexicon)
    measure_hostile(lexicon)
    if GOLD.is_dir():
        compare_peers(lexicon)


if __name__ == "__main__":
    main()
