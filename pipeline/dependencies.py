"""Which files a stage's results depend on besides its input: its own code and data.

Snakemake does not see what a command imports. A digest of these files is a parameter of the stage's
rule, so that an edit re-runs what it touches and nothing else.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
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


def digest_code(*stages: str) -> str:
    """Return a digest of the code and data of stages, wherever the package is."""
    found = hashlib.blake2b(digest_size=16)
    for path in sorted({path for stage in stages for path in find_dependencies(stage)}):
        found.update(f"{path.relative_to(PACKAGE)} {digest_file(path)}\n".encode())
    return found.hexdigest()


@cache
def digest_file(path: Path) -> str:
    """Return a digest of a file; most are of several stages."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def find_dependencies(stage: str) -> set[Path]:
    """Return the modules that a stage imports from this package, and the data beside them.

    Imports are read from the code without running it, those inside functions included. The data
    of a package are all its files that are not Python, also in folders that are no packages.
    """
    found: set[Path] = set()
    todo = list(find_files(f"{PACKAGE.name}.{stage}.stage"))
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo.extend(find_imports(module))
    packages = {module.parent for module in found} - {PACKAGE}
    return found.union(*map(list_data, packages))


@cache
def list_data(folder: Path) -> frozenset[Path]:
    """Return the files of a package that are not Python, and those of its folders of data alone."""
    found: set[Path] = set()
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "__pycache__" and not (path / "__init__.py").is_file():
                found |= list_data(path)
        elif path.suffix not in (".py", ".pyc"):
            found.add(path)
    return frozenset(found)


@cache
def find_imports(module: Path) -> tuple[Path, ...]:
    """Return the files of this package that a module imports; most are of several stages."""
    code = module.read_text(encoding="utf-8")
    return tuple({path for name in read_imports(code) for path in find_files(name)})


def read_imports(code: str) -> Iterator[str]:
    """Yield the dotted names of this package that code may import: modules, and what they hold.

    >>> list(read_imports("from pipeline.report import (\\n    view,\\n    writer,\\n)"))
    ['pipeline.report', 'pipeline.report.view', 'pipeline.report.writer']
    """
    yield from NAMED.findall(code)
    for origin, names, module in IMPORT.findall(code):
        yield origin or module
        yield from (f"{origin}.{name}" for name in re.findall(r"(\w+)(?: as \w+)?", names))


def find_files(name: str) -> list[Path]:
    """Return the files that importing a dotted name of this package runs."""
    modules = list_modules()
    names = accumulate(name.split("."), "{}.{}".format)
    return [modules[name] for name in names if name in modules]


@cache
def list_modules() -> dict[str, Path]:
    """Return the file of each module of this package by its dotted name."""
    start = len(str(PACKAGE.parent)) + 1
    files = (f"{folder}{os.sep}{name}" for folder, _, names in os.walk(PACKAGE) for name in names)
    modules = {file[start:-3].replace(os.sep, "."): file for file in files if file.endswith(".py")}
    return {name.removesuffix(".__init__"): Path(file) for name, file in modules.items()}
