"""The texts of the drafts: what is asked of whom, in the receiver's language, with a line that only the user can write.

Sentences are built so that a name needs neither inflection nor a chosen preposition; first names only; no praise.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dialogs.facts import Category, Purpose, Target
from dialogs.outreaches import QUIET
from dialogs.text import Language, Speak, Text, Value, tc
from dialogs.wording import industry_in_sentence, position_in_sentence

FITTING: dict[Category, tuple[Purpose, ...]] = {
    Category.CLOSE: (Purpose.RECOMMEND, Purpose.OPENINGS, Purpose.INTRODUCE),
    Category.ACQUAINTANCE: (Purpose.RECOMMEND, Purpose.UNOFFICIAL, Purpose.OPENINGS, Purpose.INTRODUCE),
    Category.COLLEAGUE: (Purpose.REFEREE, Purpose.INSIDE),
    Category.FORMER: (
        Purpose.OPENINGS,
        Purpose.REFEREE,
        Purpose.RECOMMEND,
        Purpose.UNOFFICIAL,
        Purpose.INTRODUCE,
    ),
    Category.PERIPHERAL: (Purpose.INSIDE,),
    Category.SAME_PLACE: (Purpose.SAME_PLACE, Purpose.OPENINGS, Purpose.INTRODUCE),
}
"""What can well be asked of whom, the main purpose first. Family is no professional referee (C1)."""


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a draft is made from. Empty strings are left out of it."""

    purpose: Purpose
    category: Category
    name: str
    sender: str
    target: Target
    own_line: str = ""
    job: str = ""
    place: str = ""
    receiver: str = ""
    is_discreet: bool = False


KIN = frozenset({"mamma", "pappa", "mor", "far", "bestemor", "bestefar", "tante", "onkel", "svigerfar", "svigermor"})
"""Words for family, which Norwegian writes small inside a sentence."""


def compose(brief: Brief, speak: Speak, language: Language) -> str:
    """The draft as text, ready to copy; never longer than its parts, never with a placeholder in it."""
    body: list[Value] = [ASKS[brief.purpose](brief)]
    if brief.own_line:
        body.insert(0, _as_sentence(brief.own_line))
    if brief.is_discreet and brief.purpose not in {Purpose.INSIDE, *QUIET}:
        body.append(_discretion(brief.purpose))
    name = brief.name.lower() if brief.name.casefold() in KIN else brief.name
    greeting = tc("draft", "Hi {name},", name=name)
    close = tc("draft", "Best,\n{name}", name=brief.sender) if brief.sender else tc("draft", "Best wishes")
    paragraphs = [speak(greeting, language), " ".join(speak(part, language) for part in body)]
    if brief.purpose is Purpose.INTRODUCE:
        paragraphs.append(speak(_forwardable(brief), language))
    return "\n\n".join([*paragraphs, speak(close, language)])


TALKS = frozenset({Purpose.RECOMMEND, Purpose.UNOFFICIAL, Purpose.INTRODUCE})
"""What makes the receiver talk to others about the sender."""


def _discretion(purpose: Purpose) -> Text:
    if purpose in TALKS:
        return tc("draft", "My employer doesn't know yet, so please don't mention it to anyone I work with.")
    return tc("draft", "My employer doesn't know yet, so please keep this between us.")


def _openings(brief: Brief) -> Text:
    if brief.category is Category.FORMER:
        return tc(
            "draft",
            "{aim} You know how I work: who do you think could use somebody like me? One or two names would be plenty, "
            "and if nothing comes to mind, no problem.",
            aim=_aim(brief.target),
        )
    return tc(
        "draft",
        "{aim} Do you know of a place that could use somebody like me, or somebody I should talk to? One or two "
        "names would be plenty, and if nothing comes to mind, no problem.",
        aim=_aim(brief.target),
    )


def _recommend(brief: Brief) -> Text:
    if brief.category is Category.CLOSE:
        return tc(
            "draft",
            "{aim} If you hear of something that could suit me, feel free to mention me. That's all I'm asking.",
            aim=_aim(brief.target),
        )
    return tc(
        "draft",
        "{aim} If you hear of something that could suit me, would you mention my name there? Say only what you can "
        "stand behind. If it feels awkward, leave it, and I won't ask again.",
        aim=_aim(brief.target),
    )


def _referee(brief: Brief) -> Text:
    return tc(
        "draft",
        "{aim} Could I put you down as a referee when it comes to that? I'll ask you again before I give anyone your "
        "name, and tell you about the job. If you'd rather not, just say so.",
        aim=_aim(brief.target),
    )


def _unofficial(brief: Brief) -> Text:
    if not brief.job:
        return tc(
            "draft",
            "I've applied for a job where you work. Would it be all right for you to tell whoever is hiring that you "
            "know me, and from where? Only what you can honestly say. If it's awkward, tell me and we'll leave it.",
        )
    return tc(
        "draft",
        "I've applied for a job where you work: {job}. Would it be all right for you to tell whoever is hiring that "
        "you know me, and from where? Only what you can honestly say. If it's awkward, tell me and we'll leave it.",
        job=brief.job,
    )


