"""Cleans transcripts.

Reads: the files given, of any format that readers.py knows, and metadata.tsv beside them.
Writes: one `Transcript` per file, in the order given: text in reading order with its source map,
or the `Problem` that stopped the file.
"""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import islice
from math import inf
from pathlib import Path
from typing import NamedTuple

from pipeline import artefacts
from pipeline.clean.assemble import Assembly, assemble
from pipeline.clean.chinese import find_foreign
from pipeline.clean.dates import Dates, split_name
from pipeline.clean.flags import Flags
from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.readers import LARGEST_FILE, read_source, too_large
from pipeline.clean.formats.reading import Reading, list_removals
from pipeline.clean.front_matter import FrontSources, read_front
from pipeline.clean.lines.furniture import (
    PAGE_ENDS,
    TIME_CODE,
    Furniture,
    find_known,
    strip_furniture,
)
from pipeline.clean.lines.marked import mark_bold, mark_paragraphs
from pipeline.clean.lines.normalise import SourceLine, measure_width, split_lines
from pipeline.clean.lines.outside import (
    PUBLICATION,
    OutsideWeights,
    PageLines,
    find_outside,
    find_text,
)
from pipeline.clean.lines.page_numbers import find_pages
from pipeline.clean.lines.paragraphs import LineReader, Paragraph, Titles, read_paragraphs
from pipeline.clean.lines.run_in_speeches import part_speeches
from pipeline.clean.lines.spacing import find_spacing
from pipeline.clean.lines.surroundings import MOST_ABOVE, Surroundings, list_near, list_signs
from pipeline.clean.lines.unwrap import SLACK, find_width, mark_page_ends, unwrap_lines
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.restore import restore_order
from pipeline.clean.order.seams import find_seams
from pipeline.clean.publication import Publication, list_fields, read_removals, select_fields
from pipeline.clean.tables import find_tables
from pipeline.cli import make_parser, read_names
from pipeline.inventory import identify_files
from pipeline.kept import Kept, keeping
from pipeline.language.fold import fold
from pipeline.language.structure.lines import Structure, load_structure
from pipeline.limits import MOST_LINES, limit_flags
from pipeline.metadata import Metadata, load_metadata
from pipeline.records.transcript import Block, Removal, Transcript

CELL = "\t"
"""What stands between the cells of a row."""


class CleaningKnowledge(NamedTuple):
    """All the data that the stage reads texts with."""

    structure: Structure
    titles: Titles
    furniture: Furniture
    surroundings: Surroundings
    outside: OutsideWeights
    flags: Flags
    dates: Dates
    publication: Publication


def load_knowledge() -> CleaningKnowledge:
    """Return the knowledge of the stage. Raises InputError where a file of it is malformed."""
    return CleaningKnowledge(
        load_structure(),
        Titles.load(),
        Furniture.load(),
        Surroundings.load(),
        OutsideWeights.load(),
        Flags.load(),
        Dates.load(),
        Publication.load(),
    )


def clean(
    path: Path,
    metadata: Metadata,
    knowledge: CleaningKnowledge,
    load: Callable[[], Continuation] = load_continuation,
) -> Transcript:
    """Return the clean text of one file. Raises Rejected where it has none."""
    data = read_bytes(path)
    reading = read_source(data, path.suffix)
    _, named = split_name(path.stem)
    titles = frozenset(title for title in (named, metadata.title, reading.about.title) if title)
    assembly, removals = clean_text(reading, titles, knowledge, load)
    if not assembly.text:
        raise refuse("empty")
    published = read_removals(removals, assembly.runs[0].source_start, knowledge.publication)
    sources = FrontSources(metadata, reading.about, published, removals)
    front = read_front(path.stem, sources, assembly, knowledge.dates)
    tables, unread = find_tables(reading.tables, assembly.runs, assembly.text, knowledge.flags)
    doubts = [
        knowledge.flags.flag(code, 0, 0, text=words)
        for code, words in (*reading.doubts, *front.dating.doubts)
    ]
    return Transcript(
        transcript=path.stem,
        file=path.name,
        sha256=sha256(data).hexdigest(),
        format=path.suffix.lower().removeprefix("."),
        encoding=reading.encoding,
        title=front.title,
        date=front.dating.date,
        date_source=front.dating.source,
        event_date=front.dating.event,
        publisher=front.publisher,
        url=front.url,
        source=reading.text,
        text=assembly.text,
        runs=tuple(assembly.runs),
        removals=tuple(removals),
        moves=tuple(assembly.moves),
        blocks=tuple(make_blocks(assembly, front.lines, knowledge.structure)),
        tables=tuple(tables),
        flags=limit_flags((*doubts, *unread, *assembly.flags)),
    )


