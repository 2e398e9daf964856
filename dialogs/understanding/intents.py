"""Words that mean a command, a change or a refusal wherever they are typed."""

import re

from dialogs.model.records import replace
from dialogs.protocol.events import Kind
from dialogs.protocol.replies import ANYWHERE, Button, Reply, rows, say
from dialogs.text import Both, Text, label, t
from dialogs.understanding.people.people import is_nobody

WORDS = {
    "back": "back",
    "go back": "back",
    "tilbake": "back",
    "gå tilbake": "back",
    "skip": "skip",
    "skip this": "skip",
    "hopp over": "skip",
    "cancel": "cancel",
    "avbryt": "cancel",
    "menu": "menu",
    "meny": "menu",
    "help": "help",
    "hjelp": "help",
    "start": "start",
    "hide": "hide",
    "hide now": "hide",
    "hide this": "hide",
    "hide this now": "hide",
    "hide it": "hide",
    "hide all": "hide",
    "hide everything": "hide",
    "hide the chat": "hide",
    "hide chat": "hide",
    "skjul": "hide",
    "skjul nå": "hide",
    "skjul dette": "hide",
    "skjul dette nå": "hide",
    "skjul det": "hide",
    "skjul alt": "hide",
    "skjul alt nå": "hide",
    "skjul chatten": "hide",
    "skjul meldingene": "hide",
    "gjem": "hide",
    "gjem nå": "hide",
    "gjem dette": "hide",
    "gjem det": "hide",
    "gjem alt": "hide",
    "english": "language",
    "english please": "language",
    "in english": "language",
    "switch to english": "language",
    "switch to english please": "language",
    "norsk": "language",
    "på norsk": "language",
    "norsk takk": "language",
    "bytt språk": "language",
    "change language": "language",
    "change the language": "language",
    "i have a new job": "new_job",
    "i've got a new job": "new_job",
    "i got a new job": "new_job",
    "i got the job": "new_job",
    "i've found a job": "new_job",
    "i found a job": "new_job",
    "i have got a new job": "new_job",
    "jeg har fått ny jobb": "new_job",
    "jeg har ny jobb": "new_job",
    "jeg fikk jobben": "new_job",
    "jeg har fått jobb": "new_job",
    "jeg fikk ny jobb": "new_job",
    "jeg har fått jobben": "new_job",
    "i've stopped looking": "stopped",
    "i stopped looking": "stopped",
    "i have stopped looking": "stopped",
    "jeg har sluttet å lete": "stopped",
    "jeg leter ikke lenger": "stopped",
    "jeg ser meg ikke om lenger": "stopped",
    "i was turned down": "turned_down",
    "i've been turned down": "turned_down",
    "i didn't get the job": "turned_down",
    "i got a rejection": "turned_down",
    "jeg fikk avslag": "turned_down",
    "jeg har fått avslag": "turned_down",
    "jeg fikk ikke jobben": "turned_down",
    "i've applied": "applied",
    "i have applied": "applied",
    "i applied": "applied",
    "i've applied for a job": "applied",
    "i have applied for a job": "applied",
    "jeg har søkt": "applied",
    "jeg har søkt en jobb": "applied",
    "jeg har søkt på en jobb": "applied",
    "jeg søkte en jobb": "applied",
    "i've got an interview": "interview",
    "i got an interview": "interview",
    "i have an interview": "interview",
    "jeg har fått intervju": "interview",
    "jeg fikk intervju": "interview",
    "jeg skal på intervju": "interview",
    "linkedin": "linkedin",
    "referees": "referees",
    "references": "referees",
    "referanser": "referees",
    "referansepersoner": "referees",
    "my week": "week",
    "uka mi": "week",
    "min uke": "week",
}
"""Words that do what the command of that name does, typed without the slash."""

KINDS: dict[Kind, Text] = {
    Kind.PHOTO: t("I can't see pictures, so I haven't kept it."),
    Kind.VOICE: t("I can't listen to recordings, so I haven't kept it. Could you write it?"),
    Kind.VIDEO: t("I can't watch videos, so I haven't kept it."),
    Kind.STICKER: t("A nice one! I only understand words and buttons, though."),
    Kind.DOCUMENT: t("I can't read files, so I haven't kept it. Could you write the main thing?"),
    Kind.LOCATION: t("I can't use locations, so I haven't kept it. Write the name of the place instead."),
    Kind.OTHER: t("I only understand words and buttons, so I haven't kept that."),
}


def say_choosing_ended() -> Reply:
    """The buttons below the input field are gone: Telegram takes them away with words only."""
    return say(t("I've taken away the button for choosing people."))


def command_in(text: str) -> str | None:
    """The name of the command that a text is, without its slash; none where it is something else."""
    bare = text.strip()
    if bare.startswith("/"):
        return (bare[1:].split(maxsplit=1) or [""])[0].casefold()
    return WORDS.get(bare.casefold().rstrip(".!"))


MEANT = re.compile(
    r"(?:(?:å )?nei|no|oops|oi|sorry|beklager|vent|wait|actually)?(?<![,.! ])[,.! ]*+(?:(?:vent|wait)[,.! ]*+)?"
    r"(?:jeg mente|eg meinte|mente|det skulle (?:stå|være)|skulle være|rettelse|"
    r"i meant|i mean|it should be|should be|correction|make that)[:,]? ++(?P<meant>.+)",
    re.IGNORECASE | re.DOTALL,
)

