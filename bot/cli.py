"""The command line of `coach`: its arguments, its exit status, and one clear line for each error.

It imports little, so that help and usage errors appear at once. `bot.commands` does the work.
"""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final, NoReturn

from bot.errors import OperatorError

FAILED: Final = 1
WRONG_USE: Final = 2
INTERRUPTED: Final = 130

CHANNELS: Final = ("telegram", "terminal")


class Parser(argparse.ArgumentParser):
    """An argument parser that reports an error in one line."""

    def error(self, message: str) -> NoReturn:
        """Print the error and exit with status 2."""
        self.exit(WRONG_USE, f"{self.prog}: {message}; see: {self.prog} --help\n")


def user(words: str) -> tuple[str, str]:
    """Parse USER, such as `telegram:123456`, into the channel and the id in it."""
    channel, _, external_id = words.partition(":")
    if channel not in CHANNELS or not external_id.strip():
        raise argparse.ArgumentTypeError(f"'{words}' must be like telegram:123456 or terminal:kari")
    return channel, external_id.strip()


def whole_name(words: str) -> str:
    """Parse NAME, which needs at least one letter."""
    if not any(letter.isalpha() for letter in words):
        raise argparse.ArgumentTypeError("NAME must be a name, such as 'Kari Nordmann'")
    return words


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = Parser(prog="coach", description="A coach for changing jobs with the help of people you know.")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    def command(name: str, does: str, epilog: str | None = None) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", epilog=epilog)

    command("run", "serve users in Telegram: by webhook if COACH_WEBHOOK_URL is set, else by long polling")
    _add_chat(command)
    command("migrate", "migrate the database to the current schema")
    command("check", "check settings, database, files, texts and Telegram; exit status 1 if one is not in order")
    _add_user_data(command)
    command("replay", "handle dead letters again; exit status 1 if one fails again")
    command("rekey", "encrypt all stored data with the first key of COACH_DATA_KEY; the coach may run meanwhile")
    command("stats", "count users, drafts and waiting messages; no personal data")
    script = command("script", "write one HTML page with all texts of the coach and a diagram of every dialog")
    script.add_argument("--output", metavar="FILE", help="the file to write (default: standard output)")
    return whole


def _add_chat(command: Callable[..., argparse.ArgumentParser]) -> None:
    chat = command(
        "chat",
        "talk to the coach in this terminal",
        "Type a button's number or its label to press it. From a pipe, each line is a message; after a "
        "backslash at its end, the message continues in the next line.",
    )
    chat.add_argument("--language", choices=["nb", "en"], help="the language to start in (default: the system's)")
    chat.add_argument("--user", metavar="NAME", help="whose conversation it is (default: your login name)")


def _add_user_data(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands that write or delete what is stored about somebody."""
    export = command("export", "write everything that is stored about a user, as the ZIP file of /export")
    export.add_argument("--json", action="store_true", help="only its JSON file")
    export.add_argument("--output", metavar="FILE", help="a new file, private to its owner (default: standard output)")
    delete = command("delete", "delete everything that is stored about a user")
    for one in (export, delete):
        one.add_argument("user", metavar="USER", type=user, help="telegram:123456 or terminal:kari")
    delete.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    forget = command(
        "forget",
        "remove a person whom users wrote about from all stored data, by their full name",
        "It shows how many users and texts it found, and asks for confirmation. A space before the command "
        "keeps the name out of the shell's history.",
    )
    forget.add_argument("name", metavar="NAME", type=whole_name, help="as users may have written it: 'Kari Nordmann'")
    forget.add_argument("--yes", action="store_true", help="do not ask for confirmation")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit status. No error prints a traceback."""
    try:
        return _do(parser().parse_args(arguments))
    except OperatorError as error:
        _complain(str(error))
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has closed it. Without this, Python would report that again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001  # the last handler: a user must never see a traceback
        return _apologise(error)


def _do(asked: argparse.Namespace) -> int:
    # Imported late, so that help and usage errors do not wait for the database and the dialogs. The imports create no
    # garbage, and collections meanwhile would take a tenth of the startup time.
    gc.disable()
    from bot import commands  # noqa: PLC0415

    gc.freeze()
    gc.enable()

    work: dict[str, Callable[[], Coroutine[Any, Any, bool | None]]] = {
        "run": commands.run,
        "chat": lambda: commands.chat(asked.language, asked.user),
        "migrate": commands.migrate,
        "check": commands.check,
        "export": lambda: commands.export(*asked.user, is_json=asked.json, output=asked.output),
        "delete": lambda: commands.delete(*asked.user, is_sure=asked.yes),
        "forget": lambda: commands.forget(asked.name, is_sure=asked.yes),
        "replay": commands.replay,
        "rekey": commands.rekey,
        "stats": commands.stats,
        "script": lambda: commands.script(asked.output),
    }
    with asyncio.Runner(loop_factory=_quick_loop() if asked.command == "run" else None) as runner:
        return FAILED if runner.run(work[asked.command]()) is False else 0


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the factory of uvloop's event loop, or None if uvloop is not installed."""
    try:
        import uvloop  # noqa: PLC0415  # other commands do not need it
    except ImportError:
        return None
    return uvloop.new_event_loop


def _complain(words: str) -> None:
    sys.stderr.write(f"coach: {words}\n")


def _apologise(error: Exception) -> int:
    """Report in one line that the coach itself failed. The log has a line before it that says where."""
    from bot.observability import logs  # noqa: PLC0415  # loaded only if there is something to log

    logs.failure(error)
    _complain("something went wrong inside the coach: stored data is safe, and the log line above says where it failed")
    return FAILED
