"""Wording of facts: groups, sizes, purposes, and the whole target."""

from collections import Counter
from collections.abc import Sequence

from dialogs.model.facts import Category, Comfort, Contact, Size, Target
from dialogs.model.outreach import OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import Button
from dialogs.text import Both, Count, Row, Text, Value, Words, join, label, t, tc
from dialogs.understanding.people.naming import listed_name
from dialogs.understanding.target.industries import industry, industry_in_words

CATEGORIES: dict[Category, Text] = {
    Category.CLOSE: label("category", "Close friends and family"),
    Category.ACQUAINTANCE: label("category", "Acquaintances, friends of friends"),
    Category.COLLEAGUE: label("category", "Colleagues and manager today"),
    Category.FORMER: label("category", "Former colleagues and managers"),
    Category.PERIPHERAL: label("category", "Colleagues in other teams"),
    Category.SAME_PLACE: label("category", "Same workplace, other years"),
}

RELATIONS: dict[Category, Text] = {
    Category.CLOSE: label("how you know somebody", "Friend or family"),
    Category.ACQUAINTANCE: label("how you know somebody", "Acquaintance"),
    Category.COLLEAGUE: label("how you know somebody", "Colleague or manager now"),
    Category.FORMER: label("how you know somebody", "Former colleague or manager"),
    Category.PERIPHERAL: label("how you know somebody", "Colleague in another team"),
    Category.SAME_PLACE: label("how you know somebody", "Same workplace, other years"),
}

SIZES: dict[Size, Text] = {
    Size.MICRO: label("size of a workplace", "Up to 9 employees"),
    Size.SMALL: label("size of a workplace", "10–49 employees"),
    Size.MEDIUM: label("size of a workplace", "50–249 employees"),
    Size.LARGE: label("size of a workplace", "250 employees or more"),
}

COMFORTS: dict[Comfort, Text] = {
    Comfort.EASY: label("how it feels to write", "Easy"),
    Comfort.FINE: label("how it feels to write", "All right"),
    Comfort.HARD: label("how it feels to write", "Hard"),
}

PURPOSES: dict[Purpose, Text] = {
    Purpose.OPENINGS: label("what a message asks", "Say who is hiring"),
    Purpose.RECOMMEND: label("what a message asks", "Put in a good word"),
    Purpose.REFEREE: label("what a message asks", "Be my referee"),
    Purpose.UNOFFICIAL: label("what a message asks", "Mention me where I've applied"),
    Purpose.INTRODUCE: label("what a message asks", "Put me in touch"),
    Purpose.INSIDE: label("what a message asks", "Talk about moving internally"),
    Purpose.SAME_PLACE: label("what a message asks", "Say where people go next"),
    Purpose.RECOMMENDATION: label("what a message asks", "Recommend me on LinkedIn"),
    Purpose.CONNECT: label("what a message asks", "Connect on LinkedIn"),
    Purpose.FOLLOW_UP: label("what a message asks", "Follow up"),
    Purpose.THANKS: label("what a message asks", "Thank them"),
    Purpose.GIVE_BACK: label("what a message asks", "Offer something in return"),
    Purpose.HEADS_UP: label("what a message asks", "Tell a referee about a job"),
    Purpose.ASK_ABOUT: label("what a message asks", "Tell what a job is like"),
}

OUTCOMES: dict[OutreachEvent, Text] = {
    OutreachEvent.ANSWERED: tc("what came of a message, in a list", "answered"),
    OutreachEvent.YES: tc("what came of a message, in a list", "said yes"),
    OutreachEvent.NO: tc("what came of a message, in a list", "said no"),
    OutreachEvent.MET: tc("what came of a message, in a list", "you've talked"),
    OutreachEvent.INTRODUCED: tc("what came of a message, in a list", "put you in touch"),
    OutreachEvent.REFERRED: tc("what came of a message, in a list", "recommended you"),
    OutreachEvent.INTERVIEW: tc("what came of a message, in a list", "led to an interview"),
    OutreachEvent.OFFER: tc("what came of a message, in a list", "led to an offer"),
}


