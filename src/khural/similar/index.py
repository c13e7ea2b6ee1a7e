"""The statements of one round, and which of them are near a given text."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

from khural.similar.folding import features

Key = TypeVar("Key", bound=Hashable)
# Measured in benchmarks/similar.py: of the statements that a reader would merge, so many of the nearest hold 88 in 100.
MOST, FLOOR = 5, 0.08
# From here on two statements share most of their words.
NEARLY_SAME = 0.5


class Match(NamedTuple, Generic[Key]):
    """A statement and how near it is, from 0 to 1."""

    key: Key
    nearness: float


class SimilarStatements(Generic[Key]):
    """An index of statements: cosine of features weighted by how rare they are among these statements (tf-idf).

    Salton and Buckley 1988 for the weights; runs of letters after McNamee and Mayfield 2004, who found them to serve
    many languages without a dictionary. The order in which statements are given makes no difference except between
    equally near ones, which keep it.
    """

    def __init__(self, statements: Iterable[tuple[Key, str]]) -> None:
        self._keys: list[Key] = []
        raw = []
        for key, text in statements:
            self._keys.append(key)
            raw.append(features(text))
        seen: dict[str, int] = defaultdict(int)
        for one in raw:
            for name in one:
                seen[name] += 1
        n = len(raw)
        self._rarity = {name: math.log((n + 1) / (count + 0.5)) for name, count in seen.items()}
        self._unseen = math.log((n + 1) / 0.5)
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, one in enumerate(raw):
            for name, weight in self._weighted(one).items():
                self._places[name].append((place, weight))

    def _weighted(self, counts: dict[str, float]) -> dict[str, float]:
        weights = {
            name: (1 + math.log(count) if count > 1 else count) * self._rarity.get(name, self._unseen)
            for name, count in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {name: weight / length for name, weight in weights.items()} if length else {}

    def near(self, text: str, most: int = MOST, *, but: Key | None = None, floor: float = FLOOR) -> list[Match[Key]]:
        """The `most` nearest statements, nearest first; never `but`, which is the statement itself."""
        scores: dict[int, float] = defaultdict(float)
        for name, weight in self._weighted(features(text)).items():
            for place, other in self._places.get(name, ()):
                scores[place] += weight * other
        ranked = sorted(scores.items(), key=lambda one: (-round(one[1], 9), one[0]))
        found = [Match(self._keys[place], min(1.0, score)) for place, score in ranked if score >= floor]
        return [match for match in found if match.key != but][:most]
