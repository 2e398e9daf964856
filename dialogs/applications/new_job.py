"""A new job: sign before resigning, what to check, thanks to helpers, and a good end of the present job."""

from enum import StrEnum

from dialogs.applications.giving_back import MOST, ask_help, is_helper, keep_give_back
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press, unless
from dialogs.model.facts import Search, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, read
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.rules.discretion import thanks_owed
from dialogs.rules.outreach import prepare_thanks
from dialogs.text import Day, Text, label, t
from dialogs.understanding.people.naming import first_name
from dialogs.understanding.times.date_and_time import Understood, understand
from dialogs.wording.labels import distinct_labels


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    SIGNED = "newjob.signed"
    CHECK = "newjob.check"
    LAST_DAY = "newjob.last_day"
    HOME = "newjob.home"
    HELP = "newjob.help"
    TO_DRAFT = "newjob.to_draft"
    TO_NEWS = "newjob.to_news"
    DONE = "newjob.done"


# --- signed, and what to check ---------------------------------------------------------------------------------------


def has_found(turn: Turn) -> bool:
    """Return whether the new job is already known."""
    return turn.person.me.search is Search.FOUND and bool(turn.person.me.has_signed)


def ask_signed(_turn: Turn) -> Reply:
    """Congratulate, and ask whether the contract is signed."""
    return say(
        t("Congratulations! You did it."),
        t("Is the contract signed, by you and the employer?"),
        buttons=rows(
            Button(label("new job", "Yes, it's signed"), "signed"),
            Button(label("new job", "Not yet"), "unsigned"),
            Button(label("new job", "I haven't got a new job"), "none"),
        ),
    )


def keep_signed(turn: Turn) -> Person:
    """Store that a job is found and the contract is signed."""
    return _found(turn, has_signed=True)


def keep_unsigned(turn: Turn) -> Person:
    """Store that a job is found and the contract is not signed yet."""
    return _found(turn, has_signed=False)


def _found(turn: Turn, *, has_signed: bool) -> Person:
    me = turn.person.me
    since = me.search_since if me.search is Search.FOUND else turn.now
    return turn.person.with_me(search=Search.FOUND, search_since=since, has_signed=has_signed)


def say_sign_first(_turn: Turn) -> Text:
    """Say to sign before resigning."""
    return t("Then don't resign yet. Sign first; a promise by phone is no contract.")


def has_no_job(turn: Turn) -> bool:
    """Return whether there is no present job to leave."""
    return turn.person.me.work is Work.NONE


def ask_check(_turn: Turn) -> Reply:
    """List what to check in the contract, as questions that the coach cannot answer."""
    return say(
        t("Before you resign, look in your contract. I don't know it, so these are questions to check:"),
        Items(
            (
                t("How long is your notice, and from which day does it run?"),
                t("Does it say anything about where you may work afterwards?"),
                t("What about holidays you haven't taken?"),
                t("How do you get your employment certificate?"),
            )
        ),
        t("Take nothing with you, and don't ask colleagues or customers to come along."),
        buttons=rows(Button(label("new job", "Go on"), "on")),
    )


def ask_last_day(_turn: Turn) -> Reply:
    """Ask for the last working day; it is never computed."""
    return say(
        t("When is your last working day? I don't work it out, so write the date you've agreed, such as 31 January."),
        buttons=rows(Button(label("new job", "I don't know yet"), "skip")),
        hint=t("A date, such as 31 January"),
    )


def is_day(turn: Turn) -> bool:
    """Return whether the words name exactly one day."""
    return isinstance(_read(turn), Understood)


def keep_last_day(turn: Turn) -> Person:
    """Store the last working day."""
    read = _read(turn)
    return turn.person.with_me(last_day=read.at.date()) if isinstance(read, Understood) else turn.person


def say_no_day(_turn: Turn) -> Text:
    """Say that the words name no day, or several."""
    return t("I need one date for that, such as 31 January.")


def _read(turn: Turn) -> object:
    return understand(turn.text, turn.now.astimezone(turn.zone), turn.person.language)


# --- until the last day, and after -----------------------------------------------------------------------------------


