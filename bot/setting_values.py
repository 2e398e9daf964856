"""The values of settings: types, and functions that read them from text and raise ValueError for a wrong one."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import SecretStr

from bot.storage.encryption.keys import read_keys

TOKEN: Final = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
MEMORY: Final = {"", "/", "/:memory:"}


@dataclass(frozen=True, slots=True)
class Place:
    """The host and port on which the web server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Model:
    """A language model behind an API compatible with OpenAI's. `key` is empty if the API needs none."""

    url: str
    key: str = field(repr=False)
    name: str

    @property
    def host(self) -> str:
        """The host that receives texts, which the coach names to users."""
        return urlsplit(self.url).hostname or ""


def default_database() -> SecretStr:
    """Return the URL of an SQLite file in the data folder of the current user, as the operating system defines it."""
    return SecretStr(f"sqlite:///{user_data_path('network-coach') / 'coach.db'}")


def read_token(token: SecretStr) -> SecretStr:
    """Parse the token of a bot."""
    if not TOKEN.fullmatch(token.get_secret_value().strip()):
        raise ValueError
    return SecretStr(token.get_secret_value().strip())


def read_server(address: str) -> str:
    """Parse the address of an API, to which paths are appended."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return address.rstrip("/")


def read_webhook(address: str) -> str:
    """Parse the address at which Telegram reaches the coach."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.fragment:
        raise ValueError
    return address


def read_secret(secret: SecretStr) -> SecretStr:
    """Parse the secret that Telegram sends with each update."""
    if not SECRET.fullmatch(secret.get_secret_value().strip()):
        raise ValueError
    return SecretStr(secret.get_secret_value().strip())


def valid_keys(keys: SecretStr) -> SecretStr:
    """Return the keys unchanged if all of them are valid."""
    read_keys(keys.get_secret_value())
    return keys


def read_place(value: object) -> object:
    """Parse `host:port`. An IPv6 address needs brackets; an empty host means all IPv4 addresses."""
    if not isinstance(value, str):
        return value
    host, colon, port = value.strip().rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535 or (":" in host and host[0] + host[-1] != "[]"):
        raise ValueError
    return Place(host.strip("[]") or "0.0.0.0", int(port))  # noqa: S104  # the operator left the host empty


def read_database(url: SecretStr) -> SecretStr:
    """Parse the URL of a PostgreSQL database or an SQLite file."""
    scheme, _, rest = url.get_secret_value().partition("://")
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url
    if scheme != "sqlite" or not rest.startswith("/") or rest.partition("?")[0] in MEMORY:
        raise ValueError
    return url
