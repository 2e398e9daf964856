"""The files that docs/development.md names exist, and every package says what it holds."""

import ast
import re

from tests.support.program import ROOT

PAGE = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
BEHAVIOURS = PAGE.split("## Where is what\n")[1].split("\n## ")[0]


def test_each_behaviour_is_in_files_that_exist() -> None:
    rows = [line for line in BEHAVIOURS.splitlines() if "`" in line and line.startswith("|")]
    assert len(rows) >= 20
    named = re.findall(r"`([\w/]+\.py)`", "\n".join(rows))
    assert len(named) >= len(rows)
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_other_files_that_the_page_names_exist() -> None:
    named = re.findall(r"`((?:bot|dialogs|tests|docs)/[\w/.]+)`", PAGE)
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_each_package_says_in_its_first_line_what_it_holds() -> None:
    packages = [path for top in ("bot", "dialogs") for path in sorted((ROOT / top).rglob("__init__.py"))]
    assert len(packages) > 30
    silent = [
        str(path.relative_to(ROOT))
        for path in packages
        if not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0].endswith(".")
    ]
    assert silent == []
