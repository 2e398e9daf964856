"""The installed package is complete: locks, command, and data files."""

import importlib.metadata
import importlib.resources
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ]+)", text, flags=re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


@pytest.mark.parametrize("name", ["run", "dev", "tools"])
def test_a_lock_names_no_place(name: str) -> None:
    """A lock says what is installed; the user decides from where."""
    assert re.findall(r"^.*(?://|--(?!hash=sha256:)|file:|\.\./).*$", lock(name), flags=re.MULTILINE) == []


@pytest.mark.parametrize("name", ["run", "dev", "tools"])
def test_every_pin_has_hashes(name: str) -> None:
    entries = re.split(r"^(?=[a-z0-9._-]+==)", lock(name), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_for_development_contains_the_other() -> None:
    """`make run` can use an environment made by `make test`."""
    assert pins(lock("run")).items() <= pins(lock("dev")).items()


def test_the_lock_to_run_has_what_the_project_asks_for_and_no_developer_tools() -> None:
    groups = PROJECT["dependency-groups"]
    asked = names(PROJECT["project"]["dependencies"] + groups["build"])
    tools = names([line for line in groups["dev"] if isinstance(line, str)])
    assert asked <= pins(lock("run")).keys()
    assert not tools & pins(lock("run")).keys()


def test_the_command_is_installed() -> None:
    (command,) = importlib.metadata.distribution("network-coach").entry_points.select(name="coach")
    assert (command.group, command.value) == ("console_scripts", "bot.cli:main")


@pytest.mark.parametrize(
    ("package", "path"),
    [("locales", "nb/LC_MESSAGES/coach.mo"), ("bot", "py.typed"), ("dialogs", "py.typed")],
)
def test_data_is_found_beside_the_code(package: str, path: str) -> None:
    assert importlib.resources.files(package).joinpath(path).is_file()
