"""Step 2: the six groups of contacts, and how comfortable the user is with writing to each contact."""

from enum import StrEnum

from dialogs.contacts.adding_people import are_shared, keep_named, names_somebody, no_room, say_on_list
from dialogs.contacts.colleagues import ask_gate, has_no_work, is_gated, keep_open, needs_employer, say_no_work
from dialogs.contacts.own_workplace import lines_of_employer, says_nothing
from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press, unless
from dialogs.engine.system_replies import SKIP
from dialogs.model.facts import Category, Employment, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice
from dialogs.protocol.replies import Button, Reply, Title, rows, say
from dialogs.rules.contacts import contact_of, next_category, record_group_done
from dialogs.text import Words, label, t
from dialogs.understanding.employments import employments_in
from dialogs.understanding.people.naming import whole_name
from dialogs.understanding.people.relations import category_in
from dialogs.wording.labels import CATEGORIES


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    HUB = "contacts.hub"
    SORT = "contacts.sort"
    EMPLOYMENTS = "contacts.employments"
    EMPLOYER = "contacts.employer"
    GATE = "contacts.gate"
    TO_NAMES = "contacts.to_names"
    TO_TRUST = "contacts.to_trust"
    TO_FORGET = "contacts.to_forget"
    DONE = "contacts.done"


# --- the six groups --------------------------------------------------------------------------------------------------


def ask_hub(turn: Turn) -> Reply:
    """Show the six groups, and propose the next."""
    person = turn.person
    buttons = [Button(_with_count(person, category), encoded(category)) for category in Category]
    end = Button(label("contacts", "Enough for today"), "enough")
    forget = [Button(label("contacts", "Forget somebody"), "forget")] if person.contacts else []
    proposed = next_category(person)
    words = (
        t(
            "Six groups of people. I'd take this one next: {group}. Any order is fine.",
            group=CATEGORIES[proposed],
        )
        if proposed
        else t("We've been through all six. You can go back to any of them.")
    )
    return say(Title(t("The people you know")), words, buttons=rows(*buttons, *forget, end), card="contacts")


def _with_count(person: Person, category: Category) -> Words:
    words = CATEGORIES[category]
    if count := sum(contact.category is category for contact in person.contacts):
        return label("category with how many people it has", "✓ {category} ({count})", category=words, count=str(count))
    if category in person.me.walked:
        return label("category without people", "✓ {category}", category=words)
    return words


def is_category(turn: Turn) -> bool:
    """Return whether the button is one of the six groups."""
    return is_choice(Category, turn.choice)


def keep_category(turn: Turn) -> Person:
    """Store the group to go through now."""
    return turn.person.with_contact_slots(category=decoded(Category, turn.choice), is_sorting_put_off=False)


def keep_unsorted_people(turn: Turn) -> Person:
    """Add the people named here; the relation is asked for next, unless the words name it."""
    return keep_named(turn).with_contact_slots(is_sorting_put_off=False)


def has_unsorted(turn: Turn) -> bool:
    """Return whether a contact has no group."""
    is_put_off = turn.person.slots.contacts.is_sorting_put_off
    return not is_put_off and any(contact.category is None for contact in turn.person.contacts)


def keep_unsorted(turn: Turn) -> Person:
    """Store the next contact without a group in the slots."""
    unsorted = next(contact for contact in turn.person.contacts if contact.category is None)
    return turn.person.with_subject(contact=unsorted.n)


def ask_sort(turn: Turn) -> Reply:
    """Ask for the relation to a contact without a group."""
    buttons = [Button(words, encoded(category)) for category, words in CATEGORIES.items()]
    later = Button(label("contacts", "Later"), "later")
    name = whole_name(contact_of(turn.person).name)
    return say(t("You also mentioned {name}. Which group fits?", name=name), buttons=rows(*buttons, later))


def keep_put_off(turn: Turn) -> Person:
    """Postpone the sorting."""
    return turn.person.with_subject(contact=None).with_contact_slots(is_sorting_put_off=True)


def keep_sorted(turn: Turn) -> Person:
    """Store the group of the contact; the comfort is asked for next."""
    return _sorted(turn.person, decoded(Category, turn.choice))


def tells_category(turn: Turn) -> bool:
    """Return whether the words name the relation: “a neighbour”."""
    return _told_category(turn) is not None


def keep_told(turn: Turn) -> Person:
    """Store the group that the words name."""
    return _sorted(turn.person, _told_category(turn))


def _told_category(turn: Turn) -> Category | None:
    return category_in(turn.text, is_working=turn.person.me.work is not Work.NONE)


def _sorted(person: Person, category: Category | None) -> Person:
    contact = replace(contact_of(person), category=category)
    return person.with_contact(contact).with_contact_slots(category=category).with_subject(queue=(contact.n,))


