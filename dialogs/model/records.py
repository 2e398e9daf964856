"""Records, of which facts, words and turns are made: frozen structs of msgspec's.

One is made or changed in a tenth of the time that a dataclass takes (docs/decisions/0103). `gc=False` stands at all:
nothing frozen can be part of a cycle, so nobody need look for one.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # It is not this one, but so the type checker knows which fields there are.
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["replace"]
