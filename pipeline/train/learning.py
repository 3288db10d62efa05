"""The model while it learns: a scikit-learn pipeline, and how it is stored.

TF-IDF of words and of character n-grams, logistic regression. It is stored with skops, which
unlike pickle runs nothing on loading, in bytes that depend on the model alone.
"""

import json
import re
import zipfile
from io import BytesIO

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from pipeline.language.terms.pieces import Piece, cut_characters
from pipeline.taxonomy.model import Block, Weights

MOST_FEATURES = 20_000
"""Words, and n-grams, that a model knows: those that occur most."""
PENALTY = 10.0
"""Inverse strength of the regularisation: 3, 10 and 30 did alike on 40 answers, 1 did worse."""
MOST_ITERATIONS = 30
TOLERANCE = 1e-3
"""Of the gradient: 200 iterations at a tenth of it found as many of 190 answers."""
WORD, CHARACTERS = "\n", "\t"
"""What stands before each word and each n-gram in a document."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_document(piece: Piece) -> str:
    """Return a text as the model reads it.

    >>> write_document(Piece(["基站"], "建基站"))
    '\\n基站\\t建基\\t基站\\t建基站'
    """
    words = "".join(WORD + word for word in piece.words)
    return words + "".join(CHARACTERS + gram for gram in cut_characters(piece.text))


def make_pipeline() -> Pipeline:
    """Return a model that has learned nothing yet."""
    blocks = [
        (name, TfidfVectorizer(**settings))
        for name, mark in (("words", WORD), ("characters", CHARACTERS))
        for settings in [
            {
                "token_pattern": mark + "([^\n\t]+)",
                "lowercase": False,
                "sublinear_tf": True,
                "max_features": MOST_FEATURES,
            }
        ]
    ]
    decide = LogisticRegression(
        C=PENALTY, class_weight="balanced", max_iter=MOST_ITERATIONS, tol=TOLERANCE
    )
    return Pipeline([("terms", FeatureUnion(blocks)), ("decide", decide)])


def get_weights(pipeline: Pipeline) -> Weights:
    """Return what a fitted model amounts to."""
    decide: LogisticRegression = pipeline["decide"]
    rows, intercept = decide.coef_, decide.intercept_
    if len(rows) == 1:
        rows, intercept = np.vstack([-rows, rows]) / 2, np.hstack([-intercept, intercept]) / 2
    (_, words), (_, characters) = pipeline["terms"].transformer_list
    return Weights(
        categories=np.array(decide.classes_),
        words=Block(words.get_feature_names_out().astype(str), words.idf_),
        characters=Block(characters.get_feature_names_out().astype(str), characters.idf_),
        coefficients=rows,
        intercept=intercept,
    )


def dump_model(pipeline: Pipeline) -> bytes:
    """Return a model as the bytes of a file, the same for the same model.

    skops names parts after their addresses in memory and notes the time: the names are numbered
    in the order in which they occur, the time is that of no run. scikit-learn notes the address
    of the stop words, of which there are none. The terms are kept as an array, from which
    scikit-learn makes its dictionary again: skops takes a second to write one of 10,000 terms.
    """
    for _, block in pipeline["terms"].transformer_list:
        block.vocabulary = block.get_feature_names_out().astype(str)
        for name in ("vocabulary_", "_stop_words_id"):
            vars(block).pop(name, None)
    from skops import io as skops  # Takes a second, and only a model that is stored needs it.

    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return found[1] + numbers.setdefault(found[2], str(len(numbers) + 1)) + found[3]

    with zipfile.ZipFile(BytesIO(skops.dumps(pipeline))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    schema = json.dumps(json.loads(files.pop("schema.json")), ensure_ascii=False)
    schema = re.sub(r'("__id__": )(\d+)()', number, schema)
    schema = re.sub(r'("file": ")(\d+)(\.npy")', number, schema)
    named = {numbers[name.removesuffix(".npy")] + ".npy": data for name, data in files.items()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(named, key=lambda name: (len(name), name)):
            archive.writestr(make_entry(name), named[name])
        archive.writestr(make_entry("schema.json"), schema)
    return out.getvalue()


def make_entry(name: str) -> zipfile.ZipInfo:
    """Return the entry of a file in the archive, without the time of day."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
