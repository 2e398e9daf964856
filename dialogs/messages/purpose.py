"""The purpose of a message: which ones suit the contact, which do not and why, and what each needs to know."""

from dialogs.engine.script import Turn
from dialogs.messages.composing import category_of
from dialogs.messages.letters.edit_requests import gap_in, purpose_in
from dialogs.messages.letters.facts import name_in_sentence
from dialogs.messages.letters.policy import ALSO, ALWAYS, BY_MERIT, FITTING, Refusal, refusal
from dialogs.messages.letters.public_employers import is_public
from dialogs.model.facts import Application
from dialogs.model.outreach import Occasion, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.applications import MOST, job_buttons, jobs_at, open_jobs
from dialogs.rules.contacts import contact_of, workplace
from dialogs.text import Text, label, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.people.people_in_text import is_nobody
from dialogs.wording.labels import PURPOSES

OCCASIONS: dict[Occasion, Text] = {
    Occasion.ANSWER: label("what a thank-you is for", "An answer"),
    Occasion.TALK: label("what a thank-you is for", "A talk"),
    Occasion.INTRODUCTION: label("what a thank-you is for", "An introduction"),
    Occasion.OFFER: label("what a thank-you is for", "Help on the way to an offer"),
}

JOBS: dict[Purpose, Text] = {
    Purpose.UNOFFICIAL: t("Which job have you applied for? The title is enough, such as: controller, Bergen."),
    Purpose.ASK_ABOUT: t("Which job is it about? The title is enough, such as: controller, Bergen."),
    Purpose.RECOMMEND: t("Is it about a particular job? Pick it, or write its title."),
    Purpose.HEADS_UP: t("Which job is it about now? The title is enough, such as: controller, Bergen."),
}
"""Purposes that may refer to a job, with the question for it."""

ELSE = Button(label("what a message asks", "Something else"), "else")

# --- the purpose -----------------------------------------------------------------------------------------------------


def is_purpose_known(turn: Turn) -> bool:
    """Return whether the purpose was set before, as for an introduction."""
    return turn.person.slots.message.purpose is not None


def ask_purpose(turn: Turn) -> Reply:
    """Ask for the purpose, the best first."""
    purposes = FITTING[category_of(contact_of(turn.person))]
    return say(
        t("What could {name} help with? The first fits best.", name=_first(turn)),
        buttons=rows(*(Button(PURPOSES[purpose], encoded(purpose)) for purpose in purposes), ELSE),
    )


def ask_other(turn: Turn) -> Reply:
    """Ask for a further purpose; the coach objects later if it does not suit."""
    purposes = (*ALSO[category_of(contact_of(turn.person))], *ALWAYS)
    return say(
        t("What else do you want to write to {name}? Pick, or say it in a few words.", name=_first(turn)),
        buttons=rows(*(Button(PURPOSES[purpose], encoded(purpose)) for purpose in purposes)),
    )


def _named(turn: Turn) -> Purpose | None:
    if turn.choice:
        return read(Purpose, turn.choice)
    return turn.reading(purpose_in)


def _refusal(turn: Turn, purpose: Purpose | None) -> Refusal | None:
    contact, words = contact_of(turn.person), turn.person.slots.message.job
    is_there = purpose is Purpose.UNOFFICIAL and is_public(workplace(turn.person, contact))
    job = turn.person.application(turn.person.slots.subject.application)
    by_merit = is_there or is_public(words) or (job is not None and job.is_public is True)
    return refusal(purpose, category_of(contact), is_public=by_merit) if purpose else None


def names_purpose(turn: Turn) -> bool:
    """Return whether the event names a purpose."""
    return _named(turn) is not None


def names_unfit(turn: Turn) -> bool:
    """Return whether the event names a purpose that does not suit this contact."""
    return _refusal(turn.of(_without_job(turn.person)), _named(turn)) is not None


def is_unfit(turn: Turn) -> bool:
    """Return whether the purpose in the slots does not suit this contact or job."""
    return not turn.person.slots.message.is_private and _refusal(turn, turn.person.slots.message.purpose) is not None


def is_about_a_job(turn: Turn) -> bool:
    """Return whether the named purpose refers to a job."""
    purpose = _named(turn)
    return purpose in JOBS and (purpose is not Purpose.RECOMMEND or bool(open_jobs(turn.person)))


def is_job_known(turn: Turn) -> bool:
    """Return whether the job for the named purpose is known."""
    return names_purpose(turn) and bool(turn.person.slots.message.job)


def keep_better(turn: Turn) -> Person:
    """Store the better purpose, for the same job."""
    return turn.person.with_message(purpose=_named(turn), is_private=False)


def keep_purpose(turn: Turn) -> Person:
    """Store the purpose. A follow-up or thank-you refers to the newest message that was sent to the contact."""
    purpose = _named(turn)
    sent = _sent_to(turn.person) if purpose in {Purpose.FOLLOW_UP, Purpose.THANKS} else None
    return _without_job(turn.person).with_message(purpose=purpose, about=sent.n if sent else None, is_private=False)


