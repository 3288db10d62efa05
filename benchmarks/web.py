"""How pages after real sites are read: lines too few and too many, title, date and publisher.

    python -m benchmarks.web [--shut] [--peer PYTHON]

Reads the pages of tests/web_sites.py; --shut reads those that rules are not made on. --peer names
the Python of an environment that has trafilatura, which is then run on the same pages.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from pipeline.clean.stage import clean, load_knowledge
from pipeline.metadata import Metadata
from tests.web_sites import SHUT, SITES, Site

PEER = (
    "import sys, trafilatura; "
    "print(trafilatura.extract(open(sys.argv[1], encoding='utf-8').read(), include_tables=True, "
    "include_comments=False, favor_recall=True) or '')"
)


def squeeze(line: str) -> str:
    """Return a line without white space and without what marks a cell of a table."""
    return "".join(line.replace("|", "").split())


def compare(site: Site, lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are missing and those that are too many, the title aside."""
    wanted = Counter(map(squeeze, site.lines))
    found = Counter(squeeze(line) for line in lines if squeeze(line) != squeeze(site.title))
    return list((wanted - found).elements()), list((found - wanted).elements())


def run_peer(python: str, path: Path) -> list[str]:
    """Return the lines that trafilatura finds."""
    done = subprocess.run(
        [python, "-c", PEER, str(path)], capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if line.strip("|- ")]


def main() -> None:
    """Read the pages and print what is wrong of each, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shut", action="store_true")
    parser.add_argument("--peer", metavar="PYTHON")
    parser.add_argument("--quiet", action="store_true", help="only the sums")
    options = parser.parse_args()
    knowledge = load_knowledge()
    names = [name for name in SITES if (name in SHUT) == options.shut]
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            site, path = SITES[name], Path(folder) / f"page-{number}.html"
            path.write_text(site.page, "utf-8")
            record = clean(path, Metadata(), knowledge)
            missing, more = compare(site, record.text.split("\n"))
            wrong = [
                f"{field} {found!r}, not {wanted!r}"
                for field in ("title", "date", "publisher")
                if (found := getattr(record, field)) != (wanted := getattr(site, field))
            ]
            sums.update(lines=len(site.lines), missing=len(missing), more=len(more))
            sums.update(whole=not missing and not more, moves=len(record.moves))
            sums.update(field.split()[0] for field in wrong)
            if not options.quiet and (missing or more or wrong or record.moves):
                print(f"{name}: missing {missing}, too many {more}, {wrong}")
            if options.peer:
                peer_missing, peer_more = compare(site, run_peer(options.peer, path))
                sums.update(peer_missing=len(peer_missing), peer_more=len(peer_more))
                sums.update(peer_whole=not peer_missing and not peer_more)
    print(f"{len(names)} pages, {dict(sums)}", file=sys.stdout)


if __name__ == "__main__":
    main()