CHANGE = re.compile(
    r"(?:kan (?:jeg|du|vi) |jeg vil (?:gjerne )?|vil |can (?:i|you|we) |i want to |i'd like to |please )?"
    r"(?:endre|bytte?|rette?(?: på)?|forandre|feil|change|correct|fix|edit|wrong) "
    r"(?:på |the |my |min |mitt )?(?P<thing>[\wæøå ]{3,30}?)(?: mi| min| mitt)?[?.!]*",
    re.IGNORECASE,
)


def meant_instead(text: str) -> str | None:
    """What somebody says that they meant, in “nei, jeg mente Bergen”; none where they say no such thing."""
    found = MEANT.fullmatch(text.strip())
    return found["meant"].strip() if found else None


def thing_to_change(text: str) -> str | None:
    """What somebody asks to change, folded: “size” in “change the size”; none where they ask no such thing."""
    found = CHANGE.fullmatch(text.strip())
    return found["thing"].casefold().strip() if found else None


def say_corrected() -> Reply:
    """The newest answer was taken back for a better one."""
    return say(t("Corrected."))


def say_changed() -> Reply:
    """The dialog was changed while the person was in it."""
    return say(
        t("I've been improved since we last spoke, so let's go on from here. All that you have told me is kept.")
    )


REFUSALS = re.compile(
    r"(?:det )?(?:vil|ønsker|har|husker|vet)? ?(?:jeg )?(?:ikke|du ikke|helst ikke|ingen)?.{0,12}"
    r"(?:si det|vil ikke si|ikke si|noe med|husker ikke|vet ikke|none of your business|rather not|don't remember|"
    r"don't know|can't remember|no comment|hemmelig|secret)\b.{0,12}",
    re.IGNORECASE,
)


LONGEST_REFUSAL = 80


def is_refusal(text: str) -> bool:
    """Whether somebody would rather not say, or does not remember; then nothing is kept."""
    bare = text.strip(" .!?")
    return is_nobody(bare) or (len(bare) <= LONGEST_REFUSAL and REFUSALS.fullmatch(bare) is not None)


def say_answer(words: Both) -> Reply:
    """A question that the coach can answer."""
    return say(words)


def say_no_answer(human_contact: str) -> Reply:
    """A question that it cannot answer, and who can."""
    if human_contact:
        return say(t("I can't answer that. {contact} may be able to, or karriereveiledning.no.", contact=human_contact))
    return say(t("I can't answer that. The people at karriereveiledning.no may be able to, by chat or phone."))


def say_kind_not_taken(kind: Kind) -> Reply:
    """Another kind of message."""
    return say(KINDS[kind])


def say_consent_before_file() -> Reply:
    """A file that came too early."""
    return say(t("I need your yes before I may read a file. Say yes first, then send it once more."))


def say_edited() -> Reply:
    """A message was changed after it was answered."""
    return say(
        t(
            "I saw that you changed an earlier message. What I noted then still stands. Write for example "
            "“I meant Bergen”, or /back."
        )
    )


def say_old_button() -> Reply:
    """A button of an earlier question, or of nobody's."""
    return say(t("That button belongs to an earlier question, so nothing has changed. This is where we are:"))


def already_noted() -> Text:
    """The same button, pressed twice."""
    return t("Already noted.")


def say_not_understood() -> Reply:
    """A text where none was asked for, or that could not be taken for an answer."""
    return say(t("I didn't quite get that."))


def say_unknown_command() -> Reply:
    """A command that there is not."""
    return say(t("I don't know that command. /help shows those I know."))


def say_consent_first() -> Reply:
    """Something that needs consent."""
    return say(t("I need your yes to store what you write before we can do that."))


def say_no_way_back() -> Reply:
    """Back, at the beginning."""
    return say(t("I can't go further back. You can change anything later."))


def say_taken_back() -> Reply:
    """Back, to a question whose answer was kept."""
    return say(t("I've taken that answer back."))


def say_too_long() -> Reply:
    """More text than an answer is made of."""
    return say(t("That was a lot at once. Could you say it in a sentence or two?"))


def say_cannot_skip() -> Reply:
    """Skip, at a question that is needed."""
    return say(t("I need an answer to this one to go on. /cancel leaves it for now."))


def say_nothing_to_skip() -> Reply:
    """Skip, where nothing is asked."""
    return say(t("There is nothing to skip here."))


def say_nothing_to_cancel() -> Reply:
    """Cancel, while nothing is going on."""
    return say(t("There is nothing to cancel."))


def say_cancelled() -> Reply:
    """Something was left."""
    return say(t("Fine, we'll leave that. What you have told me is kept."))


def say_hidden() -> Reply:
    """What the coach said before is out of sight. This line gives nothing away to whoever looks on."""
    return replace(
        say(
            t("Hidden. You can delete your own messages yourself."),
            buttons=rows(Button(label("hidden", "Go on"), "show", ANYWHERE)),
        ),
        hides=True,
    )


def say_file_is_ready() -> Reply:
    """A file that was asked for."""
    return say(t("Here is everything I have stored about you."))


def say_file_failed() -> Reply:
    """A file that could not be made."""
    return say(t("I couldn't make it just now. Please try again in a while."))


SKIP = label("skips a question", "Skip this")

HIDE = Button(label("hides the chat", "Hide this now"), "hide", ANYWHERE)
"""Puts what the coach said out of sight, for whoever is looked over the shoulder."""
