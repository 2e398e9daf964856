"""Rules for messages: which purpose, channel and tone suit a contact, and the reason and alternative otherwise."""

from typing import Final

from msgspec import Struct

from dialogs.model.facts import Category, Comfort
from dialogs.model.outreach import Channel, Purpose, Tone
from dialogs.text import Text, t

FITTING: Final[dict[Category, tuple[Purpose, ...]]] = {
    Category.CLOSE: (Purpose.RECOMMEND, Purpose.OPENINGS, Purpose.INTRODUCE),
    Category.ACQUAINTANCE: (Purpose.RECOMMEND, Purpose.UNOFFICIAL, Purpose.OPENINGS, Purpose.INTRODUCE),
    Category.COLLEAGUE: (Purpose.REFEREE, Purpose.INSIDE, Purpose.RECOMMENDATION),
    Category.FORMER: (
        Purpose.OPENINGS,
        Purpose.REFEREE,
        Purpose.RECOMMEND,
        Purpose.UNOFFICIAL,
        Purpose.INTRODUCE,
    ),
    Category.PERIPHERAL: (Purpose.INSIDE,),
    Category.SAME_PLACE: (Purpose.SAME_PLACE, Purpose.OPENINGS, Purpose.INTRODUCE, Purpose.CONNECT),
}
"""Purposes that suit a category, the best first. Family members are not professional referees (C1)."""

ALSO: Final[dict[Category, tuple[Purpose, ...]]] = {
    Category.CLOSE: (Purpose.ASK_ABOUT,),
    Category.ACQUAINTANCE: (Purpose.ASK_ABOUT, Purpose.RECOMMENDATION, Purpose.CONNECT),
    Category.COLLEAGUE: (Purpose.HEADS_UP, Purpose.INTRODUCE),
    Category.FORMER: (Purpose.ASK_ABOUT, Purpose.RECOMMENDATION, Purpose.HEADS_UP, Purpose.CONNECT),
    Category.PERIPHERAL: (Purpose.INTRODUCE, Purpose.CONNECT),
    Category.SAME_PLACE: (Purpose.ASK_ABOUT,),
}
"""Further purposes that suit a category."""

ALWAYS: Final = (Purpose.FOLLOW_UP, Purpose.THANKS, Purpose.GIVE_BACK)
"""Purposes that suit any contact to whom the user has written before."""


class Refusal(Struct, frozen=True, gc=False):
    """The reason why something does not suit, and the better purpose, channel or tone."""

    why: Text
    purpose: Purpose | None = None
    channel: Channel | None = None
    tone: Tone | None = None


_NOT_AT_WORK_WITH_YOU: Final = t("Only somebody who has seen you at work can vouch for it.")
_WORKS_WITH_YOU: Final = t("Somebody you work with now is worth most as a referee, or for a move inside.")
_SAME_EMPLOYER: Final = t(
    "You have the same employer, so this could put them in an awkward spot. A move inside is safer ground."
)
_NOT_THERE: Final = t("A talk about moving internally is for somebody who works where you work.")
_NOT_BEFORE_YOU: Final = t("That is a question for somebody who worked where you have worked, in other years.")
_KNOWN_ALREADY: Final = t("You know each other. A message of its own is warmer than an invitation on LinkedIn.")

REFUSED: Final[dict[tuple[Category, Purpose], Refusal]] = {
    **{
        (Category.CLOSE, purpose): Refusal(
            t("Family and close friends know you in private. They can mention you, but not vouch for your work."),
            Purpose.RECOMMEND,
        )
        for purpose in (Purpose.REFEREE, Purpose.HEADS_UP, Purpose.RECOMMENDATION)
    },
    (Category.CLOSE, Purpose.UNOFFICIAL): Refusal(
        t("From family or a close friend, this is easily taken for favouritism. Ask what the job is like instead."),
        Purpose.ASK_ABOUT,
    ),
    (Category.CLOSE, Purpose.CONNECT): Refusal(_KNOWN_ALREADY, Purpose.OPENINGS),
    (Category.ACQUAINTANCE, Purpose.REFEREE): Refusal(_NOT_AT_WORK_WITH_YOU, Purpose.RECOMMEND),
    (Category.ACQUAINTANCE, Purpose.HEADS_UP): Refusal(_NOT_AT_WORK_WITH_YOU, Purpose.RECOMMEND),
    **{
        (Category.COLLEAGUE, purpose): Refusal(_WORKS_WITH_YOU, Purpose.REFEREE)
        for purpose in (
            Purpose.OPENINGS,
            Purpose.RECOMMEND,
            Purpose.UNOFFICIAL,
        )
    },
    (Category.COLLEAGUE, Purpose.ASK_ABOUT): Refusal(_WORKS_WITH_YOU, Purpose.INSIDE),
    (Category.COLLEAGUE, Purpose.CONNECT): Refusal(_KNOWN_ALREADY, Purpose.INSIDE),
    **{
        (Category.PERIPHERAL, purpose): Refusal(_SAME_EMPLOYER, Purpose.INSIDE)
        for purpose in (Purpose.OPENINGS, Purpose.RECOMMEND, Purpose.UNOFFICIAL, Purpose.ASK_ABOUT)
    },
    **{
        (Category.PERIPHERAL, purpose): Refusal(_NOT_AT_WORK_WITH_YOU, Purpose.INSIDE)
        for purpose in (Purpose.REFEREE, Purpose.HEADS_UP, Purpose.RECOMMENDATION)
    },
    **{
        (Category.SAME_PLACE, purpose): Refusal(_NOT_AT_WORK_WITH_YOU, Purpose.SAME_PLACE)
        for purpose in (
            Purpose.REFEREE,
            Purpose.HEADS_UP,
            Purpose.RECOMMENDATION,
            Purpose.RECOMMEND,
            Purpose.UNOFFICIAL,
        )
    },
    **{
        (category, Purpose.INSIDE): Refusal(_NOT_THERE, FITTING[category][0])
        for category in Category
        if not category.is_at_work
    },
    **{
        (category, Purpose.SAME_PLACE): Refusal(_NOT_BEFORE_YOU, FITTING[category][0])
        for category in Category
        if category is not Category.SAME_PLACE
    },
}
"""Purposes that do not suit a category, with the alternative."""

