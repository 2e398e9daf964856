"""The record of an undo (`dialogs.rules.undo`): changed facts as they were, and the numbers of new ones."""

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from dialogs.model.fact_kinds import FACT_KINDS


class AddedFacts(Struct, frozen=True, gc=False, omit_defaults=True):
    """The numbers of the facts that an answer added."""

    added: tuple[int, ...] = ()


if TYPE_CHECKING:

    class Undo(AddedFacts, frozen=True):
        """How to undo an answer. Its other fields are the kinds of facts that undo covers."""

        def __init__(self, *, added: tuple[int, ...] = (), **former: Any) -> None: ...

else:
    _FORMER = [
        (kind.field, tuple[kind.shape, ...], ()) if kind.is_many else (kind.field, kind.shape | None, None)
        for kind in FACT_KINDS
        if kind.stored.is_undone
    ]
    Undo = msgspec.defstruct(
        "Undo", _FORMER, bases=(AddedFacts,), module=__name__, frozen=True, gc=False, omit_defaults=True
    )