def distinct_labels(labels: Sequence[Words]) -> list[Words]:
    """Return the labels, with numbers appended to equal ones."""
    seen: Counter[Words] = Counter()
    told: list[Words] = []
    for words in labels:
        seen[words] += 1
        number = str(seen[words])
        alike = label("one of several alike", "{label} ({number})", label=words, number=number)
        told.append(words if number == "1" else alike)
    return told


def with_workplace(person: Person, contact: Contact) -> Words:
    """Return the label of a contact: the name, and the workplace if it is known."""
    tie, name = person.tie_of(contact), listed_name(contact.name)
    return t("{name}, {place}", name=name, place=tie.company) if tie and tie.company else name


def contact_buttons(person: Person, contacts: Sequence[Contact]) -> list[Button]:
    """Return a button with a distinct label for each contact."""
    labels = distinct_labels([with_workplace(person, contact) for contact in contacts])
    return [Button(words, encoded(contact.n)) for words, contact in zip(labels, contacts, strict=True)]


def industry_words(target: Target) -> Words | None:
    """Return the industries as a heading: the official names, or the user's own words."""
    names = [*map(_whole, target.industries), *(Both(own, own) for own in target.own_industries)]
    if names:
        return names[0] if len(names) == 1 else Both(" / ".join(n.nb for n in names), " / ".join(n.en for n in names))
    return target.industry_words or None


def industry_in_sentence(target: Target) -> Value | None:
    """Return the industries in their short form for use within a sentence; own words if there is no code."""
    told = [
        *(Both(*industry_in_words(code)) for code in target.industries),
        *(Both(own, own) for own in target.own_industries),
    ]
    names = dict.fromkeys(told)
    return join(list(names), is_choice=True) if names else target.industry_words or None


def position_in_sentence(target: Target) -> Value | None:
    """Return the positions for use within a sentence: “prosjektleder or byggeleder”."""
    return join([_inner(position) for position in target.positions], is_choice=True) if target.positions else None


BOUNDS = {Size.MICRO: (0, 9), Size.SMALL: (10, 49), Size.MEDIUM: (50, 249), Size.LARGE: (250, 0)}
"""Minimum and maximum number of employees; 0 means no bound."""


def size_in_sentence(target: Target) -> Value | None:
    """Return the sizes for use within a sentence; adjacent classes become one range."""
    if not target.sizes:
        return None
    sizes = [size for size in BOUNDS if size in target.sizes]
    places = [list(BOUNDS).index(size) for size in sizes]
    if places != list(range(places[0], places[-1] + 1)):
        return join([_inner_size(*BOUNDS[size]) for size in sizes], is_choice=True)
    return _inner_size(BOUNDS[sizes[0]][0], BOUNDS[sizes[-1]][1])


def _inner_size(least: int, most: int) -> Text:
    if not most:
        return t("at least {least} employees", least=Count(least)) if least else t("any size")
    if not least:
        return t("up to {most} employees", most=Count(most))
    return t("{least}–{most} employees", least=Count(least), most=Count(most))


def size_words(target: Target) -> Value | None:
    """Return the sizes of the workplace, or None if the user named none."""
    if target.is_any_size:
        return t("any size")
    return SIZES[target.sizes[0]] if len(target.sizes) == 1 else size_in_sentence(target)


def target_in_short(person: Person) -> Value:
    """Return the known parts of the target on one line."""
    target = person.target
    told = (position_in_sentence(target), industry_in_sentence(target), size_in_sentence(target))
    parts: list[Value] = [part for part in told if part]
    parts.extend(target.places)
    return Row(tuple(parts)) if parts else t("not said yet")


def _whole(code: str) -> Both:
    found = industry(code)
    return Both(found.nb, found.en)


def _inner(name: str) -> str:
    """Return words as written within a sentence: «bygg og anlegg», but «IT-tjenester» and “CEO”."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
