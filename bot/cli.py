"""The command line: what may be typed after `coach`, and one clear line for whatever goes wrong.

It imports little, so that help and complaints come at once; `bot.commands` does the work.
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
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Complain, and exit with 2."""
        self.exit(WRONG_USE, f"{self.prog}: {message}; see: {self.prog} --help\n")


def user(words: str) -> tuple[str, str]:
    """Read USER: the channel and the id there."""
    channel, _, external_id = words.partition(":")
    if channel not in CHANNELS or not external_id.strip():
        raise argparse.ArgumentTypeError(f"'{words}' must be like telegram:123456 or terminal:kari")
    return channel, external_id.strip()


def whole_name(words: str) -> str:
    """Read NAME."""
    if not any(letter.isalpha() for letter in words):
        raise argparse.ArgumentTypeError("NAME must be a name, such as 'Kari Nordmann'")
    return words


def parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    whole = Parser(prog="coach", description="A coach for changing jobs with the help of people you know.")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    def command(name: str, does: str, epilog: str | None = None) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", epilog=epilog)

    command("run", "talk with people in Telegram: by webhook where COACH_WEBHOOK_URL is set, else by long polling")
    chat = command(
        "chat",
        "talk with the coach here in the terminal",
        "Type a button's number or its label to press it. From a pipe, each line is a message; one that ends "
        "with a backslash goes on in the next line.",
    )
    chat.add_argument("--language", choices=["nb", "en"], help="the language to begin in (default: the system's)")
    chat.add_argument("--user", metavar="NAME", help="whose conversation it is (default: your login name)")
    command("migrate", "bring the database to the current schema")
    command("check", "tell whether settings, database, texts and Telegram are in order; exit status 1 if not")
    export = command("export", "write all that is stored about a user, as the ZIP of /export")
    export.add_argument("--json", action="store_true", help="the JSON in it alone")
    export.add_argument("--output", metavar="FILE", help="a new file, for its owner alone (default: standard output)")
    delete = command("delete", "delete all that is stored about a user")
    for one in (export, delete):
        one.add_argument("user", metavar="USER", type=user, help="telegram:123456 or terminal:kari")
    delete.add_argument("--yes", action="store_true", help="do not ask whether it is sure")
    forget = command(
        "forget",
        "take somebody whom users wrote about out of everything that is stored, by their whole name",
        "It shows how many users and texts it finds, and asks. A space before the command keeps the name out of the "
        "shell's history.",
    )
    forget.add_argument("name", metavar="NAME", type=whole_name, help="as users may have written it: 'Kari Nordmann'")
    forget.add_argument("--yes", action="store_true", help="do not ask whether it is sure")
    command("replay", "handle updates that were set aside; exit status 1 if any fails again")
    command("rekey", "encrypt all that is stored with the first key of COACH_DATA_KEY; the coach may run meanwhile")
    command("stats", "count users, drafts and waiting messages; no personal data")
    script = command("script", "write all that the coach says, with every dialog as a diagram, as one HTML page")
    script.add_argument("--output", metavar="FILE", help="where to (default: standard output)")
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit status. Never a traceback."""
    try:
        return _do(parser().parse_args(arguments))
    except OperatorError as error:
        _complain(str(error))
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001 (the last stop: a user must never see a traceback)
        return _apologise(error)


def _do(asked: argparse.Namespace) -> int:
    # Imported only now: help and complaints need not wait for the modules of database and dialogs. They make no
    # garbage, and looking for it would take a tenth of the start.
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
    """Give what makes the event loop that serves: uvloop's, where it can be had."""
    try:
        import uvloop  # noqa: PLC0415  # the other commands need not wait for it
    except ImportError:
        return None
    return uvloop.new_event_loop


def _complain(words: str) -> None:
    sys.stderr.write(f"coach: {words}\n")


def _apologise(error: Exception) -> int:
    """Say in one line that the coach itself failed, after a line in the log that says where."""
    from bot.observability import logs  # noqa: PLC0415 (loaded only where there is something to log)

    logs.failure(error)
    _complain("something went wrong inside the coach; what is stored is safe, and the log line above says where")
    return FAILED
