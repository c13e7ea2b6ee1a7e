"""The score of a tie, the weakest link and ranks, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khural.mediators.counts import tie_counts
from khural.mediators.ranking import rank_states
from khural.mediators.scores import ranks, tie_scores
from tests.mediators.tables import peace

PARTIES = ("AAA", "BBB")


def test_a_tie_is_scored_by_both_directions_together() -> None:
    ranking = rank_states(tie_counts(peace(), PARTIES), smoothing=5, floor=5)
    row = ranking.counts.states.index("CCC")
    assert ranking.scores[row] == pytest.approx([120 / (120 + 5 + 5), 80 / (80 + 4 + 5)])
    assert ranking.suitability[row] == pytest.approx(80 / 89)
    assert ranking.volume[row] == pytest.approx(np.log1p(84))


def test_the_parties_are_no_candidates() -> None:
    assert tie_counts(peace(), PARTIES).states == ("CCC", "DDD", "EEE", "FFF", "GGG")


def test_a_thin_tie_is_unknown_and_takes_no_rank() -> None:
    ranking = rank_states(tie_counts(peace(), PARTIES), smoothing=5, floor=5)
    assert ranking.by_state() == {"CCC": 1, "DDD": 2, "FFF": 3}
    assert np.isnan(ranking.suitability[ranking.counts.states.index("EEE")])


def test_a_state_the_source_lacks_is_not_observed() -> None:
    counts = tie_counts(peace(), PARTIES).rows(("CCC", "ZZZ"))
    assert counts.observed.tolist() == [[True, True], [False, False]]
    assert rank_states(counts, 5, 0).by_state() == {"CCC": 1}


def test_equal_scores_share_the_better_rank_and_no_score_has_none() -> None:
    assert ranks(np.array([0.5, np.nan, 0.9, 0.5, 0.1])).tolist() == [2, 0, 1, 2, 4]


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), min_size=1, max_size=30))
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores: list[float]) -> None:
    found = ranks(np.array(scores)).tolist()
    for score, place in zip(scores, found, strict=True):
        assert place == (0 if np.isnan(score) else 1 + sum(other > score for other in scores))


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0.1, 500))
def test_more_cooperation_never_lowers_a_score_and_more_conflict_never_raises_it(c: int, f: int, s: float) -> None:
    at = tie_scores(np.array([c, c + 1, c]), np.array([f, f, f + 1]), s)
    assert at[1] >= at[0] >= at[2]
    assert 0 <= at[0] < 1
