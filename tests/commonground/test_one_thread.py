"""Linear algebra keeps to one thread while common ground is computed, and gets its threads back."""

from __future__ import annotations

import numpy as np
import pytest

from khural.commonground import VoteError, VoteMatrix, common_ground, one_thread
from khural.commonground.one_thread import _libraries
from tests.commonground.makers import drawn, matrix


def numbers_of_threads() -> list[int]:
    return [get() for get, _ in _libraries()]


def test_the_threads_come_back_when_the_last_one_leaves() -> None:
    before = numbers_of_threads()
    with one_thread.one_thread():
        with one_thread.one_thread():
            assert set(numbers_of_threads()) <= {1}
        assert set(numbers_of_threads()) <= {1}
    assert numbers_of_threads() == before


def test_a_fault_gives_the_threads_back_too() -> None:
    before = numbers_of_threads()
    votes = VoteMatrix.from_arrays(np.array([1]), np.array([1]), np.array([1]))
    with pytest.raises(VoteError):
        common_ground(votes, groups="nonsense")  # type: ignore[arg-type]  # that is the fault
    assert numbers_of_threads() == before


def test_without_a_copy_of_its_own_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = matrix(drawn(90, 140))
    found = common_ground(votes, groups="off").to_dict()
    monkeypatch.setattr(one_thread, "_libraries", tuple)
    assert common_ground(votes, groups="off").to_dict() == found
