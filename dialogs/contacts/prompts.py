"""The six groups in words: what each is good for, what to be careful about, and prompts to remember people."""

from msgspec import Struct

from dialogs.model.facts import Category
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Text, t


class GroupCard(Struct, frozen=True, gc=False):
    """The texts about a group when the user goes through it."""

    good_for: Text
    care: Text
    prompts: tuple[Text, ...]
    is_about_leaks: bool = False
    """Whether the caution is about discretion, which does not concern users who search openly."""


CARDS: dict[Category, GroupCard] = {
    Category.CLOSE: GroupCard(
        t("Close friends and family can recommend you, and they want to help. Yet they can be the hardest to ask."),
        t("As referees they count for less: they know you in private, not at work."),
        (
            t("Who would help you move house?"),
            t("Where do your siblings and in-laws work?"),
            t("Which friend would you ring with good news?"),
            t("Who in the family knows half the town?"),
        ),
    ),
    Category.ACQUAINTANCE: GroupCard(
        t("We expect least of acquaintances, yet they hear of jobs that you don't hear of."),
        t("If you've applied where they work, they can also say that they know you."),
        (
            t("Who do you chat to on the touchline or outside school?"),
            t("Who did you sit beside at the last wedding?"),
            t("Who did you study with, and still say hello to?"),
            t("Which neighbour has a job you're curious about?"),
            t("Which friend of a friend have you talked shop with?"),
        ),
    ),
    Category.COLLEAGUE: GroupCard(
        t("A colleague or manager you have now can be a strong referee, if you're sure they'll speak well of you."),
        t("This is also where it mustn't leak out. I suggest nobody from here until you've said yes to it."),
        (
            t("Who would you tell first?"),
            t("Who has praised your work?"),
            t("Who here has helped others on to a new job?"),
            t("Which manager would be glad for you if you moved on?"),
        ),
        is_about_leaks=True,
    ),
    Category.FORMER: GroupCard(
        t(
            "Former colleagues and managers are the most useful of all: they know your work, and "
            "have moved on themselves."
        ),
        t("They may still talk to your boss, so ask them to keep it between you."),
        (
            t("Who sat around you?"),
            t("Who left before you, and where are they now?"),
            t("Which manager did you like working for?"),
            t("Who came to you for help?"),
            t("Which customer or partner did you get on well with?"),
        ),
        is_about_leaks=True,
    ),
    Category.PERIPHERAL: GroupCard(
        t(
            "Colleagues in other teams can tell you about moving internally. Few people try it, though it costs an "
            "employer a lot to lose good people."
        ),
        t("But they work where you work, so be just as careful."),
        (
            t("Who do you know only from Teams?"),
            t("Who do you greet in the canteen?"),
            t("Which team would you like to be in?"),
            t("Who have you done a project with across departments?"),
        ),
        is_about_leaks=True,
    ),
    Category.SAME_PLACE: GroupCard(
        t(
            "People who worked where you have worked, in other years, can tell you where one can go from there. Those "
            "who had your job know what you can do."
        ),
        t("You may not know them yet, so begin with what you share."),
        (
            t("Who had your job before you?"),
            t("Who took over after you?"),
            t("Whose name did people still mention there?"),
            t("Who went from there to a place you'd like to be?"),
        ),
    ),
}

PLACES: dict[Category, tuple[Text, ...]] = {
    Category.FORMER: (
        t("Think of {place}: who sat around you?"),
        t("Think of {place}: who left before you, and where are they now?"),
        t("Think of {place}: which manager would say that you did well?"),
    ),
    Category.SAME_PLACE: (
        t("Think of {place}: who had your job before you?"),
        t("Think of {place}: who took over after you?"),
    ),
}
"""Prompts that name an employer of the user."""


def prompts_for(person: Person, category: Category) -> tuple[Text, ...]:
    """Return four to six prompts for a group, those from the user's own employers first."""
    places = [employment.company for employment in person.employments]
    own = [
        replace(template, values=(("place", place),)) for place in places[:2] for template in PLACES.get(category, ())
    ]
    return (*own[:3], *CARDS[category].prompts)[:6]
