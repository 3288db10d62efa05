"""The claims stage as a component of a spaCy pipeline: the same claims, found in any `Doc`.

    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("numeric_claims", config={"date": "2021-01-26"})

The component reads the characters of `doc.text`, never its tokens: the claims
are the same with every tokenizer. It fills `doc.spans["claims"]` with one span per claim, labelled
with the claim's kind, its id in `span.id_`; a span takes in the whole of the tokens it touches.
The records, with exact characters, are `doc._.claims` and `span._.claim`. Words such as 去年 are
resolved against `doc._.date` (ISO 8601) where it is set, else against the component's `date`.
"""

from datetime import date as calendar_date

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.claims.read.lexicon import Lexicon, load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.errors import InputError
from pipeline.records.claims import Claim
from pipeline.records.segmentation import Segmentation, Sentence, Turn
from pipeline.records.transcript import Run, Transcript
from pipeline.segment.sentences import find_sentences

GROUP = "claims"
"""Name of the span group."""
STORED = "numeric_claims"
"""Key of `doc.user_data`: id → claim as JSON, which spaCy can store and send to processes."""


class NumericClaims:
    """Finds the numeric claims of a `Doc`.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> component = nlp.add_pipe("numeric_claims", config={"date": "2021-01-26"})
    >>> doc = nlp("去年规模以上工业增加值同比增长2.8%。")
    >>> [(span.text, span.label_) for span in doc.spans["claims"]]
    [('2.8%', 'change')]
    >>> claim = doc.spans["claims"][0]._.claim
    >>> claim.indicator, claim.period, claim.baseline
    ('规模以上工业增加值', '2020', 'yoy')
    """

    def __init__(self, date: str | None, lexicon: Lexicon) -> None:
        self.date = check_date(date)
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its claims."""
        date = self.date if doc._.date is None else check_date(doc._.date)
        claims = find_claims(*make_records(doc.text, date), self.lexicon).claims
        doc.user_data[STORED] = {claim.id: claim.model_dump_json() for claim in claims}
        spans = (
            doc.char_span(
                claim.start, claim.end, claim.kind, alignment_mode="expand", span_id=claim.id
            )
            for claim in claims
        )
        doc.spans[GROUP] = [span for span in spans if span is not None]
        return doc


def check_date(date: str | None) -> str | None:
    """Return the date. Raises InputError where it is none."""
    try:
        if date is None or calendar_date.fromisoformat(date).isoformat() == date:
            return date
    except (TypeError, ValueError):
        pass
    raise InputError(f"numeric_claims: {date!r} is no date; write it as 2021-01-26")


def make_records(text: str, date: str | None = None) -> tuple[Transcript, Segmentation]:
    """Return a text as the records that the stage reads.

    It is one statement, as `segment` has it of a text without speakers: what a paragraph says of
    its time and of plans goes on in the next. Its sentences are those of `segment`.
    """
    size = len(text)
    transcript = Transcript(
        transcript="doc", file="doc", sha256="", format="txt", encoding=None, title=None,
        date=date, date_source=None, publisher=None, url=None, source=text, text=text,
        runs=(Run(start=0, end=size, source_start=0),), removals=(), moves=(), blocks=(), flags=(),
    )  # fmt: skip
    turn = Turn(
        id="t1", start=0, end=size, section=None, kind="statement", speaker=None, role="unknown",
        answers=(),
    )  # fmt: skip
    sentences: list[Sentence] = []
    paragraph = counted = 0
    for start, end in find_sentences(text):
        paragraph += text.count("\n", counted, start)
        counted = start
        sentences.append(
            Sentence(
                id=f"x{len(sentences) + 1}", start=start, end=end, turn="t1", section=None,
                paragraph=paragraph, tokens=(end - start,),
            )
        )  # fmt: skip
    segmentation = Segmentation(
        transcript="doc", speakers=(), sections=(), turns=(turn,), sentences=tuple(sentences),
        flags=(),
    )  # fmt: skip
    return transcript, segmentation


def get_claims(doc: Doc) -> tuple[Claim, ...]:
    """Return the claims of a doc in reading order."""
    return tuple(map(Claim.model_validate_json, doc.user_data.get(STORED, {}).values()))


def get_claim(span: Span) -> Claim | None:
    """Return the claim that a span of the group stands for."""
    stored = span.doc.user_data.get(STORED, {}).get(span.id_)
    return None if stored is None else Claim.model_validate_json(stored)


def register_extensions() -> None:
    """Make `doc._.claims`, `span._.claim` and `doc._.date` known to spaCy.

    A `doc._.date` that a program has already is read as it is. spaCy raises ValueError where
    another library has taken one of the other names.
    """
    Doc.set_extension("claims", getter=get_claims, force=is_ours(Doc, "claims"))
    Span.set_extension("claim", getter=get_claim, force=is_ours(Span, "claim"))
    if not Doc.has_extension("date"):
        Doc.set_extension("date", default=None)


def is_ours(kind: type[Doc] | type[Span], name: str) -> bool:
    """Return whether an extension was registered by this module, loaded once before."""
    getter = kind.get_extension(name)[2] if kind.has_extension(name) else None
    return getattr(getter, "__module__", None) == __name__


register_extensions()


@Language.factory(
    "numeric_claims",
    default_config={"date": None},
    assigns=["doc.spans", "doc._.claims", "span._.claim"],
)
def make_component(nlp: Language, name: str, date: str | None) -> NumericClaims:
    """Return the component; `date` is the ISO date of documents that have none of their own."""
    return NumericClaims(date, load_lexicon())
