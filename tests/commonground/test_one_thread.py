"""Linear algebra keeps to one thread while common ground is computed, and gets its threads back."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from threadpoolctl import threadpool_info

from khural.commonground import VoteError, VoteMatrix, common_ground, one_thread

assert scipy.linalg.eigh


def numbers_of_threads() -> list[int]:
    """Of every BLAS in memory: numpy's and scipy's."""
    return [found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"]


def test_the_threads_come_back_when_the_last_one_leaves() -> None:
    before = numbers_of_threads()
    assert before
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