def make_blocks(assembly: Assembly, title: range, structure: Structure) -> Iterator[Block]:
    """Yield what each line of the text is; `title` are those that are its title."""
    foreign = find_foreign(assembly.text, assembly.places)
    for k, (first, (start, end)) in enumerate(zip(assembly.firsts, assembly.places, strict=True)):
        yield Block(
            start=start,
            end=end,
            kind="title" if k in title else first.kind,
            heading=first.heading,
            label=first.label or structure.read_note(first.text, first.kind),
            foreign=k in foreign,
            marked=first.marked,
        )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises Rejected where it is too large or cannot be opened."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise too_large(size)
        return path.read_bytes()
    except OSError as error:
        raise refuse("unreadable") from error


def clean_text(
    reading: Reading,
    titles: frozenset[str],
    knowledge: CleaningKnowledge,
    load: Callable[[], Continuation] = load_continuation,
) -> tuple[Assembly, list[Removal]]:
    """Return the text of a source in reading order, and what was removed from it."""
    lines, breaks, removed, title = read_lines(reading, knowledge, titles)
    reader = LineReader(knowledge.structure, knowledge.titles, titles, title)
    paragraphs = find_paragraphs(reading, lines, breaks, reader)
    pages = find_page_order(reading, paragraphs, removed)
    order = restore_order(paragraphs, reader, pages, load)
    begins = frozenset(line.spans[0][0] for line in lines)
    seams = find_seams(paragraphs, begins, load) if order.kept else frozenset()
    if seams:
        breaks = [at or line.spans[0][0] in seams for line, at in zip(lines, breaks, strict=True)]
        parted = find_paragraphs(reading, lines, breaks, reader)
        pages = find_page_order(reading, parted, removed)
        other = restore_order(parted, reader, pages, load)
        if other.moves:
            paragraphs, order = parted, other
    removals = list_removals(reading.text, reading.left_out, removed)
    numbered = find_pages(paragraphs, removals, reading.text)
    return assemble(paragraphs, order, knowledge.flags, reader, numbered), removals


def find_page_order(
    reading: Reading, paragraphs: Sequence[Paragraph], removed: Sequence[Removal]
) -> Pages:
    """Return the pages of a text, with what was removed from it that tells their order."""
    removals = list_removals(reading.text, reading.left_out, removed)
    numbers = find_pages(paragraphs, removals, reading.text).news
    times = [(part.source_start, part.text) for part in removed if part.reason == TIME_CODE]
    return Pages(paragraphs, numbers, bound=reading.bound and not numbers, times=times)


