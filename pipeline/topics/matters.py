"""Which policy hotspots the passages of a topic are of, as the general model says."""

from collections import Counter
from collections.abc import Sequence

from pipeline.language.terms.bags import Bag, read_sentences
from pipeline.language.terms.words import StopWords
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import PROCEDURE
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.model import Classifier


def count_hotspots(
    passages: Sequence[tuple[Transcript, Segmentation]], classifier: Classifier, stop: StopWords
) -> Counter[str]:
    """Return how many passages are of each hotspot, each by its own words alone."""
    documents = [read_passage(*passage, stop) for passage in passages]
    said = (found.category for found in classifier.classify(documents, apart=True))
    return Counter(name for name in said if name not in (None, PROCEDURE))


def read_passage(transcript: Transcript, segmentation: Segmentation, stop: StopWords) -> Document:
    """Return a passage as the model reads it; the segmentation has its sentences alone."""
    read = read_sentences(transcript, segmentation, stop)
    first, last = segmentation.sentences[0], segmentation.sentences[-1]
    words = [word for sentence in read.sentences for word in sentence.words]
    return Document(Bag(words, read.folded[first.start : last.end]))
