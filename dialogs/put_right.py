"""Where what was understood is shown, and somebody only says that it is not right."""

from dialogs.script import Turn
from dialogs.text import Text, t
from dialogs.understanding.yes_no import says_wrong


def is_wrong(turn: Turn) -> bool:
    """Whether the text says no more than that."""
    return turn.reading(says_wrong)


def say_put_right(_turn: Turn) -> Text:
    """What is shown again below can be pressed or written anew."""
    return t("Then let's put it right. Press what is wrong, or write it again.")
