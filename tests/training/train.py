"""Trains the classifier of acts: `python -m tests.training.train`, with scikit-learn installed (`make classifier`).

Prints how well each table is read by a model that was trained without it, then writes the model of all of them.
"""

import math
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dialogs.understanding.interpretation.acts import reading_of
from dialogs.understanding.interpretation.classifier import MODEL, OFFSET, ActModel
from dialogs.understanding.interpretation.features import features_of
from tests.training.derived import derived_examples
from tests.training.labels import Example, digest, example_files, examples_in

STRENGTH: Final = 30.0
"""The inverse of the regularisation."""

LEAST_LABELS: Final = 4
"""A label with fewer examples is left out: nothing could be learnt of it."""

MOST_FEATURES: Final = 16_000
RARE: Final = 2
"""A part of a word that stands in fewer examples is no feature."""


def weights_of(examples: Sequence[Example]) -> dict[str, float]:
    """Return the features with their inverse document frequency."""
    counts = Counter(feature for one in examples for group in _groups(one) for feature in group)
    whole = len(examples)
    return {
        feature: math.log(whole / count) + 0.3
        for feature, count in counts.items()
        if count >= RARE or feature.startswith("w:")
    }


def _groups(example: Example) -> tuple[tuple[str, ...], ...]:
    return features_of(example.text, example.situation).groups


def matrix(examples: Sequence[Example], columns: dict[str, int], idf: dict[str, float]) -> Any:
    """Return the examples as rows of weighted features."""
    cells: list[tuple[int, int, float]] = []
    for row, example in enumerate(examples):
        for group in _groups(example):
            factor = 1 / math.sqrt(len(group)) if group else 0.0
            cells += [(row, columns[one], factor * idf[one]) for one in group if one in columns]
    rows, places, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, places)), shape=(len(examples), len(columns)))


def fitted(examples: Sequence[Example]) -> tuple[Any, dict[str, int], dict[str, float]]:
    """Train with these examples; one of several acts stands for each of them."""
    idf = weights_of(examples)
    columns = {feature: at for at, feature in enumerate(idf)}
    frequent = Counter(label for one in examples for label in one.labels)
    pairs = [(at, label) for at, one in enumerate(examples) for label in one.labels if frequent[label] >= LEAST_LABELS]
    rows = matrix(examples, columns, idf)[[at for at, _ in pairs]]
    weights = [examples[at].weight / len(examples[at].labels) for at, _ in pairs]
    model = LogisticRegression(C=STRENGTH, max_iter=600).fit(rows, [label for _, label in pairs], sample_weight=weights)
    return model, columns, idf


def score(name: str, model: Any, columns: dict[str, int], idf: dict[str, float], tested: Sequence[Example]) -> None:
    """Print how often the surest label is right, how often one of three, and how right it is where it is sure."""
    chances = model.predict_proba(matrix(tested, columns, idf))
    best = chances.argsort(axis=1)[:, ::-1]
    right = np.array([model.classes_[order[0]] in one.labels for order, one in zip(best, tested, strict=True)])
    three = np.array(
        [any(model.classes_[k] in one.labels for k in order[:3]) for order, one in zip(best, tested, strict=True)]
    )
    sure = chances.max(axis=1)
    parts = [f"{name}: {len(tested)} rows, right {right.mean():.3f}, of three {three.mean():.3f}"]
    for least in (0.4, 0.55, 0.7, 0.85):
        kept = sure >= least
        if kept.any():
            parts.append(f"from {least}: {kept.mean():.2f} of the rows, right {right[kept].mean():.3f}")
    sys.stdout.write("; ".join(parts) + "\n")


def stored(model: Any, columns: dict[str, int], idf: dict[str, float], paths: Sequence[Path]) -> bytes:
    """Return the model as it is shipped: the strongest features, eight bits a weight."""
    weights = {feature: model.coef_[:, at] * idf[feature] for feature, at in columns.items()}
    strength = {feature: float(np.abs(one).max()) for feature, one in weights.items()}
    kept = sorted(sorted(strength, key=lambda one: -strength[one])[:MOST_FEATURES])
    highest = max(strength[feature] for feature in kept)
    scale = highest / 127
    features = {feature: bytes(round(float(value) / scale) + OFFSET for value in weights[feature]) for feature in kept}
    shipped = ActModel(
        tuple(map(str, model.classes_)), tuple(map(float, model.intercept_)), scale, features, digest(paths)
    )
    return zlib.compress(msgspec.msgpack.encode(shipped), 9)


def main() -> None:
    """Test each table against the others, then train with all and write the model."""
    paths = example_files()
    tables = {path: list(examples_in(path)) for path in paths}
    derived = list(derived_examples())
    for label in {label for table in tables.values() for one in table for label in one.labels}:
        reading_of(label)
    for held in paths if "--quick" not in sys.argv else ():
        others = [*derived, *(one for path, table in tables.items() if path != held for one in table)]
        score(held.stem, *fitted(others), tables[held])
    everything = [*derived, *(one for table in tables.values() for one in table)]
    packed = stored(*fitted(everything), paths)
    target = Path(str(files("dialogs.data") / MODEL))
    target.write_bytes(packed)
    sys.stdout.write(f"{len(everything)} examples, {len(packed):,} bytes\n")


if __name__ == "__main__":
    main()
