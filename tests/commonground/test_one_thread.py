"""Linear algebra keeps to one thread while common ground is computed, and gets its threads back."""

from __future__ import annotations

import os
import subprocess
import sys

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


def test_what_is_loaded_while_somebody_is_inside_keeps_to_one_thread_too() -> None:
    program = (
        "import sys; from khural.commonground.one_thread import one_thread, scipy_linalg\n"
        "from threadpoolctl import threadpool_info\n"
        "import numpy\n"
        "threads = lambda: {f['num_threads'] for f in threadpool_info() if f['user_api'] == 'blas'}\n"
        "before = threads()\n"
        "with one_thread():\n"
        "    assert 'scipy.linalg' not in sys.modules\n"
        "    scipy_linalg()\n"
        "    assert threads() == {1}, threads()\n"
        "assert threads() == before, threads()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "2"})
