"""Step 1, the target: one sentence or question by question, and a card on which it can be corrected."""

from enum import StrEnum

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.engine.system_replies import SKIP, is_wrong, say_put_right
from dialogs.model.slots import TargetField
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.target.answers import (
    agrees_to_the_one,
    has_more_industries,
    has_open_industry,
    is_offered_industry,
    is_size,
    is_sure_industry,
    keep_aims,
    keep_any_size,
    keep_industry_words,
    keep_next_industry,
    keep_no_places,
    keep_own_industry,
    keep_picked_industry,
    keep_picked_size,
    keep_places,
    keep_positions,
    keep_several_industries,
    keep_sure_industry,
    keep_the_one,
    keep_typed_size,
    names_position,
    names_several_industries,
    names_size,
    only_agrees,
    say_which,
    says_anything,
    wants_no_other,
)
from dialogs.target.card import (
    ask_card,
    has_notes,
    has_target,
    in_register,
    is_correcting_other,
    keep_confirmed,
    keep_corrected,
    noting_field,
)
from dialogs.target.one_sentence import keep_sentence, keep_unclear_sentence, names_something, names_unclear_industry
from dialogs.text import Both, Text, label, t
from dialogs.understanding.target.industries import industry
from dialogs.wording.labels import SIZES


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    SENTENCE = "target.sentence"
    POSITION = "target.position"
    INDUSTRY = "target.industry"
    WHICH_INDUSTRY = "target.which_industry"
    SIZE = "target.size"
    PLACE = "target.place"
    AIMS = "target.aims"
    CARD = "target.card"
    TO_REGISTER = "target.to_register"
    DONE = "target.done"


# --- in one sentence -------------------------------------------------------------------------------------------------


def ask_sentence(_turn: Turn) -> Reply:
    """Ask for the whole target in one sentence."""
    return say(
        t("What are you looking for? One sentence will do, such as: project manager, construction, mid-sized, Bergen."),
        buttons=rows(Button(label("target", "Not sure yet"), "unsure")),
    )


def say_one_at_a_time(_turn: Turn) -> Text:
    """Say that the sentence was not understood, and that questions follow."""
    return t("Then let's take one thing at a time.")


def say_no_position(_turn: Turn) -> Text:
    """Say that the words name no position, or only a negated one."""
    return t("I found no position in that. A word or two will do, such as nurse or project manager.")


# --- question by question --------------------------------------------------------------------------------------------


def ask_position(_turn: Turn) -> Reply:
    """Ask for the position; several are allowed."""
    return say(
        t("Which position would you like? Write several with a comma between them, if you like."),
        buttons=rows(Button(SKIP, "skip")),
    )


def ask_industry(_turn: Turn) -> Reply:
    """Ask for the industry in everyday words."""
    return say(
        t("Which industry? Everyday words will do: construction, health, the public sector …"),
        buttons=rows(Button(SKIP, "skip")),
    )


def ask_which_industry(turn: Turn) -> Reply:
    """Ask which of the best industries is meant; own words are always possible."""
    slots = turn.person.slots.target
    buttons = [Button(_name(code), code) for code in slots.codes]
    own = Button(label("industry", "Keep my own words"), "own")
    if not buttons:
        return say(
            t("I found no industry under “{words}”. Write it another way, or keep your own words.", words=slots.words),
            buttons=rows(own, Button(SKIP, "skip")),
        )
    return say(t("Which of these is closest to “{words}”?", words=slots.words), buttons=rows(*buttons, own))


def ask_size(_turn: Turn) -> Reply:
    """Ask for the size of the workplace, in Statistics Norway's four classes."""
    buttons = [Button(words, encoded(size)) for size, words in SIZES.items()]
    return say(
        t("How big should the workplace be? You can also write it: “about 200”, “small or medium”."),
        buttons=rows(*buttons, Button(label("size of a workplace", "It doesn't matter"), "any")),
    )


def say_size_not_understood(_turn: Turn) -> Text:
    """Say that the words name no size."""
    return t("I couldn't read a size in that. A number of employees will do.")


