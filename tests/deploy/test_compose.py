"""The compose file is valid, starts two replicas after the migration, and exposes only the load balancer."""

import json
import re

import pytest
from compose_spec import PyCompose

from tests.deploy.files import COMPOSE_ONLY, DEPLOY, SECRETS, SETTINGS, compose, example, read, values

SERVICES = ["database", "migrate", "coach-1", "coach-2", "balancer", "backup"]


def document() -> str:
    """Return the file as JSON for validation, which rejects a tag beside a digest, although engines accept both."""
    return re.sub(r":[0-9a-z.-]+@sha256:", "@sha256:", json.dumps(compose()))


def test_compose_is_valid_by_its_own_specification() -> None:
    assert PyCompose.from_json(document()).service_names() == SERVICES


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('"cap_drop"', '"cap_dropp"'), ('"5s"', '"5 seconds"'), ('"service_healthy"', '"healthy"')],
)
def test_the_check_of_compose_can_fail(right: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"cap_dropp|seconds|healthy"):
        PyCompose.from_json(document().replace(right, wrong, 1))


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_of_compose_is_shut_in(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert service.get("privileged") is None
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "balancer" else [])
    assert service.get("ports", []) == (["80:80", "443:443"] if name == "balancer" else [])
    pattern = r"network-coach:\w+" if "build" in service else r"[a-z]+:[0-9.]+-[a-z]+@sha256:[0-9a-f]{64}"
    assert re.fullmatch(pattern, service["image"])


@pytest.mark.parametrize("name", ["database", "balancer", "backup"])
def test_every_lasting_service_of_others_images_has_a_health_check(name: str) -> None:
    assert compose()["services"][name]["healthcheck"]["test"]


def test_two_replicas_wait_for_the_migration_and_that_for_the_database() -> None:
    services = compose()["services"]
    for name in ("coach-1", "coach-2"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert "healthcheck" not in services[name]  # the image defines it
        assert services[name]["env_file"] == [".env"]
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["migrate"]["command"] == ["migrate"]
    assert services["migrate"]["restart"] == "no"


def test_the_database_the_migration_and_the_backups_reach_nothing_outside() -> None:
    assert compose()["networks"]["inside"] == {"internal": True}
    for name in ("database", "migrate", "backup"):
        assert compose()["services"][name]["networks"] == ["inside"]
    assert compose()["services"]["balancer"]["networks"] == ["outside"]


def test_no_secret_stands_in_the_compose_file_and_what_it_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", read("compose.yaml")))
    assert asked <= example().keys()
    for environment in values(compose(), "environment"):
        assert {name for name, value in environment.items() if SECRETS.search(name) and value} <= {
            name for name, value in environment.items() if str(value).startswith("given-")
        }


def test_what_compose_sets_for_the_coach_is_a_setting() -> None:
    assert compose()["services"]["coach-1"]["environment"].keys() <= SETTINGS | COMPOSE_ONLY


def test_the_files_that_compose_mounts_are_there() -> None:
    mounts = [mount.split(":")[0] for volumes in values(compose()["services"], "volumes") for mount in volumes]
    assert [mount for mount in mounts if mount.startswith(".") and not (DEPLOY / mount).exists()] == []
    assert {mount for mount in mounts if not mount.startswith(".")} == compose()["volumes"].keys()
