"""Policies with one rule off, to show in attack tests and benchmarks what each rule is for.

Nothing but tests and benchmarks may import this. What is published under such a policy says so, and `restore` refuses
to read it back.
"""

from __future__ import annotations

from dataclasses import dataclass

from khural.publishing.policy import ClosedPolicy
from khural.publishing.square.policy import OpenPolicy


@dataclass(frozen=True)
class WeakenedPolicy(ClosedPolicy):
    """A ClosedPolicy that is allowed to be weaker than the rules."""

    def __post_init__(self) -> None:
        """Accept any rules."""


SIX_RULES = ("floor", "complementary", "share", "rounding", "top_coding", "once")


def without(rule: str) -> WeakenedPolicy:
    """All rules but one of SIX_RULES; "audit": the six rules alone. The audit is off: it would make up for the rule.

    Without "share", "mostly" means 80 %: the smallest count in a band of five is then 4.
    """
    return WeakenedPolicy(
        party_view=True,
        floor=1 if rule == "floor" else 5,
        complementary=rule != "complementary",
        share=0.8 if rule == "share" else 0.6,
        rounding=1 if rule == "rounding" else 5,
        top_coding=rule != "top_coding",
        once=rule != "once",
        audited=False,
    )


@dataclass(frozen=True)
class WeakenedOpenPolicy(OpenPolicy):
    """An OpenPolicy that is allowed to be weaker than the rules."""

    def __post_init__(self) -> None:
        """Accept any rules."""


FIVE_OPEN_RULES = ("batch", "complementary", "edge", "floor", "rounding")


def open_without(rule: str) -> WeakenedOpenPolicy:
    """All rules of an open consultation but one of FIVE_OPEN_RULES; "telling": the five rules alone.

    Nobody who tells is reckoned with: that would make up for the rule.
    """
    return WeakenedOpenPolicy(
        floor=1 if rule == "floor" else 10,
        rounding=1 if rule == "rounding" else 5,
        edge=0 if rule == "edge" else 5,
        batch=1 if rule == "batch" else 10,
        carried=rule != "batch",
        complementary=rule != "complementary",
        telling=-1,
    )
