"""Which files a stage's results depend on besides its input: its own code and data.

Snakemake does not see what a command imports. These are listed as inputs of the stage's rule,
so that an edit re-runs what it touches and nothing else.
"""

import ast
import os
from collections.abc import Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

PACKAGE = Path(__file__).parent


def find_sources(stage: str) -> list[str]:
    """Return the modules that a stage imports from this package, and the data beside them.

    Imports are read from the code without running it, those inside functions included. The data
    of a package are all its files that are not Python. Paths are relative to the working
    directory, so that a checkout can be moved.
    """
    found: set[Path] = set()
    todo = list(find_files(f"{PACKAGE.name}.{stage}.stage"))
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo.extend(find_imports(module))
    packages = {module.parent for module in found} - {PACKAGE}
    data = {
        path
        for package in packages
        for path in package.iterdir()
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    return sorted(os.path.relpath(path) for path in found | data)


@cache
def find_imports(module: Path) -> tuple[Path, ...]:
    """Return the files of this package that a module imports; most are of several stages."""
    return tuple(read_imports(module))


def read_imports(module: Path) -> Iterator[Path]:
    """Yield the files of this package that a module imports."""
    package = ".".join(module.relative_to(PACKAGE.parent).parent.parts)
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = resolve_name("." * node.level + (node.module or ""), package)
            names = [origin, *(f"{origin}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            yield from find_files(name)


def find_files(name: str) -> Iterator[Path]:
    """Yield the files that importing a dotted name of this package runs."""
    first, *parts = name.split(".")
    if first != PACKAGE.name:
        return
    path = PACKAGE
    yield path / "__init__.py"
    for part in parts:
        path = path / part
        if path.with_suffix(".py").is_file():
            yield path.with_suffix(".py")
        elif (path / "__init__.py").is_file():
            yield path / "__init__.py"
