"""Privacy: what is stored and why, consent withdrawn and given again, export, and deletion."""

from enum import StrEnum

from dialogs.account.deletion import ask_delete, say_gone
from dialogs.engine.script import ARRIVED, Script, Transition, Turn, press, unless
from dialogs.engine.system_replies import HIDE
from dialogs.model.facts import CONSENT_VERSION, Consent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Reply, Title, rows, say
from dialogs.protocol.tasks import MakeExport
from dialogs.text import Count, Text, label, t


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    CARD = "privacy.card"
    PAUSED = "privacy.paused"
    DELETE = "privacy.delete"
    GONE = "privacy.gone"
    DONE = "privacy.done"


NO_VOICE = Button(label("privacy", "Nothing more to a language model"), "voice")


def keep_no_voice(turn: Turn) -> Person:
    """Withdraw the consent to the language model, and delete the sample."""
    # Open tasks must not send anything to the model either.
    return replace(turn.person.with_me(voice_at=None, voice=""), tasks=())


def say_no_voice(_turn: Turn) -> Text:
    """Say what the withdrawal means."""
    return t("Nothing more goes to a language model, and your three sentences are deleted.")


def ask_card(turn: Turn) -> Reply:
    """Say what is stored, why and for how long, and whom to ask."""
    contact = turn.operator.privacy_contact
    kept = [say_encrypted() if turn.operator.is_encrypted else say_not_encrypted()]
    whom = [t("Questions about this: {contact}.", contact=contact)] if contact else []
    return say(
        Title(t("What is stored")),
        t(
            "What you write about yourself, your target and the people you know, and the drafts. "
            "Of a file you send, only what you say yes to. "
            "It is used to coach you and for nothing else."
        ),
        t(
            "It's kept until you delete it, or until you haven't written to me for {months} months. "
            "I'll tell you in time.",
            months=Count(turn.operator.keep_months),
        ),
        t("About others, write only what they could have read. They may ask to be removed."),
        t("I'm a program, and chats with bots are not end-to-end encrypted: in principle Telegram can read along."),
        *kept,
        *whom,
        buttons=rows(
            Button(label("privacy", "Go on"), "back"),
            HIDE,
            Button(label("privacy", "Give me everything as a file"), "export"),
            *([] if turn.person.me.voice_at is None else [NO_VOICE]),
            Button(label("privacy", "Withdraw consent and pause"), "withdraw"),
            Button(label("privacy", "Delete everything"), "delete"),
        ),
    )


def say_encrypted() -> Text:
    """Say how the data is stored with an encryption key."""
    return t("What you tell me is stored encrypted. Whoever runs this coach has the key, to keep it running.")


def say_not_encrypted() -> Text:
    """Say how the data is stored without an encryption key."""
    return t("What you tell me is not stored encrypted. Whoever runs this coach can get at it, to keep it running.")


def request_export(_turn: Turn) -> MakeExport:
    """Request an export of all facts."""
    return MakeExport()


def say_export_is_coming(_turn: Turn) -> Reply:
    """Say that the export is being made and will follow."""
    return say(t("I'm making the file. It comes here in a moment."))


def keep_withdrawn(turn: Turn) -> Person:
    """Withdraw consent and store the time. An old button has no effect the second time."""
    consent = turn.person.consent
    if consent is None or not consent.is_given:
        return turn.person
    return replace(keep_no_voice(turn), consent=replace(consent, withdrawn_at=turn.now))


def ask_paused(turn: Turn) -> Reply:
    """Say that nothing is processed or sent, and offer to give consent again."""
    return say(
        t(
            "We're paused: I use nothing of what you've told me, and send nothing. "
            "It's kept until you delete it, or until you haven't written to me for {months} months.",
            months=Count(turn.operator.keep_months),
        ),
        buttons=rows(
            Button(label("paused", "Yes, store it and go on"), "again"),
            Button(label("paused", "Give me everything as a file"), "export"),
            Button(label("paused", "Delete everything"), "delete"),
        ),
    )


def keep_consent_again(turn: Turn) -> Person:
    """Store a new consent with its time and version."""
    return replace(turn.person, consent=Consent(turn.now, CONSENT_VERSION))


def has_withdrawn(turn: Turn) -> bool:
    """Return whether consent was given and then withdrawn."""
    consent = turn.person.consent
    return consent is not None and not consent.is_given


def has_never_consented(turn: Turn) -> bool:
    """Return whether there is no consent to withdraw."""
    return turn.person.consent is None


def say_nothing_is_paused(_turn: Turn) -> Text:
    """Say that no consent was given yet."""
    return t("You haven't consented to anything yet, so there is nothing to withdraw.")


SCRIPT = Script(
    "privacy",
    Step,
    asks={Step.CARD: ask_card, Step.PAUSED: ask_paused, Step.DELETE: ask_delete},
    lines=[
        Transition(Step.CARD, ARRIVED, to=Step.PAUSED, when=has_withdrawn),
        Transition(Step.CARD, press("back"), to=Step.DONE),
        Transition(Step.CARD, press("export"), to=Step.CARD, say=say_export_is_coming, task=request_export),
        Transition(Step.CARD, press("voice"), to=Step.CARD, keep=keep_no_voice, say=say_no_voice),
        Transition(Step.CARD, press("withdraw"), to=Step.CARD, when=has_never_consented, say=say_nothing_is_paused),
        Transition(Step.CARD, press("withdraw"), to=Step.PAUSED, keep=keep_withdrawn),
        Transition(Step.CARD, press("delete"), to=Step.DELETE),
        Transition(Step.PAUSED, ARRIVED, to=Step.DONE, when=unless(has_withdrawn)),
        Transition(Step.PAUSED, press("again"), to=Step.DONE, keep=keep_consent_again),
        Transition(Step.PAUSED, press("export"), to=Step.PAUSED, say=say_export_is_coming, task=request_export),
        Transition(Step.PAUSED, press("delete"), to=Step.DELETE),
        Transition(Step.DELETE, press("yes"), to=Step.GONE, say=say_gone, is_erasing=True),
        Transition(Step.DELETE, press("no"), to=Step.DONE),
    ],
    resting=frozenset({Step.CARD, Step.PAUSED}),
)