# --- questions before a group ----------------------------------------------------------------------------------------


def needs_employments(turn: Turn) -> bool:
    """Return whether the prompts of this group need the user's past employers, which were not asked for yet."""
    is_shared = turn.person.slots.contacts.category in {Category.FORMER, Category.SAME_PLACE}
    return is_shared and not turn.person.me.are_employments_asked


def ask_employments(_turn: Turn) -> Reply:
    """Ask for the user's past employers, with years."""
    return say(
        t(
            "Where have you worked? The places, with years if you remember them, such as: Ulven "
            "2015–2019; Rema 2012–2015."
        ),
        buttons=rows(Button(SKIP, "skip")),
    )


def keep_employments(turn: Turn) -> Person:
    """Store the employers, with the years as typed."""
    serial, kept = turn.person.serial, list(turn.person.employments)
    for company, years in turn.reading(employments_in):
        serial += 1
        kept.append(Employment(serial, company, years))
    return replace(keep_asked(turn), employments=tuple(kept), serial=serial)


def keep_asked(turn: Turn) -> Person:
    """Store that the employers were asked for."""
    return turn.person.with_me(are_employments_asked=True)


def ask_employer(_turn: Turn) -> Reply:
    """Ask for the present employer."""
    return say(
        t("Where do you work now? I use it only to know who works there too."),
        buttons=rows(Button(label("employer", "I'd rather not say"), "skip")),
    )


def keep_walked_by(turn: Turn) -> Person:
    """Store that this group was skipped, and clear the slots for the next one."""
    return record_group_done(turn.person).with_contact_slots(category=None, is_sorting_put_off=False)


SCRIPT = Script(
    "contacts",
    Step,
    asks={
        Step.HUB: ask_hub,
        Step.SORT: ask_sort,
        Step.EMPLOYMENTS: ask_employments,
        Step.EMPLOYER: ask_employer,
        Step.GATE: ask_gate,
    },
    lines=[
        Transition(Step.HUB, ARRIVED, to=Step.SORT, when=has_unsorted, keep=keep_unsorted),
        Transition(Step.HUB, PICKED, to=Step.EMPLOYMENTS, when=is_category, keep=keep_category),
        no_room(Step.HUB),
        Transition(Step.HUB, SAID, to=Step.HUB, when=are_shared, keep=keep_unsorted_people, say=say_on_list),
        Transition(Step.HUB, SAID, to=Step.HUB, when=names_somebody, keep=keep_unsorted_people),
        Transition(Step.HUB, press("forget"), to=Step.TO_FORGET),
        Transition(Step.HUB, press("enough"), to=Step.DONE),
        Transition(Step.SORT, press("later"), to=Step.HUB, keep=keep_put_off),
        Transition(Step.SORT, SKIPPED, to=Step.HUB, keep=keep_put_off),
        Transition(Step.SORT, SAID, to=Step.TO_TRUST, when=tells_category, keep=keep_told),
        Transition(Step.SORT, PICKED, to=Step.TO_TRUST, when=is_category, keep=keep_sorted),
        # The questions before a group, if they are needed.
        Transition(Step.EMPLOYMENTS, ARRIVED, to=Step.HUB, when=has_no_work, keep=keep_walked_by, say=say_no_work),
        Transition(Step.EMPLOYMENTS, ARRIVED, to=Step.EMPLOYER, when=unless(needs_employments)),
        Transition(Step.EMPLOYMENTS, SAID, to=Step.EMPLOYER, when=says_nothing, keep=keep_asked),
        Transition(Step.EMPLOYMENTS, SAID, to=Step.EMPLOYER, keep=keep_employments),
        Transition(Step.EMPLOYMENTS, press("skip"), to=Step.EMPLOYER, keep=keep_asked),
        Transition(Step.EMPLOYMENTS, SKIPPED, to=Step.EMPLOYER, keep=keep_asked),
        Transition(Step.EMPLOYER, ARRIVED, to=Step.GATE, when=unless(needs_employer)),
        *lines_of_employer(Step.EMPLOYER, Step.GATE),
        Transition(Step.GATE, ARRIVED, to=Step.TO_NAMES, when=unless(is_gated)),
        Transition(Step.GATE, press("note"), to=Step.TO_NAMES),
        Transition(Step.GATE, press("no"), to=Step.HUB, keep=keep_walked_by),
        Transition(Step.GATE, SKIPPED, to=Step.HUB, keep=keep_walked_by),
        Transition(Step.GATE, press("open"), to=Step.TO_NAMES, keep=keep_open),
    ],
    resting=frozenset({Step.HUB}),
    takes={
        Step.EMPLOYMENTS: takes.EMPLOYER,
        Step.EMPLOYER: takes.EMPLOYER,
        Step.SORT: takes.TIE,
    },
)
