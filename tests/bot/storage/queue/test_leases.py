"""Only one process holds a lease at a time, and a terminated process holds none."""

import os
import sys
from datetime import timedelta

import pytest

from bot.storage.queue import leases
from tests.support.stand_ins import NOW, Place, in_another_process


def hold(place: Place, holder: str, after_s: float = 0.0) -> bool:
    with place.database.begin() as connection:
        return leases.hold(connection, "polling", holder, NOW + timedelta(seconds=after_s), 10)


def test_one_at_a_time_holds_it(place: Place) -> None:
    assert hold(place, "one")
    assert not hold(place, "another", 9)
    assert hold(place, "one", 9)
    assert not hold(place, "another", 18)
    assert hold(place, "another", 19)
    assert not hold(place, "one", 20)


def test_whoever_releases_it_lets_the_next_in_and_nobody_releases_anothers(place: Place) -> None:
    assert hold(place, "one")
    with place.database.begin() as connection:
        leases.release(connection, "polling", "another")
    assert not hold(place, "another")
    with place.database.begin() as connection:
        leases.release(connection, "polling", "one")
    assert hold(place, "another")


def test_leases_of_different_names_are_of_no_concern_to_each_other(place: Place) -> None:
    assert hold(place, "one")
    with place.database.begin() as connection:
        assert leases.hold(connection, "registering", "another", NOW, 10)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it cannot be told, and the lease is waited for")
def test_what_a_dead_process_of_this_machine_held_is_free_at_once(place: Place) -> None:
    with in_another_process() as holder:
        assert hold(place, holder)
        assert not leases.is_gone(holder)
        assert not hold(place, leases.this_process(), 1)
    assert leases.is_gone(holder)
    assert hold(place, leases.this_process(), 1)


def test_a_holder_of_which_nothing_is_known_is_not_taken_for_gone() -> None:
    ours = leases.this_process()
    assert not leases.is_gone(ours)
    for unknown in ("", "one", "another-machine/1/2/3", f"/{os.getpid()}//0a"):
        assert not leases.is_gone(unknown)
    assert ours != leases.this_process()