def _without_job(person: Person) -> Person:
    return person.with_message(job="").with_subject(application=None)


def _sent_to(person: Person) -> Outreach | None:
    to_them = (outreach for outreach in reversed(person.outreaches) if outreach.contact == person.slots.subject.contact)
    own = (outreach for outreach in to_them if outreach.purpose not in ALWAYS)
    return next((outreach for outreach in own if outreach.stands_at is not OutreachEvent.DRAFTED), None)


# --- purposes that do not suit ---------------------------------------------------------------------------------------

PRIVATE = "private"
"""The choice of the button “not a public employer”."""


def keep_unfit(turn: Turn) -> Person:
    """Store the unsuitable purpose, so that the coach can say why."""
    return turn.person.with_message(purpose=_named(turn) or turn.person.slots.message.purpose)


def ask_unfit(turn: Turn) -> Reply:
    """Say why the purpose does not suit, and offer a better one."""
    refused = _refusal(turn, turn.person.slots.message.purpose)
    if refused is None or refused.purpose is None:
        return ask_purpose(turn)
    better = [Button(PURPOSES[refused.purpose], refused.purpose.value)]
    warning = []
    if turn.person.slots.message.purpose in BY_MERIT and refused.purpose is Purpose.ASK_ABOUT:
        better.append(Button(label("what a message asks", "It isn't a public employer"), PRIVATE))
        warning = [t("And mind that the list of applicants is normally public there.")]
    return say(refused.why, *warning, t("This is better:"), buttons=rows(*better, ELSE))


def keep_no_purpose(turn: Turn) -> Person:
    """Clear the purpose for another choice."""
    return turn.person.with_message(purpose=None, job="").with_subject(application=None)


def keep_private(turn: Turn) -> Person:
    """Store that the employer is not public after all."""
    return turn.person.with_message(is_private=True)


# --- the job and the occasion ----------------------------------------------------------------------------------------


def ask_job(turn: Turn) -> Reply:
    """Ask for the job that the message is about."""
    purpose = turn.person.slots.message.purpose or Purpose.UNOFFICIAL
    unsure, untitled = label("job applied for", "No particular one"), label("job applied for", "Leave the title out")
    none = unsure if purpose is Purpose.RECOMMEND else untitled
    return say(JOBS[purpose], buttons=rows(*job_buttons(_jobs_to_name(turn.person)), Button(none, "skip")))


def _jobs_to_name(person: Person) -> list[Application]:
    """Return the jobs to choose from. For a mention at the contact's workplace, only those there count."""
    place = workplace(person, contact_of(person))
    is_there = person.slots.message.purpose is Purpose.UNOFFICIAL and bool(place)
    return jobs_at(person, place)[:MOST] if is_there else open_jobs(person)


def is_known_job(turn: Turn) -> bool:
    """Return whether the button is one of the jobs offered."""
    return read(int, turn.choice) in {job.n for job in _jobs_to_name(turn.person)}


def keep_known_job(turn: Turn) -> Person:
    """Store the job, in words that do not repeat the contact's own workplace."""
    person = turn.person
    job = next(job for job in _jobs_to_name(person) if job.n == read(int, turn.choice))
    place = workplace(person, contact_of(person))
    is_theirs = person.slots.message.purpose is Purpose.UNOFFICIAL or is_same(place, job.place)
    words = job.role if is_theirs else ", ".join(filter(None, (job.role, job.place)))
    return person.with_message(job=words).with_subject(application=job.n)


def names_no_job(turn: Turn) -> bool:
    """Return whether the user does not know, or declines to answer."""
    return turn.reading(is_nobody)


def has_gap(turn: Turn) -> bool:
    """Return whether the text has a placeholder to fill in."""
    return bool(gap_in(turn.text))


def say_gap(turn: Turn) -> Text:
    """Say which placeholder to fill in: no message is sent with one."""
    return t(
        "Something is still to be filled in: {gap}. Write it again with the right words there.", gap=gap_in(turn.text)
    )


def keep_job(turn: Turn) -> Person:
    """Store the job in the user's own words."""
    return turn.person.with_message(job=" ".join(turn.text.split()))


def needs_occasion(turn: Turn) -> bool:
    """Return whether the message is a thank-you without an occasion."""
    return turn.person.slots.message.purpose is Purpose.THANKS and turn.person.slots.message.occasion is None


def ask_occasion(turn: Turn) -> Reply:
    """Ask for the occasion of the thank-you."""
    buttons = [Button(words, encoded(occasion)) for occasion, words in OCCASIONS.items()]
    return say(t("What would you like to thank {name} for?", name=_first(turn)), buttons=rows(*buttons))


def is_occasion(turn: Turn) -> bool:
    """Return whether the button is one of the occasions."""
    return is_choice(Occasion, turn.choice)


def keep_occasion(turn: Turn) -> Person:
    """Store the occasion of the thank-you."""
    return turn.person.with_message(occasion=decoded(Occasion, turn.choice))


def _first(turn: Turn) -> str:
    return name_in_sentence(contact_of(turn.person).name)