BY_MERIT: Final = frozenset({Purpose.RECOMMEND, Purpose.UNOFFICIAL})
"""Purposes that are improper with public employers, who appoint by merit."""

CHANNELS: Final[dict[Purpose, tuple[Channel, ...]]] = {Purpose.CONNECT: (Channel.NOTE,)}
"""Channels for a purpose; any other purpose can use every channel except a note."""

ANY_WAY: Final = (Channel.LINKEDIN, Channel.EMAIL, Channel.SMS)

USUAL: Final[dict[Category, Channel]] = {
    Category.CLOSE: Channel.SMS,
    Category.ACQUAINTANCE: Channel.SMS,
    Category.COLLEAGUE: Channel.EMAIL,
    Category.FORMER: Channel.LINKEDIN,
    Category.PERIPHERAL: Channel.EMAIL,
    Category.SAME_PLACE: Channel.LINKEDIN,
}
"""The usual channel for a category."""

LIMITS: Final[dict[Channel, int]] = {
    Channel.LINKEDIN: 8000,
    Channel.NOTE: 200,
    Channel.EMAIL: 10_000,
    Channel.SMS: 612,
}
"""Maximum characters of a channel: 200 for a note (300 with Premium), 612 for four joined text messages."""

WORDS: Final = 75
"""Maximum recommended words; longer messages get fewer answers."""


def refusal(purpose: Purpose, category: Category, *, is_public: bool = False) -> Refusal | None:
    """Return why this purpose does not suit the category and what is better, or None if it suits."""
    if refused := REFUSED.get((category, purpose)):
        return refused
    if is_public and purpose in BY_MERIT:
        return Refusal(
            t(
                "Public employers choose by merit, so a good word on the side is improper, and can hurt you. Ring the "
                "contact in the advertisement, and ask people there about the job."
            ),
            Purpose.ASK_ABOUT,
        )
    return None


def manner_refusal(purpose: Purpose, category: Category, channel: Channel, tone: Tone) -> Refusal | None:
    """Return why this channel or tone does not suit and what is better, or None if both suit."""
    if channel not in channels(purpose):
        if channel is Channel.NOTE:
            why = t("A note with an invitation holds 200 characters: room to connect, not to ask for something.")
            return Refusal(why, channel=channels(purpose)[0])
        return Refusal(t("An invitation on LinkedIn takes a note, and nothing longer."), channel=Channel.NOTE)
    if category is Category.CLOSE and tone is Tone.FORMAL:
        return Refusal(t("So formal to somebody close would sound odd."), tone=Tone.NEUTRAL)
    return None


def channels(purpose: Purpose) -> tuple[Channel, ...]:
    """Return the channels for a message of this purpose."""
    return CHANNELS.get(purpose, ANY_WAY)


def usual_channel(purpose: Purpose, category: Category) -> Channel:
    """Return the default channel."""
    if purpose is Purpose.RECOMMENDATION:
        return Channel.LINKEDIN
    usual = USUAL[category]
    return usual if usual in channels(purpose) else channels(purpose)[0]


def usual_tone(category: Category, comfort: Comfort | None) -> Tone:
    """Return the default tone; it is warmer for a contact who is easy to write to."""
    if category is Category.CLOSE:
        return Tone.NEAR
    is_near = comfort is Comfort.EASY and category in {Category.ACQUAINTANCE, Category.FORMER, Category.COLLEAGUE}
    return Tone.NEAR if is_near else Tone.NEUTRAL


def tones(category: Category) -> tuple[Tone, ...]:
    """Return the tones that suit a category, the warmest first."""
    return tuple(tone for tone in Tone if not (category is Category.CLOSE and tone is Tone.FORMAL))
