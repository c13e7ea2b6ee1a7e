"""The attacker who has read the rules proves no vote; with any one rule off, some vote is proved."""

from __future__ import annotations

import pytest

from khural.publishing import ClosedPolicy
from khural.publishing.weakened import SIX_RULES, without
from tests.publishing.tables import attack

RULES = ClosedPolicy(party_view=True)

# Tables on which one rule alone stands between the attacker and a vote; `python -m benchmarks.publishing_audit` counts
# how often that is. The search for "complementary" went through 1,436 tables.
NEEDED = {
    "floor": (0, 1, 2),
    "complementary": (1369, 1429, 1436),
    "share": (0, 1, 3),
    "rounding": (3, 8, 18),
    "top_coding": (7, 16, 23),
    "once": (7, 21, 52),
}
NEEDS_THE_AUDIT = (70, 326, 334)


@pytest.mark.parametrize("start", range(0, 100, 10))
def test_no_vote_is_certain_to_an_outsider_or_to_one_insider(start: int) -> None:
    assert {seed: attack(RULES, seed) for seed in range(start, start + 10)} == {
        seed: set() for seed in range(start, start + 10)
    }


@pytest.mark.parametrize("seed", sorted({seed for seeds in NEEDED.values() for seed in seeds} | set(NEEDS_THE_AUDIT)))
def test_no_vote_is_certain_on_the_tables_that_need_every_rule(seed: int) -> None:
    assert attack(RULES, seed) == set()


@pytest.mark.parametrize("rule", SIX_RULES)
def test_without_one_rule_a_vote_is_proved_that_the_six_rules_protect(rule: str) -> None:
    for seed in NEEDED[rule]:
        assert attack(without("audit"), seed) == set()
        assert attack(without(rule), seed)


def test_the_six_rules_alone_would_not_do_without_the_audit() -> None:
    for seed in NEEDS_THE_AUDIT:
        assert attack(without("audit"), seed)
