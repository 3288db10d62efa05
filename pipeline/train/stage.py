"""Trains the model that finds the category of an answer, from the taxonomy and a person's labels.

Reads labels.tsv and the artefacts of the batches whose transcripts it labels. Writes the model as
a scikit-learn pipeline (for anyone) and as plain arrays (for classify), and its card as a
ModelCard record and as Markdown. Same taxonomy, same labels, same bytes.
"""

from collections.abc import Sequence
from pathlib import Path

from sklearn.pipeline import Pipeline

from pipeline.artefacts import read_batches, replacing, write, write_bytes
from pipeline.cli import make_parser
from pipeline.language.terms.words import load_stop_words
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.model_card import ModelCard
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import Taxonomy, load_taxonomy
from pipeline.taxonomy.labels import read_labels
from pipeline.taxonomy.model import dump_weights
from pipeline.train.card import make_card, write_markdown
from pipeline.train.examples import Example, describe, read_answers
from pipeline.train.fitting import choose, find_temperature, fit, judge, soften
from pipeline.train.learning import dump_model, get_weights


def train(
    taxonomy: Taxonomy, examples: Sequence[Example], problems: Sequence[Problem]
) -> tuple[Pipeline, ModelCard]:
    """Return the model, with probabilities that hold, and its card."""
    judgement = judge(examples)
    temperature = find_temperature(*choose(judgement))
    pipeline = fit(examples)
    soften(pipeline, temperature)
    return pipeline, make_card(taxonomy, examples, judgement, temperature, problems)


def main(argv: list[str]) -> None:
    """Write the model and its card."""
    parser = make_parser("train", __doc__, ("clean", "segment"), many=True)
    parser.add_argument("--labels", type=Path, metavar="TSV")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    options = parser.parse_args(argv)
    taxonomy, stop = load_taxonomy(), load_stop_words()
    labels = read_labels(options.labels, taxonomy)
    lines = read_batches(options, ("clean", "segment"), (Transcript, Segmentation))
    answers, unfit = read_answers(lines, labels.labels, stop)
    examples = [*describe(taxonomy, Tokenizer(load_terms()), stop), *answers]
    pipeline, card = train(taxonomy, examples, [*labels.problems, *unfit])
    write_bytes(options.model, dump_model(pipeline))
    write_bytes(options.weights, dump_weights(get_weights(pipeline)))
    write(options.output, [card])
    with replacing(options.text) as out:
        out.write(write_markdown(card, taxonomy))
