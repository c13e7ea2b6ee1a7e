"""The rules of an open consultation. Fields, so that a test can show what each is for; a caller cannot bend them."""

from __future__ import annotations

from dataclasses import dataclass

from khural.publishing.policy import PublishError


@dataclass(frozen=True)
class OpenPolicy:
    """- `floor`: the smallest number of people of a cell (all, a group, a field of the map) that is shown;
    - `rounding`: of every count; `edge`: no count is told apart from one this near to nobody or to everybody;
    - `batch`: so many more people must have answered before a number changes;
    - `structure_share`: groups and map change when one in so many people is new, and not before `batch`;
    - `complementary`: what is hidden beside a total is at least two cells, with `floor` people together;
    - `carried`: a statement keeps its numbers until `batch` more have answered it;
    - `telling`: so many people may tell each other their answers and still know nobody else's, whatever was published
      before (see `guarding`; below 0 nothing is kept from them).

    Raises PublishError for any other rules than these.
    """

    floor: int = 10
    rounding: int = 5
    edge: int = 5
    batch: int = 10
    structure_share: int = 10
    complementary: bool = True
    carried: bool = True
    telling: int = 4

    def __post_init__(self) -> None:
        weaker = self.weakened()
        if weaker:
            raise PublishError("publishing.policy_too_weak", rules=", ".join(weaker))

    def weakened(self) -> tuple[str, ...]:
        """The rules that differ from what the project promises."""
        off = {
            "batch": self.batch != 10 or not self.carried or self.structure_share != 10,
            "complementary": not self.complementary,
            "edge": self.edge != 5,
            "floor": self.floor != 10,
            "rounding": self.rounding != 5,
            "telling": self.telling != 4,
        }
        return tuple(name for name, weak in off.items() if weak)