def read_lines(
    reading: Reading, knowledge: CleaningKnowledge, titles: frozenset[str] = frozenset()
) -> tuple[list[SourceLine], list[bool], list[Removal], list[str]]:
    """Return the lines of a source, above which a page may have ended, and what was removed.

    Also the lines that are its title; `titles` are known to be. A page of nothing else is a text.
    """
    source = reading.text
    left_out = [(part.start, part.end) for part in reading.left_out]
    seen = split_lines(
        source,
        [*left_out, *find_spacing(source, left_out)],
        [(part.start, part.end) for part in reading.left_out if part.ends_line],
    )
    lines = list(islice(seen, MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise refuse("too_many_lines", limit=MOST_LINES)
    page = look_at(lines, frozenset(start for start, _ in reading.headings), titles, knowledge)
    outside, title = find_outside(page, knowledge.outside)
    if len(outside) == len(page.texts):
        outside = find_known(page.texts, knowledge.furniture)
    told = [lines[k].text for k in title]
    stripped = strip_furniture(source, lines, page.texts, outside, knowledge.furniture)
    lines, breaks, removed = stripped
    return lines, mark_page_ends(lines, breaks), removed, told


def look_at(
    lines: Sequence[SourceLine],
    headings: Collection[int],
    named: Collection[str],
    knowledge: CleaningKnowledge,
) -> PageLines:
    """Return the lines of a page, what they look like, and which are certainly none of its text.

    `headings` begin at these places, `named` are its known titles. Lines that a width broke are of
    sentences.
    """
    texts = [fold(line.text) for line in lines]
    known = find_known(texts, knowledge.furniture)
    cells = {k for k, text in enumerate(texts) if CELL in text}
    near = {k: knowledge.furniture.match(texts[k], "around") for k in list_near(len(texts))}
    rest = ["" if k in known or k not in near else text for k, text in enumerate(texts)]
    fields = list_fields(rest, knowledge.publication)
    full = (find_width(list(lines)) or inf) - SLACK
    broken = [k for k, line in enumerate(lines) if measure_width(line.text) >= full]
    signs = list_signs(
        texts,
        knowledge.surroundings,
        known={k for k, reason in known.items() if reason not in PAGE_ENDS},
        sentences=[*broken, *(k + 1 for k in broken)],
        around=[k for k, reason in near.items() if reason],
        published=select_fields(rest, fields, 0, -1),
        marked=cells | {k for k, line in enumerate(lines) if line.spans[0][0] in headings},
        cells=cells,
        named=[k for k in near if lines[k].text in named],
        title={k for k, t in enumerate(texts[:MOST_ABOVE]) if knowledge.titles.is_one(t, named)},
    )
    first, last = find_text(signs, knowledge.outside)
    beside = {k: why for k, why in near.items() if why and not first < k < last}
    published = dict.fromkeys(select_fields(rest, fields, first, last), PUBLICATION)
    return PageLines(texts, signs, range(first, last + 1), published | beside | known)


def find_paragraphs(
    reading: Reading, lines: list[SourceLine], breaks: list[bool], reader: LineReader
) -> list[Paragraph]:
    """Return the paragraphs that the lines of a source make, as they stand there."""
    lines, breaks = unwrap_lines(lines, breaks, reader.structure.begins_part)
    lines, breaks = part_speeches(lines, breaks, reader.structure)
    read = mark_paragraphs(read_paragraphs(lines, breaks, reader), reading.list_marks())
    return mark_bold(list(read), reading.bold)


def clean_all(
    files: Sequence[Path],
    metadata: Mapping[str, Metadata],
    knowledge: CleaningKnowledge,
    kept: Kept,
) -> Iterator[str]:
    """Yield the line of each file in order; of two with one name the first readable one."""
    taken: dict[str, Path] = {}
    for path in artefacts.progress(files, "clean", len(files)):
        work = partial(artefacts.attempt_line, "clean", path.stem, path.name)
        if path.stem in taken:
            yield work(refuse_name, taken[path.stem])
            continue
        known = metadata.get(path.stem, Metadata())
        made_of = [told.encode() for told in (*identify_files([path]), repr(known))]
        line = kept.take(made_of, partial(work, clean_now, path, known, knowledge))
        if not line.startswith(artefacts.PROBLEM):
            taken[path.stem] = path
        yield line


def clean_now(path: Path, metadata: Metadata, knowledge: CleaningKnowledge) -> Transcript:
    """Return the clean text of one file; say where it is of a day to come."""
    transcript = clean(path, metadata, knowledge)
    warn_of_future(transcript, date.today().isoformat())
    return transcript


def warn_of_future(transcript: Transcript, today: str) -> None:
    """Print that a transcript is dated in the future; no record depends on that."""
    if transcript.date and transcript.date > today:
        print(f"{transcript.file}: its date, {transcript.date}, is in the future", file=sys.stderr)


def refuse_name(other: Path) -> Transcript:
    """Raise Rejected for a file whose name another has that was taken before it."""
    raise refuse("duplicate_name", other=other.name)


def main(argv: list[str]) -> None:
    """Read files, write their clean texts."""
    parser = make_parser("clean", __doc__)
    parser.add_argument("files", nargs="+", help="files, or - for names on standard input")
    parser.add_argument("--metadata", type=Path, metavar="TSV")
    options = parser.parse_args(argv)
    files = [Path(name) for name in read_names(options.files)]
    metadata = load_metadata(options.metadata).found
    with keeping("clean", options.output) as kept, artefacts.replacing(options.output) as out:
        out.writelines(f"{line}\n" for line in clean_all(files, metadata, load_knowledge(), kept))
