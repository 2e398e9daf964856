"""The buttons of a terminal: which can be pressed, and which one a typed line presses."""

from bot.terminal.page import spoken
from bot.terminal.paths import file_at
from dialogs.model.events import Pressed
from dialogs.protocol.events import Handed, Heard, Said
from dialogs.protocol.replies import Button, Reply


class Panel:
    """Remembers the buttons that were shown, so that a number or a label presses one."""

    def __init__(self) -> None:
        self._shown: list[Button] = []
        self._ever: dict[str, Button] = {}
        self._is_answered = True

    def show(self, reply: Reply) -> int:
        """Take in the buttons of a reply; returns the number of its first one.

        Numbers run on over the replies to one line, and begin anew with the first buttons after the next.
        """
        buttons = [button for row in reply.buttons for button in row if isinstance(button, Button)]
        if buttons and self._is_answered:
            self._shown, self._is_answered = [], False
        first = len(self._shown) + 1
        self._shown += buttons
        self._ever |= {_folded(spoken(button.label)): button for button in buttons}
        return first

    def heard(self, line: str) -> Heard:
        """Read a typed line: `2` or a label presses a button shown last, `[label]` also an older one.

        A path that leads to a file is that file.
        """
        self._is_answered = True
        inner = line[1:-1] if line.startswith("[") and line.endswith("]") else ""
        button = self._numbered(inner or line) or self._labelled(line) or self._ever.get(_folded(inner))
        if button:
            return Pressed(button.step, button.choice, button.asking)
        file = file_at(line)
        return Handed(file) if file else Said(line)

    def _numbered(self, text: str) -> Button | None:
        is_number = text.isascii() and text.isdigit() and len(text) < 4
        return self._shown[int(text) - 1] if is_number and 0 < int(text) <= len(self._shown) else None

    def _labelled(self, text: str) -> Button | None:
        return next((button for button in self._shown if _folded(spoken(button.label)) == _folded(text)), None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
