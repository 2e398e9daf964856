"""Button labels that were typed instead of pressed."""

from dialogs.engine.script import Turn
from dialogs.model.events import Pressed
from dialogs.protocol.replies import Button, Reply
from dialogs.understanding.yes_no import RIGHT, short_answer

LONGEST = 40
"""Maximum length in characters of a text that is compared with labels."""

YES_OR_NO = frozenset({"ja", "nei", "yes", "no"})
"""Words that choose a button if exactly one label begins with them."""


OTHER_WORDS = {
    "right": RIGHT,
    "sent": frozenset(
        {"sendt", "sendt den", "har sendt", "har sendt den", "jeg har sendt", "jeg sendte den", "nå er den sendt"}
        | {"sent", "sent it", "i sent it", "i have sent it", "have sent it", "it's sent", "just sent it"}
    ),
}
"""Synonyms of a label, by the choice of the button."""


def may_be_label(text: str) -> bool:
    """Return whether a text is short enough to be a label."""
    return 0 < len(short_answer(text)) <= LONGEST


def typed_label(turn: Turn, question: Reply) -> Pressed | None:
    """Return the button of the question whose label was typed in either language, or None."""
    text = short_answer(turn.text)
    if not may_be_label(text):
        return None
    buttons = [button for row in question.buttons for button in row if isinstance(button, Button)]
    for language in (turn.person.language, turn.person.language.other):
        labels = [short_answer(turn.speak(button.label, language)) for button in buttons]
        found = [button for button, words in zip(buttons, labels, strict=True) if words == text]
        found = found or [button for button in buttons if text in OTHER_WORDS.get(button.choice, ())]
        if not found and text in YES_OR_NO:
            found = [button for button, words in zip(buttons, labels, strict=True) if _first_word(words) == text]
        if len(found) == 1 and not _is_too_much_for_a_word(found[0], text):
            return Pressed(found[0].step, found[0].choice, found[0].asking)
    return None


def _first_word(words: str) -> str:
    return words.replace(",", " ").split(maxsplit=1)[0] if words else ""


def _is_too_much_for_a_word(button: Button, text: str) -> bool:
    """Return whether a bare “yes” must not press the button, because it deletes everything."""
    return text in {"ja", "yes"} and button.step == "privacy.delete"
