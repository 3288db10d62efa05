"""Makes the model that finds the policy hotspots of a text: the general one, and a person's labels.

Reads labels.tsv and the artefacts of the batches whose transcripts it labels. Writes the model as
plain arrays, and its card as a ModelCard record, as Markdown, and with a figure of how far its
probabilities hold. Same taxonomy, same labels, same bytes.
"""

from pathlib import Path

from pipeline.artefacts import read_batches, replacing, write, write_bytes
from pipeline.cli import make_parser
from pipeline.language.terms.words import load_stop_words
from pipeline.language.tokenizer import load_tokenizer
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.labels import read_labels
from pipeline.taxonomy.model import GENERAL, dump_weights, load_weights
from pipeline.train.card import make_card
from pipeline.train.examples import describe, read_answers
from pipeline.train.figures import load_figures
from pipeline.train.fitting import learn
from pipeline.train.markdown import write_markdown
from pipeline.train.reliability import draw


def main(argv: list[str]) -> None:
    """Write the model and its card."""
    parser = make_parser("train", __doc__, ("clean", "segment"), many=True)
    parser.add_argument("--labels", type=Path, metavar="TSV")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--figure", type=Path, required=True)
    options = parser.parse_args(argv)
    taxonomy, tokenizer, stop = load_taxonomy(), load_tokenizer(), load_stop_words()
    labels = read_labels(options.labels, taxonomy)
    lines = read_batches(options, ("clean", "segment"), (Transcript, Segmentation))
    answers, unfit = read_answers(lines, labels.labels, tokenizer, stop)
    general = load_weights(GENERAL)
    texts = describe(taxonomy, tokenizer, stop, set(general.categories))
    weights, judgement = learn(general, taxonomy, texts, answers)
    problems = [*labels.problems, *unfit]
    card = make_card(taxonomy, load_figures(), weights, judgement, len(answers), problems)
    write_bytes(options.weights, dump_weights(weights))
    write(options.output, [card])
    with replacing(options.text) as out:
        out.write(write_markdown(card, taxonomy, options.figure.name))
    with replacing(options.figure) as out:
        out.write(draw(card.reliability))
