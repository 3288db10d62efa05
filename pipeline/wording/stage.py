"""Wording: the set phrases of the corpus, when they came and went, and what replaced them.

Reads the clean texts and their structure of all batches; writes results/wording/wording.jsonl, one
`Wording` per line, results/wording/series.jsonl, one `Series` per line, and the page index.html.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.kept import read_each
from pipeline.language.terms.background import load_background
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.records.wording import Series, Use, Wording
from pipeline.wording.forms import PhraseForms, find_phrases
from pipeline.wording.history import FormedPhrase, ReadWording, find_series, find_turnings
from pipeline.wording.page import write_wording

READS = ("clean", "segment")
FEWEST_TIMES = 2
"""Of a phrase in the corpus: what is said once is no set phrase."""
MOST_USES = 100
"""Transcripts that are listed of a phrase, the latest."""


def read_transcript(transcript: Transcript, segmentation: Segmentation) -> ReadWording:
    """Return the phrases of a transcript, each where it stands first."""
    text = transcript.text
    speakers = {turn.id: turn.speaker for turn in segmentation.turns}
    uses: dict[FormedPhrase, Use] = {}
    for found in find_phrases(text, segmentation.sentences, load_background()):
        key = FormedPhrase(found.phrase, found.form)
        if key in uses:
            uses[key] = uses[key].model_copy(update={"times": uses[key].times + 1})
        else:
            uses[key] = Use(
                transcript=transcript.transcript,
                date=transcript.date,
                turn=found.turn,
                speaker=speakers.get(found.turn),
                times=1,
                start=found.start,
                end=found.end,
            )
    slots: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words, policy, _ in PhraseForms.load().slot.find(text):
        slots[policy][words] += 1
    return ReadWording(
        transcript=transcript.transcript,
        title=transcript.title,
        publisher=transcript.publisher,
        date=transcript.date,
        characters=sum(sentence.end - sentence.start for sentence in segmentation.sentences),
        uses=tuple(uses.items()),
        slots={policy: dict(words) for policy, words in slots.items()},
    )


def follow(read: Mapping[str, ReadWording]) -> tuple[list[Wording], list[Series]]:
    """Return the phrases of the corpus, most frequent first, and its series."""
    series = find_series(read)
    turnings = defaultdict(list)
    for one in series:
        for key, turning in find_turnings(one, read):
            turnings[key].append(turning)
    uses: defaultdict[FormedPhrase, list[Use]] = defaultdict(list)
    for found in read.values():
        for key, use in found.uses:
            uses[key].append(use)
    for listed in uses.values():
        listed.sort(key=lambda use: (use.date or "", use.transcript))
    for key in turnings:
        uses.setdefault(key, [])
    times = {key: sum(use.times for use in listed) for key, listed in uses.items()}
    kept = (key for key in uses if times[key] >= FEWEST_TIMES or key in turnings)
    wordings = [
        Wording(
            phrase=key.phrase,
            form=key.form,
            times=times[key],
            uses=tuple(uses[key][-MOST_USES:]),
            turnings=tuple(turnings.get(key, ())),
        )
        for key in sorted(kept, key=lambda key: (-times[key], key))
    ]
    return wordings, series


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the phrases, the series and the page."""
    parser = make_parser("wording", __doc__, READS, many=True)
    parser.add_argument("--series", type=Path, required=True)
    options = parser.parse_args(argv)
    batches, models = artefacts.list_batches(options, READS), (Transcript, Segmentation)
    found = read_each("wording", options.output, read_transcript, batches, models, ReadWording)
    read = {one.transcript: one for one in found}
    wordings, series = follow(read)
    artefacts.write(options.output, wordings)
    artefacts.write(options.series, series)
    write_wording(options.output.with_name("index.html"), wordings, series)
