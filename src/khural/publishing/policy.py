"""What a closed round may ask of the gate. It may ask for more protection than the rules, never for less."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from khural.messages import KhuralError


class PublishError(KhuralError):
    """The gate refused: what it was given cannot be published or cannot be read back."""


@dataclass(frozen=True)
class ClosedPolicy:
    """The rules of a closed round.

    party_view: every party has consented to bands. already_banded: (party, statement) pairs shown earlier in the
    edition. floor: smallest number of voters of a party with a band. share: of its voters, for "mostly".
    rounding: of totals. total_floor: fewer voters than this show no total. complementary, top_coding, once: the other rules. audited: totals are coded so that no answer at all can make a vote certain, and the result is
    checked. Raises PublishError for anything weaker than the defaults.
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
        """The rules that are weaker here than the project promises."""
        off = {
            "audit": not self.audited,
            "complementary": not self.complementary,
            "floor": self.floor < 5 or self.total_floor < 10,
            "once": not self.once,
            "rounding": self.rounding != 5,
            "share": not Fraction(1, 2) < self.exact_share <= Fraction(3, 5),
            "top_coding": not self.top_coding,
        }
        return tuple(name for name, weak in off.items() if weak)

    @property
    def exact_share(self) -> Fraction:
        """`share` as the fraction it was meant to be: 0.6 is 3/5."""
        return Fraction(self.share).limit_denominator(1000)

    def majority(self, voters: int) -> int:
        """The smallest number of `voters` that is "mostly"."""
        return -(-voters * self.exact_share.numerator // self.exact_share.denominator)
