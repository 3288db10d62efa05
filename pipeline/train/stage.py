"""Makes the model that finds the policy hotspots of a text: the general one, and a person's labels.

Reads labels.tsv and the artefacts of the batches whose transcripts it labels. Writes the model as
plain arrays, and its card as a ModelCard record, as Markdown, and with a figure of how far its
probabilities hold. Same taxonomy, same labels, same bytes.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.artefacts import read_batches, replacing, write, write_bytes
from pipeline.cli import make_parser
from pipeline.language.terms.words import load_stop_words
from pipeline.language.tokenizer import load_tokenizer
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import Taxonomy, load_taxonomy
from pipeline.taxonomy.labels import CategoryLabel, read_labels
from pipeline.taxonomy.model import GENERAL, Weights, dump_weights, load_weights
from pipeline.train.card import Taught, make_card
from pipeline.train.examples import list_taxonomy_texts, read_answers
from pipeline.train.figures import load_figures
from pipeline.train.fitting import judge_nothing, lacks, learn
from pipeline.train.markdown import write_markdown
from pipeline.train.reliability import draw_reliability


def teach(
    general: Weights,
    taxonomy: Taxonomy,
    labels: Sequence[CategoryLabel],
    options: argparse.Namespace,
) -> Taught:
    """Return the general model with what the labels, and categories that are new, teach."""
    tokenizer, stop = load_tokenizer(), load_stop_words()
    lines = read_batches(options, ("clean", "segment"), (Transcript, Segmentation))
    answers, unfit = read_answers(lines, labels, tokenizer, stop)
    texts = list_taxonomy_texts(taxonomy, tokenizer, stop, set(general.categories))
    return Taught(*learn(general, taxonomy, texts, answers), len(answers), unfit)


def main(argv: list[str]) -> None:
    """Write the model and its card."""
    parser = make_parser("train", __doc__, ("clean", "segment"), many=True)
    parser.add_argument("--labels", type=Path, metavar="TSV")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--figure", type=Path, required=True)
    options = parser.parse_args(argv)
    taxonomy, general = load_taxonomy(), load_weights(GENERAL)
    labels = read_labels(options.labels, taxonomy)
    taught = Taught(general, judge_nothing(general), 0, [])
    if labels.labels or lacks(general, taxonomy):
        taught = teach(general, taxonomy, labels.labels, options)
    problems = labels.list_problems(taught.unused)
    card = make_card(taxonomy, load_figures(), taught, problems)
    same = taught.weights is general
    write_bytes(options.weights, GENERAL.read_bytes() if same else dump_weights(taught.weights))
    write(options.output, [card])
    with replacing(options.text) as out:
        out.write(write_markdown(card, taxonomy, options.figure.name))
    with replacing(options.figure) as out:
        out.write(draw_reliability(card.reliability))
