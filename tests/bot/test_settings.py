"""The settings from the environment or `.env`, and the messages about wrong ones."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.errors import SettingsError
from bot.setting_values import Model, Place
from bot.settings import Settings
from bot.storage.encryption.keys import Keys, read_keys
from dialogs.engine.operator_settings import OperatorSettings

TOKEN = "123456:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"  # noqa: S105 (invented)
KEY = "NbMNpTnCIpDv7ixqfUG0QCk8vvK+qa+MfnNvAeMvh3Q="
OTHER_KEY = "dGhlIGxhenkgZG9nLCBhIHF1aWNrIGJyb3duIGZveC4="

WRONG = [
    ("TELEGRAM_BOT_TOKEN", "secret", "as @BotFather gives it"),
    ("TELEGRAM_API_BASE", "localhost:8081", "such as http://127.0.0.1:8081"),
    ("TELEGRAM_API_BASE", "http://[::1", "such as http://127.0.0.1:8081"),
    ("DATABASE_URL", "mysql://host/db", "such as sqlite:///coach.db"),
    ("DATABASE_URL", "coach.db", "such as sqlite:///coach.db"),
    ("DATABASE_URL", "sqlite://", "such as sqlite:///coach.db"),
    ("DATABASE_URL", "sqlite:///:memory:", "such as sqlite:///coach.db"),
    ("DATABASE_URL", "postgres+other://u:password@host/db", "such as postgresql://"),
    ("COACH_DATA_KEY", "password", "as 'openssl rand -base64 32' prints them"),
    ("COACH_DATA_KEY", "c2hvcnQ=", "as 'openssl rand -base64 32' prints them"),
    ("COACH_DATA_KEY", f"{KEY},password", "with commas between them"),
    ("COACH_WEBHOOK_URL", "coach.example.org/telegram", "such as https://coach.example.org/telegram"),
    ("COACH_WEBHOOK_URL", "https://u:password@coach.example.org", "such as https://coach.example.org/telegram"),
    ("COACH_WEBHOOK_SECRET", "my password", "A-Z, a-z, 0-9, _ and -"),
    ("COACH_WEBHOOK_SECRET", "x" * 257, "1 to 256"),
    ("COACH_LISTEN", "8080", "such as 127.0.0.1:8080"),
    ("COACH_LISTEN", "127.0.0.1:http", "such as 127.0.0.1:8080"),
    ("COACH_LISTEN", "127.0.0.1:70000", "such as 127.0.0.1:8080"),
    ("COACH_LISTEN", "::1:8080", "such as 127.0.0.1:8080"),
    ("COACH_MESSAGES_PER_SECOND", "-1", "from 0 (no limit)"),
    ("COACH_MESSAGES_PER_SECOND", "many", "from 0 (no limit)"),
    ("COACH_TIMEZONE", "Oslo", "such as Europe/Oslo"),
    ("COACH_TIMEZONE", "Europe", "such as Europe/Oslo"),
    ("COACH_TIMEZONE", "/etc/passwd", "such as Europe/Oslo"),
    ("COACH_HUMAN_CONTACT", "x" * 201, "at most 200 characters"),
    ("COACH_PRIVACY_CONTACT", "x" * 201, "at most 200 characters"),
    ("COACH_OPEN_REQUESTS", "five", "from 1 to 100"),
    ("COACH_OPEN_REQUESTS", "0", "from 1 to 100"),
    ("COACH_KEEP_MONTHS", "1", "from 2 to 120"),
    ("COACH_KEEP_MONTHS", "for ever", "from 2 to 120"),
    ("COACH_REGISTER_URL", "data.brreg.no", "such as https://data.brreg.no/enhetsregisteret/api"),
    ("COACH_LOG", "xml", "text or json"),
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", "such as http://127.0.0.1:4318"),
]

NAMES = {
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_BASE",
    "DATABASE_URL",
    "COACH_DATA_KEY",
    "COACH_WEBHOOK_URL",
    "COACH_WEBHOOK_SECRET",
    "COACH_LISTEN",
    "COACH_MESSAGES_PER_SECOND",
    "COACH_TIMEZONE",
    "COACH_HUMAN_CONTACT",
    "COACH_PRIVACY_CONTACT",
    "COACH_OPEN_REQUESTS",
    "COACH_KEEP_MONTHS",
    "COACH_REGISTER_URL",
    "COACH_LOG",
    "COACH_MODEL_URL",
    "COACH_MODEL_KEY",
    "COACH_MODEL_NAME",
    "SENTRY_DSN",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
}


@pytest.fixture(autouse=True)
def empty_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Isolate tests from the developer's variables and `.env`."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_nothing_need_be_set() -> None:
    settings = Settings.load()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_base == "https://api.telegram.org"
    assert settings.timezone == ZoneInfo("Europe/Oslo")
    assert settings.operator == OperatorSettings("", "", 5)
    assert settings.keys.first is None
    assert settings.log == "text"
    assert settings.model is None
    assert (settings.webhook_url, settings.webhook_secret, settings.listen) == (None, None, None)
    assert settings.messages_per_second == 30
    url = settings.database_url.get_secret_value()
    assert url.startswith("sqlite:///")
    assert url.endswith("network-coach/coach.db")


def test_a_language_model_has_an_address_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_MODEL_URL", "https://models.example.org/v1/")
    with pytest.raises(SettingsError, match="COACH_MODEL_URL and COACH_MODEL_NAME must be set together"):
        Settings.load()
    monkeypatch.setenv("COACH_MODEL_NAME", "small")
    monkeypatch.setenv("COACH_MODEL_KEY", "hunter2")
    settings = Settings.load()
    assert settings.model == Model("https://models.example.org/v1", "hunter2", "small")
    assert settings.operator.model_host == "models.example.org"
    assert "hunter2" not in repr(settings) + repr(settings.model)
    monkeypatch.setenv("COACH_MODEL_URL", "models.example.org")
    with pytest.raises(SettingsError, match="COACH_MODEL_URL must be the address of a language model's API"):
        Settings.load()


def test_every_name_of_the_contract_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {field.validation_alias for field in Settings.model_fields.values()} == NAMES
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f" {TOKEN}\n")
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8081/")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///coach.db")
    monkeypatch.setenv("COACH_DATA_KEY", KEY)
    monkeypatch.setenv("COACH_TIMEZONE", "America/New_York")
    monkeypatch.setenv("COACH_HUMAN_CONTACT", "Ada, tlf. 1")
    monkeypatch.setenv("COACH_PRIVACY_CONTACT", "post@example.org")
    monkeypatch.setenv("COACH_OPEN_REQUESTS", "3")
    monkeypatch.setenv("COACH_KEEP_MONTHS", "24")
    monkeypatch.setenv("COACH_LOG", "json")
    monkeypatch.setenv("COACH_WEBHOOK_URL", "https://coach.example.org/telegram")
    monkeypatch.setenv("COACH_WEBHOOK_SECRET", "hunter_2")
    monkeypatch.setenv("COACH_LISTEN", "0.0.0.0:8443")
    monkeypatch.setenv("COACH_MESSAGES_PER_SECOND", "0")
    settings = Settings.load()
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_base == "http://127.0.0.1:8081"
    assert settings.database_url.get_secret_value() == "sqlite:///coach.db"
    assert settings.timezone.key == "America/New_York"
    assert settings.operator == OperatorSettings(
        "Ada, tlf. 1", "post@example.org", 3, is_encrypted=True, keep_months=24
    )
    assert settings.log == "json"
    assert settings.webhook_url == "https://coach.example.org/telegram"
    assert settings.webhook_secret is not None
    assert settings.webhook_secret.get_secret_value() == "hunter_2"
    assert settings.listen == Place("0.0.0.0", 8443)  # noqa: S104  # only parsed
    assert settings.messages_per_second == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [(":8080", Place("0.0.0.0", 8080)), ("[::1]:80", Place("::1", 80)), ("localhost:0", Place("localhost", 0))],  # noqa: S104
)
def test_a_place_to_listen_at_is_read(monkeypatch: pytest.MonkeyPatch, value: str, expected: Place) -> None:
    monkeypatch.setenv("COACH_LISTEN", value)
    assert Settings.load().listen == expected


@pytest.mark.parametrize("url", ["postgresql://u:p@host/db", "postgres://host/db"])
def test_postgresql_is_a_database(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert Settings.load().database_url.get_secret_value() == url


@pytest.mark.parametrize("between", [",", ", ", " ", "\n"])
def test_the_first_of_several_keys_is_the_one_that_encrypts(monkeypatch: pytest.MonkeyPatch, between: str) -> None:
    monkeypatch.setenv("COACH_DATA_KEY", f" {KEY}{between}{OTHER_KEY}\n")
    both = Settings.load().keys
    monkeypatch.setenv("COACH_DATA_KEY", OTHER_KEY)
    other = Settings.load().keys
    assert other.first
    assert (both.first != other.first, both.has(other.first)) == (True, True)


def test_a_key_may_lie_in_a_file_that_the_system_gives_the_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "COACH_DATA_KEY").write_text(f"{KEY}\n", "utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert Settings.load().keys.first == Keys(read_keys(KEY)).first


@pytest.mark.parametrize(("name", "value", "told"), WRONG)
def test_a_wrong_one_is_named_with_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    line = str(caught.value)
    assert line.startswith(f"{name} ")
    assert told in line
    assert "\n" not in line
    assert ";" not in line
    assert "password" not in line


def test_several_wrong_ones_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_LOG", "xml")
    monkeypatch.setenv("COACH_OPEN_REQUESTS", "many")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "hunter2")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert str(caught.value) == (
        "TELEGRAM_BOT_TOKEN must be the bot's token as @BotFather gives it, such as 123456:ABC-DEF; "
        "COACH_OPEN_REQUESTS must be a whole number from 1 to 100; "
        "COACH_LOG must be text or json"
    )


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("COACH_LOG=json\nCOACH_TIMEZONE=Europe/Paris\nOTHER=thing\n", "utf-8")
    monkeypatch.setenv("COACH_TIMEZONE", "Europe/London")
    settings = Settings.load()
    assert (settings.log, settings.timezone.key) == ("json", "Europe/London")


def test_an_empty_variable_hides_the_one_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nDATABASE_URL=sqlite:///x.db\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("DATABASE_URL", " ")
    settings = Settings.load()
    assert settings.telegram_bot_token is None
    assert settings.database_url.get_secret_value().endswith("network-coach/coach.db")


def test_a_dotenv_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"COACH_LOG=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env must be UTF-8 text"):
        Settings.load()


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////home/kari/coach.db")
    monkeypatch.setenv("COACH_DATA_KEY", KEY)
    shown = f"{Settings.load()!r} {Settings.load()}"
    assert TOKEN not in shown
    assert KEY not in shown
    assert "kari" not in shown
