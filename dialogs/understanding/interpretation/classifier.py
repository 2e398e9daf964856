"""The classifier of acts: a multinomial logistic regression over words, parts of words and the situation.

It is trained by `tests/training/train.py` from examples that people wrote, and read from `dialogs/data/acts.model`. The
weights of a feature for all classes are one integer of Python, a lane of 32 bits for each class, so that adding up is a
handful of operations of long integers, without any library.

Source: Jurafsky and Martin, Speech and Language Processing, chapter 5 (logistic regression).
"""

import math
import struct
import zlib
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from dialogs.understanding.interpretation.acts import ActReading, reading_of
from dialogs.understanding.interpretation.features import features_of

MODEL: Final = "acts.model"
LANE: Final = 4
"""Bytes of a class in a sum: 320 characters have far fewer features than 2**24, at 8 bits each."""

UNKNOWN: Final = 0.49
"""The highest certainty of a message most of whose words stand in no example."""

OFFSET: Final = 128
"""Added to each weight in the file, so that none is negative."""


class ActModel(Struct, frozen=True, gc=False):
    """A trained model as stored: one byte for each feature and class, `weight = (byte - OFFSET) * scale`."""

    labels: tuple[str, ...]
    biases: tuple[float, ...]
    scale: float
    features: dict[str, bytes]
    examples: str
    """The SHA-256 of the examples that it was trained with."""


class _Loaded(Struct, frozen=True, gc=False):
    readings: tuple[ActReading, ...]
    biases: tuple[float, ...]
    scale: float
    lanes: dict[str, int]


def stored_model() -> ActModel:
    """Return the model as it is stored."""
    packed = (files("dialogs.data") / MODEL).read_bytes()
    return msgspec.msgpack.decode(zlib.decompress(packed), type=ActModel)


@cache
def _loaded() -> _Loaded:
    model = stored_model()
    lanes = {feature: _lanes(weights) for feature, weights in model.features.items()}
    return _Loaded(tuple(map(reading_of, model.labels)), model.biases, model.scale, lanes)


def _lanes(weights: bytes) -> int:
    spread = bytearray(len(weights) * LANE)
    spread[::LANE] = weights
    return int.from_bytes(spread, "little")


def readings_of(text: str, situation: str, least: float = 0.02) -> tuple[ActReading, ...]:
    """Return what a text with marks may be, surest first, each with its probability of at least `least`."""
    loaded = _loaded()
    scores = list(loaded.biases)
    found = features_of(text, situation)
    for group in found.groups:
        if not group:
            continue
        known = [lanes for feature in group if (lanes := loaded.lanes.get(feature)) is not None]
        sums = struct.unpack(f"<{len(scores)}I", sum(known).to_bytes(len(scores) * LANE, "little"))
        factor, offset = loaded.scale / math.sqrt(len(group)), OFFSET * len(known)
        for at, total in enumerate(sums):
            scores[at] += (total - offset) * factor
    words = [word for word in found.words if word.startswith("w:")]
    is_known = 2 * sum(word in loaded.lanes for word in words) >= len(words)
    return _ranked(loaded, scores, least, most=1.0 if is_known else UNKNOWN)


def _ranked(loaded: _Loaded, scores: list[float], least: float, most: float) -> tuple[ActReading, ...]:
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    whole = sum(weights)
    kept = [(weight / whole, at) for at, weight in enumerate(weights) if weight / whole >= least]
    kept.sort(reverse=True)
    return tuple(msgspec.structs.replace(loaded.readings[at], certainty=min(share, most)) for share, at in kept)