def ask_home(turn: Turn) -> Reply:
    """Offer what to do between two jobs: thank people, end well, help others."""
    person = turn.person
    thanks = thanks_owed(person)[:MOST]
    names = distinct_labels([first_name(contact.name) for contact, _ in thanks])
    buttons = [
        Button(label("new job", "Write thanks to {name}", name=name), encoded(contact.n))
        for name, (contact, _) in zip(names, thanks, strict=True)
    ]
    has_job = person.me.work is not Work.NONE
    last_day = [Button(label("new job", "My last working day"), "last_day")] if has_job else []
    signed = [] if person.me.has_signed else [Button(label("new job", "It's signed now"), "signed")]
    return say(
        Title(t("On the way to something new")),
        *(_until_the_last_day(turn) if has_job else []),
        t("Those who helped would like to hear how it went.") if thanks else t("Everybody who helped has had thanks."),
        buttons=rows(
            *signed,
            *buttons,
            *last_day,
            Button(label("new job", "Who can I help now?"), "help"),
            Button(label("new job", "I'm looking again"), "again"),
            Button(label("new job", "That's all for now"), "done"),
        ),
    )


def _until_the_last_day(turn: Turn) -> list[Text]:
    """Return the advice for the time until the last day (W1, W2)."""
    day = turn.person.me.last_day
    if day is None:
        return [t("Until you go, do your best work. It is what people remember of you.")]
    if day < turn.now.astimezone(turn.zone).date():
        return [t("Keep in touch with your old colleagues. They are your best referees now.")]
    return [
        t("Your last working day: {day}.", day=Day(day, has_weekday=True)),
        t("Give your best until then: years of goodwill can be lost in the last weeks."),
        t("The people there are the most important ones you know. Tell them yourself, and leave on good terms."),
    ]


def is_to_thank(turn: Turn) -> bool:
    """Return whether the button is a helper who was not thanked."""
    return read(int, turn.choice) in {contact.n for contact, _ in thanks_owed(turn.person)}


def keep_thanks(turn: Turn) -> Person:
    """Prepare a thank-you to the chosen helper."""
    return prepare_thanks(turn.person, {to.n: one for to, one in thanks_owed(turn.person)}[decoded(int, turn.choice)])


def keep_looking(turn: Turn) -> Person:
    """Store that the user is looking for a job again."""
    me = replace(turn.person.me, search=Search.ON, search_since=turn.now, has_signed=None, last_day=None)
    return replace(turn.person, me=me)


def say_looking(_turn: Turn) -> Text:
    """Welcome the user back to the search."""
    return t("Good. Let's go on where we left off.")


SCRIPT = Script(
    "newjob",
    Step,
    asks={
        Step.SIGNED: ask_signed,
        Step.CHECK: ask_check,
        Step.LAST_DAY: ask_last_day,
        Step.HOME: ask_home,
        Step.HELP: ask_help,
    },
    lines=[
        Transition(Step.SIGNED, ARRIVED, to=Step.HOME, when=has_found),
        Transition(Step.SIGNED, press("signed"), to=Step.CHECK, keep=keep_signed),
        Transition(Step.SIGNED, press("unsigned"), to=Step.CHECK, keep=keep_unsigned, say=say_sign_first),
        Transition(Step.SIGNED, press("none"), to=Step.TO_NEWS),
        Transition(Step.CHECK, ARRIVED, to=Step.HOME, when=has_no_job),
        Transition(Step.CHECK, press("on"), to=Step.LAST_DAY),
        Transition(Step.LAST_DAY, press("skip"), to=Step.HOME),
        Transition(Step.LAST_DAY, SKIPPED, to=Step.HOME),
        Transition(Step.LAST_DAY, SAID, to=Step.HOME, when=is_day, keep=keep_last_day),
        Transition(Step.LAST_DAY, SAID, to=Step.LAST_DAY, when=unless(is_day), say=say_no_day),
        Transition(Step.HOME, press("signed"), to=Step.HOME, keep=keep_signed),
        Transition(Step.HOME, press("last_day"), to=Step.LAST_DAY),
        Transition(Step.HOME, press("help"), to=Step.HELP),
        Transition(Step.HOME, press("again"), to=Step.DONE, keep=keep_looking, say=say_looking),
        Transition(Step.HOME, press("done"), to=Step.DONE),
        Transition(Step.HOME, PICKED, to=Step.TO_DRAFT, when=is_to_thank, keep=keep_thanks),
        Transition(Step.HELP, press("back"), to=Step.HOME),
        Transition(Step.HELP, PICKED, to=Step.TO_DRAFT, when=is_helper, keep=keep_give_back),
    ],
    resting=frozenset({Step.HOME, Step.HELP, Step.CHECK}),
)
