import re
import tomllib

import pytest
import yaml

from pipeline.config import Config, check_config
from pipeline.errors import InputError
from pipeline.plan import make_plan
from tests.conftest import ROOT

CONFIG = ROOT / "config.yaml"


def test_the_file_holds_every_key_with_its_default_and_a_comment():
    text = CONFIG.read_text(encoding="utf-8")
    values = yaml.safe_load(text)
    assert values == Config().model_dump()
    for key in values:
        before, _, _ = text.partition(f"\n{key}:")
        assert before.splitlines()[-1].startswith("# ")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"batchsize": 5}, "config: batchsize: no such key; the keys are raw, results, "),
        ({"batch_kilobytes": 0}, "batch_kilobytes: "),
        ({"batch_kilobytes": "many"}, "batch_kilobytes: "),
        ({"topics": "some"}, "config: topics: 'some' is not auto, or a number of topics from 1 to"),
        ({"topics": 0}, "topics"),
        ({"raw": ""}, "raw: "),
        ({"raw": "texts", "results": "texts"}, "raw: texts is in the results folder"),
        ({"raw": "out/raw", "results": "out"}, "raw: out/raw is in the results folder"),
        ({"results": "out{x}"}, "results: out{x} has a brace"),
        ({"raw": "a<b>"}, "raw: a<b> has a brace or an angle bracket"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(values, said):
    with pytest.raises(InputError) as raised:
        check_config(values)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_transcript_to_compare_that_is_not_there_is_said_before_anything_runs(tmp_path):
    (tmp_path / "甲.txt").write_text("答：好。", encoding="utf-8")
    with pytest.raises(InputError, match=r"compare: 乙: no such transcript; .*, such as 甲$"):
        make_plan({"raw": str(tmp_path), "compare": "甲,乙"})


def test_the_conda_environment_has_the_locked_versions():
    environment = yaml.safe_load((ROOT / "environment.yaml").read_text(encoding="utf-8"))
    pinned = next(part["pip"] for part in environment["dependencies"] if isinstance(part, dict))
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert set(pinned) <= {line.partition(" ;")[0] for line in locked}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w-]+", name)[0] for name in project["dependencies"]}
    assert {name.partition("==")[0] for name in pinned} == needed - {
        "snakemake",
        "pygments",
        "pyyaml",
    }
