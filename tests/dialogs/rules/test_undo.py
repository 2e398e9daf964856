"""Back undoes the newest answer, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.model.facts import Category
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.rules.undo import apply_undo, undo_of
from tests.support.people_told import aiming, knowing, somebody

CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("know"), st.sampled_from(["Kari", "Jonas"])),
        st.tuples(st.just("aim"), st.sampled_from(["DNB", "Equinor"])),
        st.tuples(st.just("name"), st.text(max_size=5)),
        st.tuples(st.just("place"), st.text(max_size=5)),
        st.tuples(st.just("rename"), st.text(max_size=5)),
    ),
    max_size=6,
)


def changed(person: Person, changes: list[tuple[str, str]]) -> Person:
    for what, words in changes:
        match what:
            case "know":
                person = knowing(person, words, Category.FORMER, workplace="DNB")
            case "aim":
                person = aiming(person, words)
            case "name":
                person = person.with_me(name=words)
            case "place":
                person = person.with_target(places=(words,))
            case _ if person.contacts:
                person = person.with_contact(replace(person.contacts[0], name=words))
    return person


@given(CHANGES, CHANGES)
def test_taking_back_leads_to_the_facts_before(first: list[tuple[str, str]], then: list[tuple[str, str]]) -> None:
    before = changed(somebody(), first)
    after = changed(before, then)
    back = apply_undo(after, undo_of(before, after))
    assert (back.me, back.target) == (before.me, before.target)
    assert (back.contacts, back.ties, back.goals) == (before.contacts, before.ties, before.goals)


def test_what_was_told_since_stays() -> None:
    before = somebody()
    after = knowing(before, "Kari", Category.FORMER)
    later = knowing(after, "Jonas", Category.CLOSE)
    assert [contact.name for contact in apply_undo(later, undo_of(before, after)).contacts] == ["Jonas"]
