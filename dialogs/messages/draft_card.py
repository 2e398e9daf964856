"""The card of a draft: the text to copy, its length, and buttons that change it."""

from typing import Final
from urllib.parse import quote

from dialogs.messages.composing import brief_of, category_of
from dialogs.messages.letters.compose import TELLS, has_short_form
from dialogs.messages.letters.facts import name_in_sentence
from dialogs.messages.letters.policy import LIMITS, WORDS, channels, tones
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Comfort, Contact
from dialogs.model.outreach import Channel, Outreach, Purpose
from dialogs.model.person import Person
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import AnyButton, Block, Button, Copy, CopyButton, Link, Reply, say
from dialogs.text import Count, Language, Text, label, t, tn

COPY_LIMIT: Final = 256
"""Maximum characters of a copy button (Telegram Bot API, CopyTextButton)."""

LINK_LIMIT: Final = 1800
"""Maximum characters of a URL that every app accepts."""

PREMIUM_NOTE: Final = 300
"""Maximum characters of a note with LinkedIn Premium."""

MANY: Final = WORDS + 20
"""Above this number of words, the coach says that fewer are better."""

AS: Final[dict[Channel, Text]] = {
    Channel.LINKEDIN: t("as a LinkedIn message"),
    Channel.NOTE: t("as a note with a LinkedIn invitation"),
    Channel.EMAIL: t("as an e-mail"),
    Channel.SMS: t("as a text message or in a chat"),
}

INSTEAD: Final[dict[Channel, Text]] = {
    Channel.LINKEDIN: label("channel of a message", "For LinkedIn"),
    Channel.EMAIL: label("channel of a message", "As e-mail"),
    Channel.SMS: label("channel of a message", "As text message"),
}


def show(person: Person, contact: Contact, outreach: Outreach, *, has_model: bool = False) -> Reply:
    """Return the card of a draft, with buttons for what can be done with it."""
    subject: list[Block | Text] = [t("Subject:"), Copy(outreach.subject)] if outreach.subject else []
    return say(
        t(
            "Your message to {name} is ready to copy, {way}:",
            name=name_in_sentence(contact.name),
            way=AS[outreach.channel],
        ),
        *subject,
        Copy(outreach.text),
        _length(outreach),
        *_notes(person, outreach),
        buttons=_buttons(person, contact, outreach, has_model=has_model),
        card="draft",
    )


def _length(outreach: Outreach) -> Text:
    """Say how long the message is, and the limit of the channel if that is low."""
    words, size, limit = len(outreach.text.split()), len(outreach.text), LIMITS[outreach.channel]
    if size > limit:
        over = Count(size - limit)
        if outreach.channel is Channel.NOTE and size <= PREMIUM_NOTE:
            return t("{over} characters too long. A note holds 200, or 300 for those who pay for LinkedIn.", over=over)
        return t("{over} characters too long for this way. Make it shorter, or send it another way.", over=over)
    if outreach.channel in {Channel.NOTE, Channel.SMS}:
        return tn(
            "{count} word, {size} of {limit} characters. Read it once, then send it yourself.",
            "{count} words, {size} of {limit} characters. Read it once, then send it yourself.",
            words,
            size=Count(size),
            limit=Count(limit),
        )
    return tn(
        "{count} word, {size} characters. Read it once, then send it yourself.",
        "{count} words, {size} characters. Read it once, then send it yourself.",
        words,
        size=Count(size),
    )


def _notes(person: Person, outreach: Outreach) -> list[Text]:
    """Return what to check before the message is sent."""
    notes: list[Text] = []
    if len(outreach.text.split()) > MANY and outreach.purpose is not Purpose.INTRODUCE:
        notes.append(t("Shorter messages get more answers. About 75 words are enough."))
    if outreach.is_own:
        notes.append(t("The words are your own, and stay so until you say otherwise."))
    elif outreach.language is not person.language:
        notes.append(t("Your own words are unchanged. Check that they're in the right language."))
    if outreach.channel is Channel.EMAIL and person.is_discreet and outreach.purpose in TELLS:
        notes.append(t("Send it from your own address, never from the one at work."))
    return notes


def _buttons(
    person: Person, contact: Contact, outreach: Outreach, *, has_model: bool
) -> tuple[tuple[AnyButton, ...], ...]:
    copy = CopyButton(label("draft", "Copy the message"), outreach.text)
    practise = Button(label("draft", "Practise first, one minute"), "practise")
    rows: list[tuple[AnyButton, ...]] = [
        (copy,) if len(outreach.text) <= COPY_LIMIT else (),
        (practise,) if contact.comfort is Comfort.HARD else (),
        (Button(label("draft", "Plan when to send it"), "plan"),),
        (Button(label("draft", "I've sent it"), "sent"),),
        _lengths_and_tones(person, contact, outreach),
        (Button(label("draft", "Another one"), Wish.ANOTHER.value), _into_other(outreach.language)),
        tuple(
            Button(INSTEAD[channel], encoded(channel))
            for channel in channels(outreach.purpose)
            if channel is not outreach.channel and channel in INSTEAD
        ),
        (Button(label("draft", "My line"), Wish.LINE.value), Button(label("draft", "What I ask"), Wish.PURPOSE.value)),
        (Button(label("draft", "In my own voice"), "voice"),) if has_model else (),
        _links(contact, outreach),
    ]
    return tuple(row for row in rows if row)


def _lengths_and_tones(person: Person, contact: Contact, outreach: Outreach) -> tuple[AnyButton, ...]:
    length = (
        Button(label("draft", "Longer"), Wish.LONGER.value)
        if outreach.is_short
        else Button(label("draft", "Shorter"), Wish.SHORTER.value)
    )
    fitting = tones(category_of(contact))
    warmer = [Button(label("draft", "Warmer"), Wish.WARMER.value)] if outreach.tone is not fitting[0] else []
    stiffer = [Button(label("draft", "More formal"), Wish.FORMAL.value)] if outreach.tone is not fitting[-1] else []
    lengths = [length] if has_short_form(brief_of(person, outreach), outreach.language) else []
    return (*lengths, *warmer, *stiffer)


def _into_other(language: Language) -> Button:
    if language is Language.NB:
        return Button(label("language of a message", "In English"), Wish.ENGLISH.value)
    return Button(label("language of a message", "In Norwegian"), Wish.NORWEGIAN.value)


def _links(contact: Contact, outreach: Outreach) -> tuple[AnyButton, ...]:
    """Return links to send the message. The URLs do not reveal the coach."""
    if outreach.channel in {Channel.LINKEDIN, Channel.NOTE}:
        search = f"https://www.linkedin.com/search/results/people/?keywords={quote(contact.name)}"
        links = [Link(label("draft", "Find them on LinkedIn"), search)]
    elif outreach.channel is Channel.SMS:
        links = [
            Link(label("draft", "Send it in a Telegram chat"), f"https://t.me/share/url?url={quote(outreach.text)}")
        ]
    else:
        links = []
    return tuple(link for link in links if len(link.url) <= LINK_LIMIT)
