"""Records, of which facts, words and turns consist: frozen msgspec structs.

Creating or changing one takes a tenth of the time of a dataclass (docs/decisions/0103). All have `gc=False`: a frozen
record cannot be part of a reference cycle, so the garbage collector need not track it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Not the function in use, but type checkers know from it which fields a record has.
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["replace"]
