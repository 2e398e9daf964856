"""The settings, read once from the environment, secret files and `.env`."""

import os
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from bot.setting_values import (
    Model,
    Place,
    default_database,
    read_database,
    read_place,
    read_secret,
    read_server,
    read_token,
    read_webhook,
    valid_keys,
)
from bot.storage.encryption.keys import Keys, read_keys
from dialogs.engine.operator_settings import OperatorSettings

URL: Final = "https://data.brreg.no/enhetsregisteret/api"
TELEGRAM: Final = "https://api.telegram.org"


class Settings(BaseSettings):
    """The operator's settings. The description of a field completes the error message "NAME must be …"."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        case_sensitive=True,
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(read_token)] | None = Field(
        default=None,
        validation_alias="TELEGRAM_BOT_TOKEN",
        description="the bot's token as @BotFather gives it, such as 123456:ABC-DEF",
    )
    telegram_api_base: Annotated[str, AfterValidator(read_server)] = Field(
        default=TELEGRAM,
        validation_alias="TELEGRAM_API_BASE",
        description="the address of a Bot API server, such as http://127.0.0.1:8081",
    )
    database_url: Annotated[SecretStr, AfterValidator(read_database)] = Field(
        default_factory=default_database,
        validation_alias="DATABASE_URL",
        description="a file for SQLite, such as sqlite:///coach.db or sqlite:////var/lib/coach/coach.db, "
        "or a PostgreSQL database, such as postgresql://coach:secret@localhost/coach",
    )
    data_key: Annotated[SecretStr, AfterValidator(valid_keys)] = Field(
        default=SecretStr(""),
        validation_alias="COACH_DATA_KEY",
        description="one or more keys, as 'openssl rand -base64 32' prints them, with commas between them",
    )
    webhook_url: Annotated[str, AfterValidator(read_webhook)] | None = Field(
        default=None,
        validation_alias="COACH_WEBHOOK_URL",
        description="the address at which Telegram reaches the coach, such as https://coach.example.org/telegram",
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(read_secret)] | None = Field(
        default=None,
        validation_alias="COACH_WEBHOOK_SECRET",
        description="1 to 256 of the characters A-Z, a-z, 0-9, _ and -",
    )
    listen: Annotated[Place, BeforeValidator(read_place)] | None = Field(
        default=None,
        validation_alias="COACH_LISTEN",
        description="host:port, such as 127.0.0.1:8080 or [::1]:8080",
    )
    messages_per_second: float = Field(
        default=30,
        validation_alias="COACH_MESSAGES_PER_SECOND",
        ge=0,
        le=1000,
        description="a number from 0 (no limit) to 1000",
    )
    timezone: ZoneInfo = Field(
        default=ZoneInfo("Europe/Oslo"),
        validation_alias="COACH_TIMEZONE",
        description="a time zone by its name, such as Europe/Oslo",
    )
    human_contact: str = Field(
        default="",
        validation_alias="COACH_HUMAN_CONTACT",
        max_length=200,
        description="the person to whom the coach refers users, in at most 200 characters",
    )
    privacy_contact: str = Field(
        default="",
        validation_alias="COACH_PRIVACY_CONTACT",
        max_length=200,
        description="the contact for questions about privacy, in at most 200 characters",
    )
    open_requests: int = Field(
        default=5,
        validation_alias="COACH_OPEN_REQUESTS",
        ge=1,
        le=100,
        description="a whole number from 1 to 100",
    )
    keep_months: int = Field(
        default=12,
        validation_alias="COACH_KEEP_MONTHS",
        ge=2,
        le=120,
        description="a whole number from 2 to 120",
    )
    register_url: Annotated[str, AfterValidator(read_server)] = Field(
        default=URL,
        validation_alias="COACH_REGISTER_URL",
        description="the address of the company register's API, such as https://data.brreg.no/enhetsregisteret/api",
    )
    model_url: Annotated[str, AfterValidator(read_server)] | None = Field(
        default=None,
        validation_alias="COACH_MODEL_URL",
        description="the address of a language model's API, such as https://models.example.org/v1, set with "
        "COACH_MODEL_NAME",
    )
    model_key: SecretStr | None = Field(
        default=None, validation_alias="COACH_MODEL_KEY", description="the key for the language model's API"
    )
    model_name: str | None = Field(
        default=None,
        validation_alias="COACH_MODEL_NAME",
        max_length=200,
        description="the language model's name, set with COACH_MODEL_URL",
    )
    sentry_dsn: SecretStr | None = Field(
        default=None, validation_alias="SENTRY_DSN", description="the address that Sentry gives a project"
    )
    otel_endpoint: Annotated[str, AfterValidator(read_server)] | None = Field(
        default=None,
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="the address of an OpenTelemetry collector, such as http://127.0.0.1:4318",
    )
    log: Literal["text", "json"] = Field(default="text", validation_alias="COACH_LOG", description="text or json")

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_not_set(cls, value: Any, info: ValidationInfo) -> Any:
        """Replace an empty value by the default, so that an empty variable overrides one in `.env`."""
        field = cls.model_fields[info.field_name or ""]
        is_empty = isinstance(value, str) and not value.strip()
        return field.get_default(call_default_factory=True, validated_data={}) if is_empty else value

    @model_validator(mode="after")
    def _model_is_whole(self) -> Self:
        """Check that a language model has both an address and a name."""
        if bool(self.model_url) != bool(self.model_name):
            raise PydanticCustomError("model", "half a model")
        return self

    @classmethod
    def load(cls) -> Self:
        """Read the settings. Raise SettingsError, which names all invalid ones in one line, without their values."""
        try:
            places = [place for place in _secret_places() if Path(place).is_dir()]
            return cls(_secrets_dir=places)  # type: ignore[call-arg]  # an argument of BaseSettings, which mypy does not see
        except ValidationError as error:
            raise SettingsError("; ".join(map(_complaint, error.errors()))) from None
        except (OSError, UnicodeDecodeError):
            raise SettingsError("the file .env must be UTF-8 text that the coach can read") from None

    @property
    def keys(self) -> Keys:
        """The keys that encrypt stored data."""
        return Keys(read_keys(self.data_key.get_secret_value()))

    @property
    def operator(self) -> OperatorSettings:
        """The settings that the coach mentions to users or needs in a turn."""
        return OperatorSettings(
            self.human_contact,
            self.privacy_contact,
            self.open_requests,
            is_encrypted=bool(self.keys.first),
            keep_months=self.keep_months,
            model_host=self.model.host if self.model else "",
        )

    @property
    def model(self) -> Model | None:
        """The language model that rewrites drafts in the user's own voice, or None if it is not configured."""
        if not self.model_url or not self.model_name:
            return None
        return Model(self.model_url, self.model_key.get_secret_value() if self.model_key else "", self.model_name)


def _secret_places() -> list[str]:
    """Return the folders with one file for each secret setting: systemd's credentials and a container's secrets."""
    return [os.environ.get("CREDENTIALS_DIRECTORY", ""), "/run/secrets"]


def _complaint(error: Any) -> str:
    if not error["loc"]:
        return "COACH_MODEL_URL and COACH_MODEL_NAME must be set together"
    name = error["loc"][0]
    descriptions = {field.validation_alias: field.description for field in Settings.model_fields.values()}
    return f"{name} must be {descriptions[name]}"
