"""Errors that an operator can correct. The command line prints one as a single line and exits with status 2."""


class OperatorError(Exception):
    """Something outside the program is wrong, and the operator can correct it.

    The message is one line that says what is wrong and what to do. It contains no secrets and no personal data.
    """


class UsageError(OperatorError):
    """The command cannot be carried out with these arguments."""


class SettingsError(OperatorError):
    """Some settings are invalid. The message names each of them and the value that it needs, in one line."""


class CataloguesError(OperatorError):
    """The translated texts are missing or cannot be read."""


class DatabaseError(OperatorError):
    """The database cannot be opened, read or written."""


class TelegramError(OperatorError):
    """Telegram rejects the token or the webhook, or cannot be reached at startup."""


class KeysError(OperatorError):
    """The configured keys cannot decrypt the stored data."""
