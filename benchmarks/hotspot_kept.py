"""What the model that ships says of texts that nothing is ever learned from.

hotspot_borders.tsv has sentences written for the borders of the guide, hotspot_kept.tsv 125 texts
of seven kinds, plainer than real ones, 201 stories as people tell them, which name no field
(`spoken`), 60 more by the hand that wrote half of the taxonomy's spoken terms (`indirect`), 106 of
a few words (`phrase`): 76 set phrases of policy, and 30 that are of none or procedure; 81 items of
news, of every hotspot (`news item`), 13 paragraphs on two subjects each (`two subjects`) and 10
texts of everyday matters (`none`). The last 206 are
of one more hand, labelled twice, in another order the second time: 104 scenes that name no field
(`story`), 30 set phrases, 36 paragraphs whose halves are on one subject each (`two halves`), 24
with a word of another matter (`in passing`), and 12 answers that say nothing without their
question (`short answer`): with half of them to learn from the other half was found no better.
Each was written and labelled by one reader before any model read it.
"""

from pathlib import Path

import numpy as np

from benchmarks.classify import LANGUAGE
from benchmarks.hotspot_data import read_rows
from pipeline.taxonomy import Taxonomy
from pipeline.taxonomy.documents import read_text
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights

BORDERS = Path(__file__).with_name("hotspot_borders.tsv")
KEPT = Path(__file__).with_name("hotspot_kept.tsv")
TOLD = (
    *("news item", "spoken", "indirect", "phrase", "two subjects", "none"),
    *("story", "set phrase", "two halves", "in passing", "short answer"),
)
"""Kinds of kept texts that are told apart."""


def show_borders(taxonomy: Taxonomy) -> None:
    """Print what the model that ships says of the sentences written for the guide's borders."""
    rows = read_rows(BORDERS)
    classifier = Classifier(load_weights(GENERAL), taxonomy)
    wrong = []
    for row in rows:
        (said,) = classifier.classify([Document(read_text(row["text"], *LANGUAGE))])
        if said.category != row["category"]:
            wrong.append((row, said))
    print(f"borders: {len(rows) - len(wrong)} of {len(rows)} sentences as the guide says")
    for row, said in wrong:
        print(f"  {row['category']}, but {said.category} {said.scores[:1]}: {row['text']}")


def show_kept(taxonomy: Taxonomy) -> None:
    """Print what the model that ships says of the texts that nothing is learned from."""
    classifier = Classifier(load_weights(GENERAL), taxonomy)
    rows = read_rows(KEPT)
    plain = [row for row in rows if row["kind"] not in TOLD]
    told = [(kind, [row for row in rows if row["kind"] == kind]) for kind in TOLD]
    for name, some in (("plain", plain), *told):
        right, given, second, ordered = [], [], [], 0
        for row in some:
            pieces = (read_text(row[part], *LANGUAGE) for part in ("text", "question"))
            (said,) = classifier.classify([Document(*pieces)])
            truth = {row["first"], row["second"]} - {""}
            right.append(bool(said.scores) and said.scores[0][0] in truth)
            given.append((said.category is not None, said.category in truth))
            second.append((bool(row["second"]), said.second is not None, said.second in truth))
            ordered += said.second is not None and said.category == row["first"]
        found = sum(one for one, _ in given)
        both, named, hit = (sum(part) for part in zip(*second, strict=True))
        precise = sum(right for _, right in given) / max(found, 1)
        print(
            f"kept, {name}: {len(some)} texts, right {np.mean(right):.3f}, "
            f"given {found / len(some):.3f}, of these right {precise:.3f}; "
            f"second given to {named}, right {hit}, with the right one first {ordered}, of {both} "
            f"that have one"
        )
