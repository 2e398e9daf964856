"""The example of settings and the page on deployment name settings that exist."""

import os
import re
import shlex

import pytest

from tests.deploy.files import COMPOSE_ONLY, DEPLOY, SECRETS, SETTINGS, example, read
from tests.support.program import ROOT


def test_the_example_of_settings_has_every_setting_and_no_other() -> None:
    assert example().keys() == SETTINGS | COMPOSE_ONLY


def test_the_example_of_settings_explains_each_and_holds_no_value_but_defaults() -> None:
    lines = read(".env.example").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z][A-Z_]+=", line):
            assert lines[number - 1].startswith("# "), line
    assert [name for name, value in example().items() if SECRETS.search(name) and value] == []


def test_what_the_page_on_deploying_names_is_there() -> None:
    page = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w./])deploy/[\w./-]*[\w/]", page)) - {"deploy/.env"}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_page_on_deploying_names_only_settings_that_there_are() -> None:
    page = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    backup = set(re.findall(r"^#   ([A-Z_]+) ", read("backup/backup.sh") + read("backup/restore.sh"), re.MULTILINE))
    assert set(re.findall(r"\b(?:COACH|TELEGRAM|BACKUP|DATABASE)_[A-Z_]+\b", page)) <= SETTINGS | COMPOSE_ONLY | backup


@pytest.mark.parametrize(
    "script", ["backup/backup.sh", "backup/restore.sh", "systemd/install.sh", "systemd/coach-admin"]
)
def test_a_script_can_be_run_and_stops_at_the_first_error(script: str) -> None:
    assert os.access(DEPLOY / script, os.X_OK)
    assert any(
        shlex.split(line)[:2] in (["set", "-euo"], ["set", "-eu"])
        for line in read(script).splitlines()
        if line.startswith("set ")
    )
