"""The advice of the checklist: what to do with the LinkedIn profile and why (L1 to L5), adapted to the user."""

from collections.abc import Callable
from typing import Final

from dialogs.model.facts import Advice
from dialogs.model.person import Person
from dialogs.text import Text, t
from dialogs.wording.labels import industry_in_sentence, position_in_sentence


def _quiet(_person: Person) -> list[Text]:
    return [
        t("Do this first: in the settings, stop others from being told of changes to your profile."),
        t("Leave “Open to work” off. The frame is seen by all, and even for recruiters alone there is no guarantee."),
        t("Change one thing at a time. A profile that is all new overnight gets noticed at work."),
    ]


def _headline(person: Person) -> list[Text]:
    position, industry = position_in_sentence(person.target), industry_in_sentence(person.target)
    told = [t("The line below your name is what people see in a search.")]
    if position and industry:
        told.append(
            t("Use the words of the job you want: {position}, {industry}.", position=position, industry=industry)
        )
    elif position:
        told.append(t("Use the words of the job you want: {position}.", position=position))
    else:
        told.append(t("Use the words of the job you want, not only of the one you have."))
    return told


def _about(person: Person) -> list[Text]:
    told = [
        t("Three or four sentences are enough."),
        t("What you do, one thing that went well because of you, and what you want to do more of."),
    ]
    if person.is_discreet:
        told.append(t("Write what you want to do, not that you want to leave."))
    return told


def _connect(_person: Person) -> list[Text]:
    return [
        t("Invite those you know: former colleagues, customers and fellow students."),
        t("It's the simplest way to keep in touch, and people there are open to talk of jobs."),
        t("Many in Norway are there, but not all: in health care, crafts and shops a text message comes first."),
    ]


def _note(_person: Person) -> list[Text]:
    return [
        t("Don't invite people at random. Where you don't know each other yet, add a note that says why."),
        t("A free account often has only a few notes a month, so keep them for those who matter."),
    ]


def _active(_person: Person) -> list[Text]:
    return [
        t("Congratulate somebody, or comment on something you know about. Those who are seen are remembered."),
        t("Ten minutes a week will do, and not in working hours."),
    ]


def _recommendation(person: Person) -> list[Text]:
    told = [
        t("Ask a former manager, colleague or customer for two sentences."),
        t("They are on your profile for all to see, and help quickly."),
    ]
    if person.is_discreet:
        told.append(t("Former ones only, one at a time: many at once show people at work what you're up to."))
    return told


EXPLAINED: Final[dict[Advice, Callable[[Person], list[Text]]]] = {
    Advice.QUIET: _quiet,
    Advice.HEADLINE: _headline,
    Advice.ABOUT: _about,
    Advice.CONNECT: _connect,
    Advice.NOTE: _note,
    Advice.ACTIVE: _active,
    Advice.RECOMMENDATION: _recommendation,
}
