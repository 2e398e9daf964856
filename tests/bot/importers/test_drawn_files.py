"""Whatever file comes, it is read or refused with a reason, in a time that its size bounds; nothing is raised."""

from collections.abc import Callable
from time import process_time
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.importers.files import read
from bot.tasks.address_book_work import AddressBookSnapshot, kept, looked_into, restored
from dialogs.model.address_book import MOST_PEOPLE, File, KeepPeople, KeptPeople, LookedInto, NotKept, Reading, Unread
from dialogs.model.snapshot import AnyRead, Exported, LookedIntoExport, Restore, Restored
from tests.bot.importers import drawn_files
from tests.support.people_told import somebody

FILE: Final = File("1", "drawn")
LONGEST_S: Final = 1.0
"""CPU seconds for one of these files; they have less than 3 MB. The slowest take a tenth."""

KINDS: Final = {
    "tables": drawn_files.damaged(drawn_files.texts_in_bytes(drawn_files.tables())),
    "cards": drawn_files.damaged(drawn_files.texts_in_bytes(drawn_files.cards())),
    "exports": drawn_files.damaged(drawn_files.texts_in_bytes(drawn_files.exports())),
    "documents": drawn_files.damaged(drawn_files.texts_in_bytes(drawn_files.documents)),
    "archives": drawn_files.archive_files,
}


def timed(work: Callable[[], AnyRead]) -> AnyRead:
    begun = process_time()
    found = work()
    assert process_time() - begun < LONGEST_S
    return found


@pytest.mark.parametrize("files", KINDS.values(), ids=KINDS.keys())
def test_a_drawn_file_gets_a_result_or_a_reason(files: st.SearchStrategy[bytes]) -> None:
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(files)
    def check(content: bytes) -> None:
        found = timed(lambda: read(content))
        assert isinstance(looked_into(FILE, found), LookedInto | LookedIntoExport)
        match found:
            case Reading(people=people):
                assert 0 < len(people) <= MOST_PEOPLE
                made = kept(KeepPeople(FILE, has_details=True), people, AddressBookSnapshot(somebody(), 0, ()))
                assert isinstance(made, KeptPeople | NotKept)
            case Exported():
                assert isinstance(restored(Restore(FILE), found), Restored | NotKept)
            case _:
                assert isinstance(found, Unread)

    check()
