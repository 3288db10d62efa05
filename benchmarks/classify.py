"""Classification against plain baselines: `python -m benchmarks.classify [what]`.

    seed            hotspots of the first transcript's answers, in place and under wrong headings
    scale COUNT     training on COUNT generated answers: seconds, peak memory

benchmarks.hotspots measures the policy hotspots on texts that readers labelled.
"""

import argparse
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.stages import write_structures
from pipeline.artefacts import read
from pipeline.classify.stage import Language, compare_answers
from pipeline.language.terms.bags import Bag, read_sentences, read_turns
from pipeline.language.terms.words import load_stop_words
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.documents import read_documents
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights
from pipeline.train.examples import Example, list_taxonomy_texts
from pipeline.train.fitting import learn

ROOT = Path(__file__).parents[1]
LANGUAGE = Language(Tokenizer(load_terms()), load_stop_words())
SEED = 20210126


def read_transcripts(paths: Sequence[Path]) -> list[tuple[Transcript, Segmentation]]:
    """Return what clean and segment make of some files."""
    with tempfile.TemporaryDirectory() as folder:
        cleaned, segmented = write_structures(Path(folder), paths)
        found = zip(read(cleaned, Transcript), read(segmented, Segmentation), strict=True)
        return [
            (transcript, structure)
            for transcript, structure in found
            if isinstance(transcript, Transcript) and isinstance(structure, Segmentation)
        ]


# seed --------------------------------------------------------------------------------------


def move(segmentation: Segmentation, turns: set[str], section: str) -> Segmentation:
    """Return the structure with some turns under another section."""
    moved = tuple(
        turn.model_copy(update={"section": section}) if turn.id in turns else turn
        for turn in segmentation.turns
    )
    return segmentation.model_copy(update={"turns": moved})


def measure_seed() -> None:
    """Print how many answers are found, and how many exchanges under a wrong heading flagged."""
    ((transcript, segmentation),) = read_transcripts(sorted((ROOT / "raw").glob("*.txt")))
    sections = segmentation.sections
    answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
    text = read_sentences(transcript, segmentation, LANGUAGE.stop)
    read = read_turns(text, segmentation, LANGUAGE.stop)
    found, flags = compare_answers(segmentation, answers, read, LANGUAGE)
    agree = sum(answer.agrees is True for answer in found)
    print(f"own hotspots: {agree} of {len(answers)} as their headings, {len(flags)} flags")
    majority = Counter(turn.section for turn in answers).most_common(1)[0][1]
    print(f"  majority {majority}, nearest heading {count_nearest(transcript, segmentation)}")
    right = flagged = tried = 0
    for number, turn in enumerate(answers):
        for section in sections:
            if section.id != turn.section:
                moved = move(segmentation, {turn.id, *turn.answers}, section.id)
                others = [t for t in moved.turns if t.kind == "answer"]
                found, flags = compare_answers(moved, others, read, LANGUAGE)
                tried += 1
                right += found[number].content_section == turn.section
                flagged += any(flag.start == turn.start for flag in flags)
    print(f"exchanges under a wrong heading: {right} of {tried} found, {flagged} flagged")
    passages = read_documents(text, segmentation, *LANGUAGE)
    classifier = Classifier(load_weights(GENERAL), load_taxonomy())
    said = classifier.classify([passage.document for passage in passages])
    titles = {
        turn.id: section.title
        for section in sections
        for turn in answers
        if turn.section == section.id
    }
    for passage, one in zip(passages, said, strict=True):
        if passage.answer in titles:
            print(f"  {titles[passage.answer]}: {one.category} {one.probability}")


def count_nearest(transcript: Transcript, segmentation: Segmentation) -> int:
    """Return how many answers a cosine of words with the headings puts where they stand."""
    sections = segmentation.sections
    answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
    vectorizer = TfidfVectorizer(analyzer=LANGUAGE.tokenizer.cut)
    described = vectorizer.fit_transform([section.title for section in sections])
    texts = [transcript.text[turn.start : turn.end] for turn in answers]
    best = (vectorizer.transform(texts) @ described.T).toarray().argmax(axis=1)
    return sum(sections[b].id == turn.section for b, turn in zip(best, answers, strict=True))


# scale -------------------------------------------------------------------------------------


def measure_scale(count: int) -> None:
    """Print time and memory of learning from generated labels."""
    taxonomy = load_taxonomy()
    texts = list(list_taxonomy_texts(taxonomy, LANGUAGE.tokenizer, LANGUAGE.stop))
    draw = random.Random(SEED)
    pool = [word for text in texts for word in text.document.body.words]
    answers = []
    for number in range(count):
        text = draw.choice(texts)
        words = [*text.document.body.words, *draw.choices(pool, k=120)]
        document = Document(Bag(words, text.document.body.text))
        answers.append(Example(document, text.category, str(number // 10), f"t{number}"))
    general = load_weights(GENERAL)
    start = perf_counter()
    _, judgement = learn(general, taxonomy, texts, answers)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} answers, {len(judgement.examples)} learned from and judged: {seconds:.1f} s, "
        f"peak {peak:.0f} MB"
    )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("seed")
    what.add_parser("scale").add_argument("count", type=int)
    options = parser.parse_args()
    if options.what == "seed":
        measure_seed()
    else:
        measure_scale(options.count)


if __name__ == "__main__":
    main()
