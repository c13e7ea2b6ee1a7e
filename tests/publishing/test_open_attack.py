"""Whoever keeps every batch and counts heads proves no answer, nor do four who tell theirs; with a rule off, they do.

`python -m benchmarks.publishing_open` counts how often, over many more consultations.
"""

from __future__ import annotations

import itertools
from itertools import pairwise

import pytest

from khural.publishing import OpenPolicy, publish_open
from khural.publishing.square import OpenCount, OpenStatement, OpenTally
from khural.publishing.square.guarding import AGREE, ALL, DISAGREE, coded
from khural.publishing.weakened import FIVE_OPEN_RULES, WeakenedOpenPolicy, open_without
from tests.publishing.crowds import crowd, hidden_crowd, proved, turning_crowd

RULES = OpenPolicy()
# Consultations on which one rule alone stands between the attacker and an answer.
NEEDED = {"batch": (37,), "complementary": (134,), "edge": (7, 10, 40), "floor": (134,), "rounding": (5, 6, 12)}
# Own credentials, and consultations on which they prove an answer by turning, unless the step reckons with that.
TURNING = ((1, 39), (2, 16), (4, 13))
# Those on which hiding a statement and showing it again would prove an answer.
HIDDEN = (22, 32)
# Those on which the five rules alone would not do: whoever counts heads sees through the rounding.
NEEDS_THE_STEP = (9,)


@pytest.mark.parametrize("seed", range(12))
def test_no_answer_is_proved_to_an_outsider_or_to_four_who_tell(seed: int) -> None:
    made = crowd(RULES, seed)
    assert proved(made, telling=0) == set()
    assert proved(made, telling=RULES.telling) == set()


@pytest.mark.parametrize("seed", sorted({seed for seeds in NEEDED.values() for seed in seeds if seed >= 12}))
def test_no_answer_is_proved_where_every_rule_is_needed(seed: int) -> None:
    assert proved(crowd(RULES, seed), telling=RULES.telling) == set()


@pytest.mark.parametrize("rule", FIVE_OPEN_RULES)
def test_without_one_rule_an_answer_is_proved_that_the_five_rules_protect(rule: str) -> None:
    for seed in NEEDED[rule]:
        assert proved(crowd(open_without("telling"), seed), telling=0) == set()
        assert proved(crowd(open_without(rule), seed), telling=0)


@pytest.mark.parametrize(("own", "seed"), TURNING)
def test_own_credentials_that_turn_prove_no_answer(own: int, seed: int) -> None:
    others = RULES.telling - own
    assert proved(turning_crowd(open_without("telling"), seed, own), telling=others)
    assert proved(turning_crowd(RULES, seed, own), telling=others) == set()


@pytest.mark.parametrize("seed", HIDDEN)
def test_a_statement_that_is_hidden_and_shown_again_proves_no_answer(seed: int) -> None:
    forgetting = WeakenedOpenPolicy(carried=False, telling=-1)
    assert proved(hidden_crowd(forgetting, seed), telling=0)
    assert proved(hidden_crowd(RULES, seed), telling=RULES.telling) == set()


@pytest.mark.parametrize("seed", NEEDS_THE_STEP)
def test_the_five_rules_alone_would_not_do(seed: int) -> None:
    assert proved(crowd(open_without("telling"), seed), telling=0)


def counted(agree: int, disagree: int) -> OpenTally:
    return OpenTally("7", agree + disagree, (OpenStatement("1", OpenCount(agree, disagree, 0)),))


def test_eleven_who_all_agreed_are_not_told_apart() -> None:
    shown = {}
    for policy in (RULES, WeakenedOpenPolicy(telling=-1)):
        first = publish_open(counted(22, 9), policy, minute=1)
        second = publish_open(counted(33, 9), policy, first, minute=2)
        shown[policy.telling] = [value.statements[0].everybody.agree for value in (first, second)]
    # 35 means 33 at least, and 20 meant 22 at most: the eleven who came would all have agreed.
    assert shown == {-1: [20, 35], 4: [20, 30]}


@pytest.mark.parametrize("come", [14, 15, 16, 18])
def test_a_number_is_never_further_than_seven_from_the_truth(come: int) -> None:
    before = None
    for minute, agree in enumerate(range(22, 22 + 40 * come, come)):
        before = publish_open(counted(agree, 9), RULES, before, minute=minute)
        cell = before.statements[0].everybody
        assert cell.of is not None
        assert cell.agree is not None
        assert abs(agree + 9 - cell.of) <= 2
        assert -2 <= agree - cell.agree <= 7


def test_a_step_does_not_tell_which_answers_there_were() -> None:
    # Whichever count is true, a step is due or not by the other numbers alone: the windows cover all counts once.
    for others, kept in itertools.product(((), (9,), (12,), (9, 14)), (None, 5, 15, 20, 30)):
        all_of_them = [coded(count, 42, RULES, others, kept) for count in range(43)]
        for one, next_one in pairwise(all_of_them):
            assert (one == next_one) or (one.most + 1 == next_one.least)
        for count, one in enumerate(all_of_them):
            assert one.least <= count <= one.most


def test_answers_that_were_changed_do_not_hold_numbers_back() -> None:
    first = publish_open(counted(20, 40), RULES, minute=1)
    second = publish_open(counted(60, 14), RULES, first, minute=2)
    row = second.statements[0]
    assert row.everybody.agree == 60
    assert row.known[0][DISAGREE] + row.known[0][ALL ^ DISAGREE] <= 74
    assert row.known[0][AGREE] == 58
