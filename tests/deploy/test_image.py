"""The image is small, restricted, built from the lock, and contains no secret."""

import ast
import functools
import json
import re
import subprocess
import sys

import pytest

from tests.deploy.files import SECRETS, USER, read
from tests.support.program import ROOT


@functools.cache
def dockerfile() -> list[tuple[str, str]]:
    """Return the instructions of the image file with their arguments, with continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", read("Dockerfile"), flags=re.MULTILINE)
    lines = [line.strip() for line in re.sub(r"\\\n", " ", text).splitlines()]
    return [(verb, rest.strip()) for verb, _, rest in (line.partition(" ") for line in lines if line)]


def last_stage() -> dict[str, str]:
    start = max(number for number, (verb, _) in enumerate(dockerfile()) if verb == "FROM")
    return dict(dockerfile()[start:])


def said(verb: str) -> list[str]:
    return [rest for name, rest in dockerfile() if name == verb]


def test_the_image_is_built_in_one_stage_and_runs_in_another_on_a_named_version() -> None:
    base, built, runs = said("FROM")
    assert (built, runs) == ("base AS build", "base")
    assert re.fullmatch(r"python:3\.1[1-4]-slim-[a-z]+@sha256:[0-9a-f]{64} AS base", base)


def test_the_image_runs_as_a_user_with_a_number_that_is_not_root() -> None:
    assert last_stage()["USER"] == f"{USER}:{USER}"
    assert last_stage()["VOLUME"] == "/data"
    assert json.loads(last_stage()["ENTRYPOINT"]) == ["coach"]  # as a list: a shell would not forward SIGTERM
    assert json.loads(last_stage()["CMD"]) == ["run"]


def test_the_image_holds_what_the_lock_names_by_its_hashes_from_wheels_alone() -> None:
    (install,) = [run for run in said("RUN") if "requirements/run.txt" in run]
    assert {"--require-hashes", "--only-binary"} <= set(install.split())
    (built,) = [run for run in said("RUN") if "/dist/*.whl" in run]
    assert {"--no-index", "--no-deps"} <= set(built.split())


def test_no_secret_is_in_the_image() -> None:
    assert [rest for rest in said("ENV") + said("ARG") if SECRETS.search(rest)] == []
    copied = [part for rest in said("COPY") for part in rest.split()[:-1] if not part.startswith("--")]
    assert not {".", "./"} & set(copied)


def test_all_that_is_copied_into_the_image_is_there_and_let_into_the_build() -> None:
    let_in = [line[1:] for line in read("Dockerfile.dockerignore").splitlines() if line.startswith("!")]
    assert read("Dockerfile.dockerignore").splitlines()[1] == "*"
    copied = [rest.split()[:-1] for rest in said("COPY") if "--from" not in rest]
    assert sorted(part for parts in copied for part in parts) == sorted(let_in)
    assert [part for part in let_in if not (ROOT / part).exists()] == []


def test_the_image_has_labels() -> None:
    names = set(re.findall(r"org\.opencontainers\.image\.(\w+)=", last_stage()["LABEL"]))
    assert {"title", "description", "licenses", "version", "revision"} <= names


@pytest.mark.parametrize(("answer", "status"), [(200, 0), (503, 1)])
def test_the_health_check_of_the_image_tells_by_its_exit_status(answer: int, status: int) -> None:
    check = json.loads(last_stage()["HEALTHCHECK"].partition("CMD ")[2])
    assert check[0] == "python"  # the image has no curl
    serve = (
        "import http.server as h, subprocess, sys, threading\n"
        "class Answer(h.BaseHTTPRequestHandler):\n"
        "    def do_GET(self):\n"
        f"        self.send_response({answer} if self.path == '/health' else 404); self.end_headers()\n"
        "    def log_message(self, *_): pass\n"
        "server = h.HTTPServer(('127.0.0.1', 0), Answer)\n"
        "threading.Thread(target=server.serve_forever, daemon=True).start()\n"
        "env = {'COACH_LISTEN': f'0.0.0.0:{server.server_port}'}\n"
        f"sys.exit(subprocess.call([sys.executable, *{check[1:]!r}], env=env, stderr=subprocess.DEVNULL))\n"
    )
    assert subprocess.run([sys.executable, "-c", serve], timeout=30, check=False).returncode == status  # noqa: S603
    ast.parse(check[2])
