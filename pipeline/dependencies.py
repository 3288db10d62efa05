"""Which files a stage's results depend on besides its input: its own code and data.

Snakemake does not see what a command imports. These are listed as inputs of the stage's rule,
so that an edit re-runs what it touches and nothing else.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
IMPORT = re.compile(
    rf"^ *(?:from ({PACKAGE.name}[\w.]*) import (\([^)]*\)|.*)|import ({PACKAGE.name}[\w.]*))", re.M
)
"""An import of this package, as the formatter writes it: a statement, a name each between commas.

Parsing the code for it would be half of the time in which snakemake finds nothing to do.
"""
NAMED = re.compile(rf'"({PACKAGE.name}[\w.]+):\w+"')
"""A module named with its function in a text, to be imported when it is needed."""


def find_dependencies(stage: str) -> list[str]:
    """Return the modules that a stage imports from this package, and the data beside them.

    Imports are read from the code without running it, those inside functions included. The data
    of a package are all its files that are not Python, also in folders that are no packages. Paths
    are relative to the working directory, so that a checkout can be moved.
    """
    found: set[Path] = set()
    todo = list(find_files(f"{PACKAGE.name}.{stage}.stage"))
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo.extend(find_imports(module))
    packages = {module.parent for module in found} - {PACKAGE}
    data = {path for package in packages for path in list_data(package)}
    return sorted(os.path.relpath(path) for path in found | data)


def list_data(folder: Path) -> Iterator[Path]:
    """Yield the files of a package that are not Python, and those of its folders of data alone."""
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "__pycache__" and not (path / "__init__.py").is_file():
                yield from list_data(path)
        elif path.suffix not in (".py", ".pyc"):
            yield path


@cache
def find_imports(module: Path) -> tuple[Path, ...]:
    """Return the files of this package that a module imports; most are of several stages."""
    text = module.read_text(encoding="utf-8")
    return tuple(path for name in read_imports(text) for path in find_files(name))


def read_imports(code: str) -> Iterator[str]:
    """Yield the dotted names of this package that code may import: modules, and what they hold.

    >>> list(read_imports("from pipeline.report import (\\n    view,\\n    writer,\\n)"))
    ['pipeline.report', 'pipeline.report.view', 'pipeline.report.writer']
    """
    yield from NAMED.findall(code)
    for origin, names, module in IMPORT.findall(code):
        yield origin or module
        yield from (f"{origin}.{name}" for name in re.findall(r"(\w+)(?: as \w+)?", names))


@cache
def find_files(name: str) -> tuple[Path, ...]:
    """Return the files that importing a dotted name of this package runs."""
    path = PACKAGE
    _, *parts = name.split(".")
    files = [path / "__init__.py"]
    for part in parts:
        path /= part
        files += [path.with_suffix(".py"), path / "__init__.py"]
    return tuple(file for file in files if file.is_file())
