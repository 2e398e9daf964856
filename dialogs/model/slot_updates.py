"""Typed changes of the slots: mypy checks the names and types of `person.with_message(purpose=…)`."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from msgspec import Struct, structs

from dialogs.model.slots import Slots


class HoldsSlots(Protocol):
    """A struct with slots, in practice `Person`, which cannot be imported here because it uses this module."""

    @property
    def slots(self) -> Slots:
        """The slots."""


P = ParamSpec("P")
Holder = TypeVar("Holder", bound=HoldsSlots)


def changing(kind: str, shape: Callable[P, Struct]) -> Callable[Concatenate[Holder, P], Holder]:
    """Return a method that changes the record of this kind. Its parameters are the fields of the record."""
    nothing = shape()  # type: ignore[call-arg]  # every field has a default, which a ParamSpec cannot express

    def with_changes(holder: Holder, /, *_: P.args, **changes: P.kwargs) -> Holder:
        changed = structs.replace(getattr(holder.slots, kind), **changes)
        # A field that is the default object is not stored; an equal copy of it would be.
        slots = structs.replace(holder.slots, **{kind: nothing if changed == nothing else changed})
        whole: Any = holder
        made: Holder = structs.replace(whole, slots=slots)
        return made

    return with_changes
