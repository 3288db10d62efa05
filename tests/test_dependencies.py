"""What `find_dependencies` reads from the code is what a stage really imports."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.clean.formats.readers import FORMATS
from pipeline.dependencies import PACKAGE, find_dependencies, read_imports

LIST_MODULES = """
import sys, pipeline.{stage}.stage
print(*(f"{{n}}\\t{{getattr(m, '__file__', None)}}" for n, m in sys.modules.items()), sep="\\n")
"""
STAGES = [stage.name for stage in stages.STAGES]


@cache
def import_stage(stage: str) -> dict[str, str]:
    """Return the modules that are loaded with a stage, by name, and their files."""
    run = subprocess.run(
        [sys.executable, "-c", LIST_MODULES.format(stage=stage)],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
    )
    return dict(line.split("\t") for line in run.stdout.splitlines())


@pytest.mark.parametrize("stage", STAGES)
def test_all_that_a_stage_imports_is_found(stage):
    loaded = import_stage(stage)
    imported = {Path(loaded[name]) for name in loaded if name.split(".")[0] == PACKAGE.name}
    assert PACKAGE / stage / "stage.py" in imported
    assert imported <= find_dependencies(stage)


def test_the_data_beside_the_code_is_found_too():
    names = {path.name for path in find_dependencies("segment")}
    assert {"dictionary.tsv", "structure.toml", "segmentation.py", "stage.py"} <= names


def test_every_file_of_data_is_of_a_stage():
    """Also one in a folder that is no package: the terms of the glossary."""
    named = set().union(*map(find_dependencies, STAGES))
    plain = (path for path in PACKAGE.rglob("*.t[os]*") if path.suffix in (".toml", ".tsv"))
    assert {path for path in plain if path.parent != PACKAGE} <= named
    terms = {path.absolute() for path in (PACKAGE / "glossary" / "terms").iterdir()}
    assert terms <= find_dependencies("claims")


def test_every_stage_is_listed_once_and_has_a_package_and_a_rule():
    assert sorted(STAGES) == sorted(path.parent.name for path in PACKAGE.glob("*/stage.py"))
    files = ("Snakefile", "rules/corpus.smk", "rules/tables.smk")
    written = "".join(Path(name).read_text("utf-8") for name in files)
    rules = re.findall(r"^rule (\w+):", written, re.M)
    # "costs" makes no results: it says what the jobs took.
    assert sorted(rules) == sorted(["all", *STAGES, "costs"])


def test_a_stage_does_not_depend_on_another():
    for stage in STAGES:
        others = {PACKAGE / other for other in STAGES if other != stage}
        assert not [path for path in find_dependencies(stage) if path.parent in others]


HEAVY = {
    "clean": {"spacy", "sklearn", "numpy", "jinja2"},
    "segment": {"spacy", "sklearn", "numpy", "jinja2"},
    "claims": {"spacy", "sklearn", "numpy", "jinja2"},
    "phrases": {"spacy", "sklearn", "jinja2"},
    "report": {"spacy", "sklearn", "numpy"},
}


@pytest.mark.parametrize("stage", HEAVY)
def test_a_stage_loads_no_library_that_it_does_not_need(stage):
    assert not HEAVY[stage] & set(import_stage(stage))


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_imports_are_read_as_python_reads_them(module):
    code = module.read_text(encoding="utf-8")
    statements = [
        node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not any(node.level for node in statements if isinstance(node, ast.ImportFrom))
    names = {
        *(alias.name for node in statements if isinstance(node, ast.Import) for alias in node.names)
    }
    for node in statements:
        if isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    ours = {name for name in names if name.split(".")[0] == PACKAGE.name}
    assert ours <= set(read_imports(code))


def test_the_reader_of_every_format_is_of_clean():
    sources = find_dependencies("clean")
    for form in FORMATS.values():
        module = form.reader.partition(":")[0]
        assert (PACKAGE.parent / module.replace(".", "/")).with_suffix(".py") in sources
