"""Typed changes of the slots: `person.with_message(purpose=…)`, of which mypy checks names and types."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from msgspec import Struct, structs

from dialogs.model.slots import Slots


class HoldsSlots(Protocol):
    """A struct with slots, which is a person: `dialogs.model.person` uses this module."""

    @property
    def slots(self) -> Slots:
        """The slots."""


P = ParamSpec("P")
Holder = TypeVar("Holder", bound=HoldsSlots)


def changing(kind: str, shape: Callable[P, Struct]) -> Callable[Concatenate[Holder, P], Holder]:
    """Return a method that changes the record of this kind. Its parameters are the fields of the record."""
    nothing = shape()  # type: ignore[call-arg]  # every field has a default, which a ParamSpec cannot say

    def with_changes(holder: Holder, /, *_: P.args, **changes: P.kwargs) -> Holder:
        changed = structs.replace(getattr(holder.slots, kind), **changes)
        # The default itself is not stored; what only equals it would be.
        slots = structs.replace(holder.slots, **{kind: nothing if changed == nothing else changed})
        whole: Any = holder
        made: Holder = structs.replace(whole, slots=slots)
        return made

    return with_changes
