"""The closed form of the audit equals the enumeration of all worlds, question by question."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from khural.publishing.coding import interval, plain_scales, rounded
from khural.publishing.inference import Kind, answer, questions, worlds
from khural.publishing.published import BANDS, PublishedTotal
from tests.publishing.tables import named, pairs


def _kind(draw: random.Random) -> Kind:
    n = draw.randint(1, 6)
    most = -(-n * 3 // 5)
    band = draw.choice(["", *BANDS])
    return Kind(n, most, band if any(named(a, d, most) == band for a, d in pairs(n)) else "")


def _worlds_of(kind: Kind) -> list[tuple[int, int, int]]:
    return [
        (a, d, kind.voters - a - d)
        for a, d in pairs(kind.voters)
        if not kind.band or named(a, d, kind.majority) == kind.band
    ]


def _enumerated(
    kinds: tuple[Kind, ...], insiders: int, agree: tuple[int, int], disagree: tuple[int, int]
) -> list[bool]:
    open_worlds = [
        world
        for world in itertools.product(*map(_worlds_of, kinds))
        if agree[0] <= sum(part[0] for part in world) <= agree[1]
        and disagree[0] <= sum(part[1] for part in world) <= disagree[1]
    ]
    answers = []
    for question in questions(len(kinds), insiders):
        needs = np.zeros((len(kinds), 3), int)
        needs[question.party, question.vote] += 1
        if question.insider is not None:
            needs[question.insider, question.known] += 1
        answers.append(any((np.array(world) >= needs).all() for world in open_worlds))
    return answers


@pytest.mark.parametrize("seed", range(60))
def test_every_question_is_answered_as_by_enumeration(seed: int) -> None:
    draw = random.Random(seed)
    kinds = tuple(_kind(draw) for _ in range(draw.randint(1, 3)))
    everybody = sum(kind.voters for kind in kinds)
    low_a, low_d = draw.randint(0, everybody), draw.randint(0, everybody)
    agree, disagree = (low_a, low_a + draw.randint(0, 4)), (low_d, low_d + draw.randint(0, 4))
    for insiders in (0, 1):
        found = answer(worlds(kinds, insiders), np.array([agree]), np.array([disagree]))[:, 0, 0]
        assert found.tolist() == _enumerated(kinds, insiders, agree, disagree)


@pytest.mark.parametrize("voters", range(10, 61))
def test_a_published_total_holds_the_count_behind_it_and_its_end_is_five_below_all(voters: int) -> None:
    scale = plain_scales(voters, 5, top_coding=True).agree
    assert scale is not None
    for count in range(voters + 1):
        about, coding = scale.coded(count)
        low, high = interval(PublishedTotal(about, rounded(voters, 5), coding, "shown"), voters, 5)
        assert low <= count <= high
        assert about % 5 == 0
        assert coding == "at_least" or count < voters - 4
