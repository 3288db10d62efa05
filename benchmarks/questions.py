"""Questions whose truth is known: `python -m benchmarks.questions [--shut]`.

Reads the exchanges of `questions.toml` and counts how many parts of questions are found, how many
headlines name their matter, and how far what is said of their being taken up is true.
"""

import argparse
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

from pipeline.stages import Line
from tests.every_stage import load_stages

TITLE = "海滨市举行新闻发布会"


def main() -> None:
    """Read the exchanges, print the figures and what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shut", action="store_true", help="those that no rule is made on")
    shut = parser.parse_args().shut
    case = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    chosen = [one for one in case["exchange"] if one.get("shut", False) == shut]
    stages, tally = load_stages(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(chosen):
            path = Path(folder) / f"2025-01-01-{number:02}.txt"
            text = f"{TITLE}\n\n{one['question']}\n\n李建华：\n{one['answer']}\n"
            path.write_text(text, encoding="utf-8")
            line = stages.make(path)
            assert isinstance(line, Line) and line.segment is not None
            found = line.segment.questions
            tally["exchanges"] += 1
            tally["exchanges with the right number of parts"] += len(found) == len(one["parts"])
            if len(found) != len(one["parts"]):
                print("    parts:", [part.headline for part in found], one["parts"])
                continue
            for part, (matter, truth) in zip(found, one["parts"], strict=True):
                tally["parts"] += 1
                tally["headlines that name the matter"] += matter in part.headline
                tally[f"{truth}: said to be {part.taken_up}"] += 1
                if matter not in part.headline:
                    print(f"    headline: {part.headline} without {matter}")
                if (truth, part.taken_up) in {("yes", "doubtful"), ("no", "yes")}:
                    print(f"    wrong: {part.headline} is {truth}, said to be {part.taken_up}")
    for name, count in sorted(tally.items()):
        print(f"{count:4} {name}")


if __name__ == "__main__":
    main()
