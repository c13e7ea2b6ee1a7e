from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.commonground import sizes
from khural.commonground.grouping.ballots import examined
from khural.commonground.grouping.sums import Sums
from tests.commonground.makers import drawn, matrix


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_compiled_and_plain_sums_are_the_same_bits(k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    ballots = examined(matrix(drawn(40, 12, seed)))
    sides = ballots.only(ballots.values != 0)
    numbers, memberships = rng.normal(size=(k, 2, sides.shape[1])), rng.random((sides.shape[0], k))
    found = []
    for border in (0, 1 << 60):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sizes, "COMPILED_FROM", border)
            patch.setattr(sizes, "LOADED_FROM", border)
            sums = Sums(sides)
            found.append(
                [sums.of_people(numbers).tobytes(), *(one.tobytes() for one in sums.of_statements(memberships))]
            )
    assert found[0] == found[1]
