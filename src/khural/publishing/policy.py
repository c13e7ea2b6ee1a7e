"""The rules of a closed round. Fields, so that a test can show what each is for; a caller cannot bend them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from khural.messages import KhuralError


class PublishError(KhuralError):
    """The gate refused: what it was given cannot be published or cannot be read back."""


@dataclass(frozen=True)
class ClosedPolicy:
    """The rules of a closed round, and what the caller knows of the edition.

    - `party_view`: every party has consented to bands;
    - `already_banded`: (party, statement) pairs that were shown earlier in the edition;
    - `floor`: the smallest number of voters of a party that shows a band;
    - `share`: the share of a party's voters that is "mostly";
    - `rounding`: of totals; `total_floor`: the smallest number of voters that shows a total;
    - `complementary`, `top_coding`, `once`: the other rules;
    - `audited`: the ends of totals are coded so that no answers can make a vote certain, and the result is checked.

    Raises PublishError for any other rules than these.
    """

    party_view: bool
    already_banded: frozenset[tuple[str, str]] = frozenset()
    floor: int = 5
    share: float = 0.6
    rounding: int = 5
    total_floor: int = 10
    complementary: bool = True
    top_coding: bool = True
    once: bool = True
    audited: bool = True

    def __post_init__(self) -> None:
        weaker = self.weakened()
        if weaker:
            raise PublishError("publishing.policy_too_weak", rules=", ".join(weaker))

    def weakened(self) -> tuple[str, ...]:
        """The rules that differ from what the project promises."""
        off = {
            "audit": not self.audited,
            "complementary": not self.complementary,
            "floor": self.floor != 5 or self.total_floor != 10,
            "once": not self.once,
            "rounding": self.rounding != 5,
            "share": self.exact_share != Fraction(3, 5),
            "top_coding": not self.top_coding,
        }
        return tuple(name for name, weak in off.items() if weak)

    @property
    def exact_share(self) -> Fraction:
        """`share` as the fraction it was meant to be: 0.6 is 3/5."""
        return Fraction(self.share).limit_denominator(1000)

    def majority(self, voters: int) -> int:
        """The smallest number of `voters` that is "mostly"."""
        return majority(voters, self.exact_share)


def majority(voters: int, share: Fraction) -> int:
    """The smallest whole number that is at least `share` of `voters`."""
    return -(-voters * share.numerator // share.denominator)
