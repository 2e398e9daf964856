"""An address book is deleted whole by undo or deletion, and a person in it at their own request."""

from bot.background.forgetting import Forgetting
from bot.storage.people import address_books, people
from bot.storage.people.pages import packed, unpacked
from bot.turns.dispatcher import TurnDispatcher
from dialogs.model.address_book import Acquaintance
from dialogs.model.facts import Import
from dialogs.model.records import replace
from tests.support.stand_ins import KARI, NOW, OLA, Place, said

NINA, PIA = Acquaintance("Nina Aas", "Aker"), Acquaintance("Pia Ek", "Veidekke", former=("Aker",))
MANY = [Acquaintance(f"Per {n}", "Obos") for n in range(2500)]


def keep(there: Place, book: Import, everybody: list[Acquaintance]) -> None:
    """Store an address book as a turn does: the person and the pages in one transaction."""
    with there.database.begin() as connection:
        known = people.lock(connection, KARI)
        assert known
        person = known.person
        people.save(connection, known, replace(person, books=(*person.books, book)), NOW)
        address_books.add(connection, person.id, book.n, packed(everybody))


def leave(there: Place, *books: Import) -> None:
    """Store that only these imports remain, as after undo or confirmation of an import."""
    with there.database.begin() as connection:
        known = people.lock(connection, KARI)
        assert known
        people.save(connection, known, replace(known.person, books=books), NOW)


def names(there: Place, book: Import) -> list[str]:
    with there.database.begin() as connection:
        person = people.find(connection, KARI)
        assert person
        return [one.name for one in unpacked(address_books.pages_of(connection, person.id, book.n))]


def a_book(n: int, everybody: list[Acquaintance]) -> Import:
    return Import(n, NOW, len(everybody), len(everybody), 0)


def consent(there: Place) -> None:
    for address in (KARI, OLA):
        with there.database.begin() as connection:
            there.exchange.turn(connection, said("consent", address))


def test_an_import_taken_back_takes_its_pages_along_and_no_others(place: Place) -> None:
    consent(place)
    first, second = a_book(1, [NINA, PIA]), a_book(2, [NINA, PIA, *MANY])
    keep(place, first, [NINA, PIA])
    keep(place, second, [NINA, PIA, *MANY])
    assert (place.count("address_page"), len(names(place, second))) == (4, 2502)
    leave(place, first)
    assert (place.count("address_page"), names(place, second)) == (1, [])
    assert names(place, first) == ["Nina Aas", "Pia Ek"]
    leave(place)
    assert place.count("address_page") == 0


def test_going_on_from_an_import_drops_the_book_before(place: Place) -> None:
    consent(place)
    first, second = a_book(1, [NINA]), a_book(2, [NINA, *MANY])
    keep(place, first, [NINA])
    keep(place, second, [NINA, *MANY])
    leave(place, second)
    assert (names(place, first), len(names(place, second)), place.count("address_page")) == ([], 2501, 3)


def test_delete_leaves_no_page(place: Place) -> None:
    consent(place)
    keep(place, a_book(1, MANY), MANY)
    with place.database.begin() as connection:
        place.exchange.turn(connection, said("/delete", OLA))
    assert place.count("address_page") == 3
    with place.database.begin() as connection:
        place.exchange.turn(connection, said("/delete"))
    assert place.count("address_page") == 0


async def test_somebody_who_asks_is_forgotten_in_the_book_and_the_others_stay(place: Place) -> None:
    consent(place)
    kept = a_book(1, [NINA, PIA, *MANY])
    keep(place, kept, [NINA, PIA, *MANY, NINA])
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        forgetting = Forgetting(dispatcher, place.keys, place.clock, "nina aas")
        traces = await forgetting.traces()
        assert (len(traces.knowers), len(traces.texts)) == (0, 2), "the first page, and the last"
        assert await forgetting.forget()
        assert not await forgetting.traces()
    assert names(place, kept) == ["Pia Ek", *(one.name for one in MANY)]
