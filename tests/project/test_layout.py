"""The layout: modules in a folder, lines in a module and in a function."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted(path.relative_to(ROOT) for top in ("bot", "dialogs", "tests") for path in (ROOT / top).rglob("*.py"))
SOURCES = [path for path in MODULES if path.parts[0] != "tests" and "migrations" not in path.parts]


def test_a_folder_holds_at_most_twenty_modules() -> None:
    counts = Counter(path.parent for path in MODULES if path.name != "__init__.py" and "migrations" not in path.parts)
    assert {str(folder): count for folder, count in counts.items() if count > 20} == {}


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_module_has_at_most_250_lines(path: Path) -> None:
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= 250


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_function_has_at_most_30_lines(path: Path) -> None:
    for name, lines in functions(ROOT / path):
        assert lines <= 30, name


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in found]


def test_a_class_name_has_one_meaning() -> None:
    found: dict[str, set[Path]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).add(path)
    # Each dialog names its steps `Step`; their modules distinguish them.
    assert {name: paths for name, paths in found.items() if len(paths) > 1 and name != "Step"} == {}
