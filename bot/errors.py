"""What an operator can put right: one line each, which the command line prints before it exits with 2."""


class OperatorError(Exception):
    """Something outside the program is wrong, and whoever runs it can put it right.

    The message is one line: what is wrong, and what to do. It holds no secret and nothing personal.
    """


class UsageError(OperatorError):
    """The command line asks for what cannot be done."""


class SettingsError(OperatorError):
    """A setting is wrong; the message names it and what it should be. Several are named in the same line."""


class CataloguesError(OperatorError):
    """The translated texts are missing or cannot be read."""


class DatabaseError(OperatorError):
    """The database cannot be opened, read or written."""


class TelegramError(OperatorError):
    """Telegram does not accept the token, or cannot be reached at start."""


class KeysError(OperatorError):
    """Stored data cannot be read with the keys that there are."""