def ask_place(_turn: Turn) -> Reply:
    """Ask for the place."""
    return say(t("Where should it be? A town or a region."), buttons=rows(Button(label("place", "Anywhere"), "skip")))


def ask_aims(_turn: Turn) -> Reply:
    """Ask for the goals."""
    return say(
        t("Are there particular workplaces you aim for? Write their names, with a comma between them."),
        buttons=rows(Button(label("workplaces you aim for", "None in mind"), "skip"), in_register()),
    )


def _name(code: str) -> Both:
    found = industry(code)
    return Both(found.nb, found.en)


SCRIPT = Script(
    "target",
    Step,
    asks={
        Step.SENTENCE: ask_sentence,
        Step.POSITION: ask_position,
        Step.INDUSTRY: ask_industry,
        Step.WHICH_INDUSTRY: ask_which_industry,
        Step.SIZE: ask_size,
        Step.PLACE: ask_place,
        Step.AIMS: ask_aims,
        Step.CARD: ask_card,
    },
    lines=[
        Transition(Step.SENTENCE, ARRIVED, to=Step.WHICH_INDUSTRY, when=has_open_industry),
        Transition(Step.SENTENCE, ARRIVED, to=Step.CARD, when=has_target),
        Transition(Step.SENTENCE, press("unsure"), to=Step.POSITION),
        Transition(Step.SENTENCE, SKIPPED, to=Step.POSITION),
        Transition(
            Step.SENTENCE,
            SAID,
            to=Step.WHICH_INDUSTRY,
            when=names_unclear_industry,
            keep=keep_unclear_sentence,
        ),
        Transition(Step.SENTENCE, SAID, to=Step.CARD, when=names_something, keep=keep_sentence),
        Transition(Step.SENTENCE, SAID, to=Step.POSITION, say=say_one_at_a_time),
        # Question by question. If one answer is corrected from the card, the other questions are skipped.
        Transition(Step.POSITION, ARRIVED, to=Step.CARD, when=is_correcting_other(TargetField.POSITION)),
        Transition(Step.POSITION, SAID, to=Step.INDUSTRY, when=says_anything),
        Transition(Step.POSITION, SAID, to=Step.INDUSTRY, when=names_position, keep=keep_positions),
        Transition(Step.POSITION, SAID, to=Step.POSITION, say=say_no_position),
        Transition(Step.POSITION, press("skip"), to=Step.INDUSTRY),
        Transition(Step.POSITION, SKIPPED, to=Step.INDUSTRY),
        Transition(Step.INDUSTRY, ARRIVED, to=Step.CARD, when=is_correcting_other(TargetField.INDUSTRY)),
        Transition(Step.INDUSTRY, SAID, to=Step.SIZE, when=says_anything),
        Transition(Step.INDUSTRY, SAID, to=Step.SIZE, when=is_sure_industry, keep=keep_sure_industry),
        Transition(Step.INDUSTRY, SAID, to=Step.SIZE, when=names_several_industries, keep=keep_several_industries),
        Transition(Step.INDUSTRY, SAID, to=Step.WHICH_INDUSTRY, keep=keep_industry_words),
        Transition(Step.INDUSTRY, press("skip"), to=Step.SIZE),
        Transition(Step.INDUSTRY, SKIPPED, to=Step.SIZE),
        Transition(Step.WHICH_INDUSTRY, PICKED, to=Step.SIZE, when=is_offered_industry, keep=keep_picked_industry),
        Transition(Step.WHICH_INDUSTRY, press("own"), to=Step.SIZE, keep=keep_own_industry),
        Transition(Step.WHICH_INDUSTRY, press("skip"), to=Step.SIZE),
        Transition(Step.WHICH_INDUSTRY, SKIPPED, to=Step.SIZE),
        Transition(Step.WHICH_INDUSTRY, SAID, to=Step.SIZE, when=wants_no_other, keep=keep_own_industry),
        Transition(Step.WHICH_INDUSTRY, SAID, to=Step.SIZE, when=agrees_to_the_one, keep=keep_the_one),
        Transition(Step.WHICH_INDUSTRY, SAID, to=Step.WHICH_INDUSTRY, when=only_agrees, say=say_which),
        Transition(Step.WHICH_INDUSTRY, SAID, to=Step.SIZE, when=is_sure_industry, keep=keep_sure_industry),
        Transition(Step.WHICH_INDUSTRY, SAID, to=Step.WHICH_INDUSTRY, keep=keep_industry_words),
        Transition(Step.SIZE, ARRIVED, to=Step.WHICH_INDUSTRY, when=has_more_industries, keep=keep_next_industry),
        Transition(Step.SIZE, ARRIVED, to=Step.CARD, when=is_correcting_other(TargetField.SIZE)),
        Transition(Step.SIZE, PICKED, to=Step.PLACE, when=is_size, keep=keep_picked_size),
        Transition(Step.SIZE, press("any"), to=Step.PLACE, keep=keep_any_size),
        Transition(Step.SIZE, SKIPPED, to=Step.PLACE, keep=keep_any_size),
        Transition(Step.SIZE, SAID, to=Step.PLACE, when=names_size, keep=keep_typed_size),
        Transition(Step.SIZE, SAID, to=Step.SIZE, say=say_size_not_understood),
        Transition(Step.PLACE, ARRIVED, to=Step.CARD, when=is_correcting_other(TargetField.PLACE)),
        Transition(Step.PLACE, SAID, to=Step.AIMS, keep=keep_places),
        Transition(Step.PLACE, press("skip"), to=Step.AIMS, keep=keep_no_places),
        Transition(Step.PLACE, SKIPPED, to=Step.AIMS, keep=keep_no_places),
        Transition(Step.AIMS, ARRIVED, to=Step.CARD, when=is_correcting_other(TargetField.AIMS)),
        Transition(Step.AIMS, SAID, to=Step.CARD, keep=keep_aims),
        Transition(Step.AIMS, press("skip"), to=Step.CARD),
        Transition(Step.AIMS, press("register"), to=Step.TO_REGISTER),
        Transition(Step.AIMS, SKIPPED, to=Step.CARD),
        # The card. Its buttons stay valid, however old the message is.
        Transition(Step.CARD, ARRIVED, to=Step.CARD, when=has_notes, keep=keep_corrected),
        Transition(Step.CARD, press("right"), to=Step.DONE, keep=keep_confirmed),
        Transition(Step.CARD, press("position"), to=Step.POSITION, keep=noting_field(TargetField.POSITION)),
        Transition(Step.CARD, press("industry"), to=Step.INDUSTRY, keep=noting_field(TargetField.INDUSTRY)),
        Transition(Step.CARD, press("size"), to=Step.SIZE, keep=noting_field(TargetField.SIZE)),
        Transition(Step.CARD, press("place"), to=Step.PLACE, keep=noting_field(TargetField.PLACE)),
        Transition(Step.CARD, press("aims"), to=Step.AIMS, keep=noting_field(TargetField.AIMS)),
        Transition(Step.CARD, press("register"), to=Step.TO_REGISTER),
        Transition(Step.CARD, SAID, to=Step.CARD, when=is_wrong, say=say_put_right),
        Transition(Step.CARD, SAID, to=Step.WHICH_INDUSTRY, when=names_unclear_industry, keep=keep_unclear_sentence),
        Transition(Step.CARD, SAID, to=Step.CARD, when=names_something, keep=keep_sentence),
    ],
    cards=frozenset({Step.CARD}),
    takes={
        Step.SENTENCE: takes.SENTENCE,
        Step.POSITION: takes.POSITION,
        Step.INDUSTRY: takes.INDUSTRY,
        Step.WHICH_INDUSTRY: takes.INDUSTRY,
        Step.SIZE: takes.SIZE,
        Step.PLACE: takes.PLACE,
        Step.AIMS: takes.WORKPLACES,
        Step.CARD: takes.RIGHT,
    },
)
