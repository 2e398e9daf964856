"""The systemd units: restarts, a nightly backup, and access only to their own folder."""

import functools
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.tasks.bounds import BEHIND, CPU_S, MEMORY
from tests.deploy import seccomp
from tests.deploy.files import DEPLOY, SECRETS, read
from tests.support.program import ROOT


@functools.cache
def unit(name: str) -> dict[str, list[str]]:
    """Return the keys of a unit, each with its values in order."""
    found: dict[str, list[str]] = {}
    for line in read(f"systemd/{name}").splitlines():
        key, is_set, value = line.partition("=")
        if is_set and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


UNITS = ["coach.service", "coach-backup.service"]


@pytest.mark.parametrize("name", UNITS)
def test_a_service_has_no_rights_but_its_own_folder(name: str) -> None:
    wanted = {
        "User": "coach",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "PrivateDevices": "yes",
        "MemoryDenyWriteExecute": "yes",
        "RestrictNamespaces": "yes",
        "SystemCallArchitectures": "native",
        "StateDirectoryMode": "0700",
        "UMask": "0077",
    }
    assert {key: unit(name)[key] for key in wanted} == {key: [value] for key, value in wanted.items()}
    assert unit(name)["SystemCallFilter"][0] == "@system-service"


def test_the_service_starts_again_and_gets_its_secrets_from_a_file_of_roots() -> None:
    service = unit("coach.service")
    assert service["Restart"] == ["on-failure"]
    assert service["StartLimitIntervalSec"] == ["0"]
    assert service["EnvironmentFile"] == ["/etc/coach/coach.env"]
    assert "install -m 600 deploy/.env.example" in read("systemd/install.sh")
    assert [line for line in service["Environment"] if SECRETS.search(line)] == []


def test_the_key_of_data_may_be_a_credential_for_the_service_and_for_its_commands() -> None:
    service, admin = unit("coach.service"), read("systemd/coach-admin")
    for kind in ("LoadCredential", "LoadCredentialEncrypted"):
        # Without a path, the credential need not exist.
        assert service[kind] == ["COACH_DATA_KEY"]
        assert f"--property={kind}=COACH_DATA_KEY " in admin
    assert not any("credstore" in path for path in service["InaccessiblePaths"])


def test_backups_are_made_every_night_also_after_one_that_was_missed() -> None:
    timer = unit("coach-backup.timer")
    assert timer["OnCalendar"] == ["*-*-* 03:15:00"]
    assert timer["Persistent"] == ["yes"]
    assert unit("coach-backup.service")["PrivateNetwork"] == ["yes"]


def test_where_memory_runs_out_the_helper_alone_is_ended() -> None:
    service = unit("coach.service")
    assert service["OOMPolicy"] == ["continue"]
    assert in_bytes(service["MemoryMax"][0]) > 2 * MEMORY


def in_bytes(size: str) -> int:
    assert size.endswith("M")
    return int(size.removesuffix("M")) * 2**20


@pytest.mark.skipif(bool(seccomp.lacking()), reason=f"it needs seccomp: {seccomp.lacking()}")
class TestBelowTheUnitsOwnFilter:
    """The process pool and the map renderer under the unit's filter and memory limit."""

    def test_long_work_is_done_behind_and_bounded(self) -> None:
        told = self.under(unit("coach.service")["SystemCallFilter"])
        assert told == self.done(behind=BEHIND, bounds=[MEMORY, CPU_S])

    def test_long_work_is_done_where_a_stricter_unit_refuses_every_bound(self) -> None:
        strict = [*unit("coach.service")["SystemCallFilter"], "~@resources prlimit64"]
        told = self.under(strict)
        assert told == self.done(behind=0, bounds=[])

    @staticmethod
    def done(behind: int, bounds: list[int]) -> dict[str, Any]:
        refused = ["chroot", "affinity"]
        return {"people": 7, "is_png": True, "behind": behind, "bounds": bounds, "refused": refused}

    @staticmethod
    def under(filters: list[str]) -> dict[str, Any]:
        service = unit("coach.service")
        assert service["MemoryDenyWriteExecute"] == ["yes"]
        memory = str(in_bytes(service["MemoryMax"][0]))
        command = [sys.executable, "-m", "tests.deploy.under_filter", memory, *filters]
        done = subprocess.run(  # noqa: S603  # our own program
            command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told


@pytest.fixture
def systemd_root(tmp_path: Path) -> Path:
    """Return a root folder with the units as install.sh installs them, and a program to start."""
    units = tmp_path / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    for name in (*UNITS, "coach-backup.timer"):
        shutil.copy(DEPLOY / "systemd" / name, units / name)
    for name in UNITS:
        program = tmp_path / unit(name)["ExecStart"][0].split()[0].lstrip("/")
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    # The targets on which every unit depends.
    for name in ("sysinit", "basic", "shutdown", "multi-user", "network-online", "timers", "time-set", "time-sync"):
        (units / f"{name}.target").write_text(f"[Unit]\nDescription={name}\n")
    return tmp_path


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
class TestSystemdItself:
    """Checks by systemd's own program, if it is installed."""

    def test_finds_nothing_wrong_with_the_units(self, systemd_root: Path) -> None:
        done = self.analyze("verify", f"--root={systemd_root}", *UNITS, "coach-backup.timer")
        assert (done.returncode, done.stderr) == (0, "")

    def test_would_tell_of_a_wrong_key(self, systemd_root: Path) -> None:
        service = systemd_root / "etc" / "systemd" / "system" / "coach.service"
        service.write_text(service.read_text().replace("ProtectHome=", "ProtectHouse="))
        assert "ProtectHouse" in self.analyze("verify", f"--root={systemd_root}", "coach.service").stderr

    @pytest.mark.parametrize("name", UNITS)
    def test_rates_the_exposure_as_low(self, name: str) -> None:
        done = self.analyze("security", "--offline=true", "--threshold=15", str(DEPLOY / "systemd" / name))
        assert done.returncode == 0, done.stdout

    @staticmethod
    def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(shutil.which("systemd-analyze")), "--no-pager", *arguments]
        return subprocess.run(  # noqa: S603  # systemd's own program
            command, capture_output=True, text=True, timeout=60, check=False
        )
