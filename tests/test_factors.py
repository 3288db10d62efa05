import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.utils.extmath import randomized_svd

from pipeline.language.terms.counting import weigh_rows
from pipeline.topics.factors import (
    MOST_ITERATIONS,
    OVERSAMPLES,
    POWERS,
    TOLERANCE,
    factorise,
    find_weights,
    list_directions,
)

COUNTS = csr_matrix(np.random.default_rng(5).poisson(0.4, (90, 60)).astype(np.float32))
ROWS = weigh_rows(COUNTS, damped=True).astype(np.float32)


def test_rows_are_weighed_as_scikit_learn_does():
    made = TfidfTransformer(sublinear_tf=True).fit_transform(COUNTS)
    assert ROWS.toarray() == pytest.approx(made.toarray(), abs=1e-6)


@pytest.mark.filterwarnings(f"ignore::{ConvergenceWarning.__module__}.ConvergenceWarning")
def test_factors_are_those_of_scikit_learn():
    draw = np.random.default_rng(7)
    passages, words = draw.random((4, 90), np.float32), draw.random((4, 60), np.float32)
    model = NMF(4, init="custom", max_iter=MOST_ITERATIONS, tol=TOLERANCE)
    fitted = model.fit_transform(ROWS, W=passages.T.copy(order="C"), H=words.copy())
    factorise(ROWS, passages, words)
    assert pytest.approx(fitted, abs=1e-4) == passages.T
    assert words == pytest.approx(model.components_, abs=1e-4)
    assert pytest.approx(model.transform(ROWS), abs=1e-4) == find_weights(ROWS, words).T


@pytest.mark.parametrize("rows", [ROWS, ROWS.T.tocsr()])
def test_directions_are_those_of_scikit_learn(rows: csr_matrix):
    left, values, right = randomized_svd(
        rows, 5, n_oversamples=OVERSAMPLES, n_iter=POWERS, random_state=3
    )
    made = list_directions(rows, 5, 3)
    assert made[1] == pytest.approx(values, rel=1e-4)
    assert (made[0] * made[1]) @ made[2] == pytest.approx((left * values) @ right, abs=1e-3)