def _inside(brief: Brief) -> Text:
    if brief.category is Category.COLLEAGUE:
        return tc(
            "draft",
            "I've been thinking about what I could do here in the longer run, perhaps in another role. Could we have a "
            "short chat about what's possible? If it's a bad time, just say no.",
        )
    return tc(
        "draft",
        "I've been thinking about what I could do here in the longer run. Could you tell me a bit about your team, and "
        "whether it might need somebody like me one day? If it's a bad time, just say no.",
    )


def _same_place(brief: Brief) -> Text:
    return tc(
        "draft",
        "{aim} We've worked at the same place, though not at the same time, so I hope it's all right to ask. Where "
        "have you seen people go from there? A few words are plenty, and if you're busy, that's fine.",
        aim=_aim(brief.target),
    )


def _introduction(brief: Brief) -> Text:
    aim = _aim(brief.target)
    if brief.place and brief.receiver:
        return tc(
            "draft",
            "I'm curious about {place} as a place to work. Could you ask {receiver} whether I could have fifteen "
            "minutes on the phone? If it's a bad time, just say no.",
            place=brief.place,
            receiver=brief.receiver,
        )
    if brief.place:
        return tc(
            "draft",
            "I'm curious about {place} as a place to work. Do you know somebody there who might give me fifteen "
            "minutes on the phone? If nobody comes to mind, that's fine.",
            place=brief.place,
        )
    if brief.receiver:
        return tc(
            "draft",
            "{aim} Could you ask {receiver} whether I could have fifteen minutes on the phone? If it's a bad time, "
            "just say no.",
            aim=aim,
            receiver=brief.receiver,
        )
    if not brief.target.positions and not industry_in_sentence(brief.target):
        return tc(
            "draft",
            "{aim} Do you know somebody I should talk to, fifteen minutes on the phone? If nobody comes to mind, "
            "that's fine.",
            aim=aim,
        )
    return tc(
        "draft",
        "{aim} Do you know somebody in that kind of work who might give me fifteen minutes on the phone? If nobody "
        "comes to mind, that's fine.",
        aim=aim,
    )


def _forwardable(brief: Brief) -> Text:
    """What can be forwarded as it is; it says nothing of a search that others must not hear of."""
    sender = brief.sender or tc("draft, stands for an unknown name", "A friend of mine")
    position = position_in_sentence(brief.target)
    if position:
        return tc(
            "draft",
            "You can send this on: “{sender} would like to hear what it's like to work where you are. Keywords: "
            "{position}. Fifteen minutes on the phone would do, and it isn't to ask for a job.”",
            sender=sender,
            position=position,
        )
    return tc(
        "draft",
        "You can send this on: “{sender} would like to hear what it's like to work where you are. Fifteen minutes on "
        "the phone would do, and it isn't to ask for a job.”",
        sender=sender,
    )


def _aim(target: Target) -> Text:
    industry, position = industry_in_sentence(target), position_in_sentence(target)
    if position and industry:
        return tc(
            "draft",
            "I've started looking for something new: roles such as {position}, ideally in {industry}.",
            position=position,
            industry=industry,
        )
    if position:
        return tc("draft", "I've started looking for something new: roles such as {position}.", position=position)
    if industry:
        return tc("draft", "I've started looking for something new, ideally in {industry}.", industry=industry)
    return tc("draft", "I've started looking for something new.")


def _as_sentence(line: str) -> str:
    """The user's own line, with a capital first and a full stop where it ends in a word."""
    line = " ".join(line.split())
    line = line[:1].upper() + line[1:]
    return f"{line}." if line[-1:].isalnum() else line


def _thanks(_brief: Brief) -> Text:
    return tc("draft", "Thank you for your help. It came at the right time, and I won't forget it.")


def _follow_up(_brief: Brief) -> Text:
    return tc(
        "draft",
        "I wrote to you a while ago, and I know that days are full. Is this something you could help with? A short no "
        "is fine too, and then I won't ask again.",
    )


def _heads_up(brief: Brief) -> Text:
    if brief.job:
        return tc(
            "draft", "You may be rung as my referee soon. The job: {job}. Is that still all right?", job=brief.job
        )
    return tc("draft", "You may be rung as my referee soon. Is that still all right?")


def _give_back(_brief: Brief) -> Text:
    return tc("draft", "You helped me when I needed it. Is there something I can do for you now? Just say so.")


def _recommendation(_brief: Brief) -> Text:
    return tc(
        "draft",
        "Would you write a few lines about our work together, as a recommendation on LinkedIn? Two sentences would be "
        "plenty. If it doesn't suit you, just say no.",
    )


def _connect(_brief: Brief) -> Text:
    return tc("draft", "May I follow what you do here? I'm curious about the work you are in.")


ASKS: dict[Purpose, Callable[[Brief], Text]] = {
    Purpose.THANKS: _thanks,
    Purpose.FOLLOW_UP: _follow_up,
    Purpose.HEADS_UP: _heads_up,
    Purpose.GIVE_BACK: _give_back,
    Purpose.RECOMMENDATION: _recommendation,
    Purpose.CONNECT: _connect,
    Purpose.OPENINGS: _openings,
    Purpose.RECOMMEND: _recommend,
    Purpose.REFEREE: _referee,
    Purpose.UNOFFICIAL: _unofficial,
    Purpose.INTRODUCE: _introduction,
    Purpose.INSIDE: _inside,
    Purpose.SAME_PLACE: _same_place,
}
