"""The buttons in a terminal: which can be pressed, and which one a typed line presses."""

from bot.terminal.page import spoken
from bot.terminal.paths import file_at
from dialogs.model.events import Pressed
from dialogs.protocol.events import Handed, Heard, Said
from dialogs.protocol.replies import Button, Reply


class Panel:
    """Keeps the buttons that were shown, so that a number or a label presses one."""

    def __init__(self) -> None:
        self._shown: list[Button] = []
        self._ever: dict[str, Button] = {}
        self._is_answered = True

    def show(self, reply: Reply) -> int:
        """Add the buttons of a reply. Return the number of the first one.

        The replies to one typed line are numbered consecutively. Numbers restart after the next typed line.
        """
        buttons = [button for row in reply.buttons for button in row if isinstance(button, Button)]
        if buttons and self._is_answered:
            self._shown, self._is_answered = [], False
        first = len(self._shown) + 1
        self._shown += buttons
        self._ever |= {_folded(spoken(button.label)): button for button in buttons}
        return first

    def heard(self, line: str) -> Heard:
        """Translate a typed line into an event.

        `2` or a label presses one of the current buttons, `[label]` also an older one. The path of a file hands in the
        file. Any other line is text.
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
