"""Makes a corpus of any size from real transcripts: `python -m benchmarks.corpus FOLDER COUNT`.

Each transcript is a seeded draw of whole exchanges (a question and its answer) of the source
transcripts, half of them under numbered hotspots. Same seed, same files.
"""

import argparse
import random
from pathlib import Path

from pipeline.language.structure.lines import load_structure

ROOT = Path(__file__).parents[1]
NUMBERS = "一二三四五六七八九十"


def find_texts() -> list[Path]:
    """Return the texts to draw from: raw/, and shared/data beside the checkout if it is there."""
    folders = (ROOT / "raw", ROOT.parent / "shared" / "data" / "mfa")
    return [path for folder in folders for path in sorted(folder.glob("*.txt"))]


def find_exchanges(paths: list[Path]) -> list[str]:
    """Return the exchanges of the transcripts: from one question up to the next."""
    structure = load_structure()
    exchanges: list[list[str]] = []
    for path in paths:
        within = False
        for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            label = structure.read_label(line)
            if structure.read_heading(line):
                within = False
            elif label is not None and label.role == "reporter":
                exchanges.append([line])
                within = True
            elif within:
                exchanges[-1].append(line)
    return ["\n\n".join(lines) for lines in exchanges if len(lines) > 1]


def write_corpus(folder: Path, count: int, seed: int) -> int:
    """Write `count` transcripts into the folder, and return their characters."""
    folder.mkdir(parents=True, exist_ok=True)
    exchanges = find_exchanges(find_texts())
    characters = 0
    for number in range(count):
        draw = random.Random(f"{seed}-{number}")
        lines = [f"例行发布会第{number + 1}场", "本报记者 周宁"]
        for order, exchange in enumerate(draw.sample(exchanges, min(14, len(exchanges)))):
            if number % 2 and order % 2 == 0:
                lines.append(f"热点{NUMBERS[order // 2]}：{exchange.partition('：')[2][:8]}")
            lines.append(exchange)
        text = "\n\n".join(lines) + "\n"
        characters += len(text)
        date = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        (folder / f"{date}-发布会-{number + 1:05}.txt").write_text(text, encoding="utf-8")
    return characters


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=20210126)
    options = parser.parse_args()
    made = write_corpus(options.folder, options.count, options.seed)
    print(f"{options.count} transcripts, {made} characters")
