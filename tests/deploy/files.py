"""The files of deploy/, parsed as their programs do."""

import functools
import re
from collections.abc import Iterator
from typing import Any

import yaml

from bot.settings import Settings
from tests.support.program import ROOT

DEPLOY = ROOT / "deploy"
WEBHOOK = "/telegram"
USER = 10001
SECRETS = re.compile(r"TOKEN|SECRET|PASSWORD|DATA_KEY|MODEL_KEY")

AGREED = {
    *("COACH_WEBHOOK_URL", "COACH_WEBHOOK_SECRET", "COACH_LISTEN", "COACH_MESSAGES_PER_SECOND"),
    *("SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"),
}
"""Settings on which deploy/ depends by name."""

SETTINGS = {str(field.validation_alias) for field in Settings.model_fields.values()} | AGREED
COMPOSE_ONLY = {"COACH_HOST", "POSTGRES_PASSWORD", "COACH_VERSION", "BACKUP_KEEP_DAYS"}


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def values(tree: Any, key: str) -> Iterator[Any]:
    """Yield the values of a key at any depth."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name == key:
                yield value
            yield from values(value, key)
    elif isinstance(tree, list):
        for value in tree:
            yield from values(value, key)


def example() -> dict[str, str]:
    return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", read(".env.example"), flags=re.MULTILINE))


@functools.cache
def compose() -> dict[str, Any]:
    """Return the compose file with merges and variables resolved."""

    def fill(match: re.Match[str]) -> str:
        return match["default"] if match["how"] == ":-" else f"given-{match['name'].lower().replace('_', '-')}"

    pattern = r"\$\{(?P<name>[A-Z_]+)(?P<how>:[-?])(?P<default>[^}]*)\}"
    whole: dict[str, Any] = yaml.safe_load(re.sub(pattern, fill, read("compose.yaml")))
    return {key: value for key, value in whole.items() if not key.startswith("x-")}


@functools.cache
def manifests() -> dict[str, dict[str, Any]]:
    """Return the manifests of deploy/kubernetes by kind and name."""
    found = {}
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            name = document.get("metadata", {}).get("name", "")
            found[f"{document['kind']} {name}".strip()] = document
    return found
