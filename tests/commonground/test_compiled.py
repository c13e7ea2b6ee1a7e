"""The compiled passes give the bytes of the plain ones, on any votes and any number of threads."""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.commonground import LiveCommonGround, VoteMatrix, common_ground, components, dense, krylov, sizes
from khural.commonground.compiled import passes, pool, sorting
from khural.commonground.compiled.numbering import hashed, texts
from khural.commonground.factors import fitted_factors
from khural.commonground.grouping.ballots import examined
from khural.commonground.residuals import Residuals
from tests.commonground.makers import drawn, matrix, written

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def forced(*, compiled: bool, iterated: bool = False) -> Iterator[None]:
    """All votes take the compiled passes, or none; `iterated`: axes come from the iteration, however few votes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "COMPILED_FROM", 0 if compiled else 1 << 60)
        patch.setattr(sizes, "ROOMS_FROM", 0 if compiled else 1 << 60)
        if iterated:
            patch.setattr(dense, "FEW", 0)
        yield


cast = st.lists(
    st.tuples(st.integers(-3, 400), st.integers(0, 30), st.sampled_from([-1, 0, 1])), min_size=1, max_size=200
)


def arrays(votes: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    people, statements, values = (np.array(column) for column in zip(*votes, strict=True))
    return people, statements, values


@settings(max_examples=60, deadline=None)
@given(cast, st.booleans())
def test_compiled_and_plain_passes_give_the_same_bytes(votes: list[tuple[int, int, int]], iterated: bool) -> None:
    found = []
    parties = {p: "north" if p % 3 else "south" for p, _, _ in votes if p % 5}
    for compiled in (False, True):
        with forced(compiled=compiled, iterated=iterated):
            matrix = VoteMatrix.from_arrays(*arrays(votes))
            found.append(written(common_ground(matrix, parties=parties, groups=parties)))
    assert found[0] == found[1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(-2, 30), st.sampled_from([-1, 0, 1])), min_size=1, max_size=700),
    st.sets(st.integers(0, 30)),
    st.sets(st.integers(0, 30)),
)
def test_statements_off_the_map_and_people_who_said_little_change_no_byte_between_compiled_and_plain(
    votes: list[tuple[int, int, int]], rejected: set[int], meta: set[int]
) -> None:
    found = []
    for compiled in (False, True):
        with forced(compiled=compiled):
            matrix = VoteMatrix.from_arrays(*arrays(votes), rejected=rejected, meta=meta)
            found.append(written(common_ground(matrix, groups="off")))
    assert found[0] == found[1]


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("first", [-(1 << 63), -5, (1 << 63) - 9, 1 << 63])
def test_numbers_at_the_ends_of_their_types_are_kept(first: int, compiled: bool) -> None:
    people = np.arange(9, dtype=np.uint64 if first > 1 << 62 else np.int64)
    people += people.dtype.type(first)
    with forced(compiled=compiled):
        votes = VoteMatrix.from_arrays(people, np.arange(9), np.ones(9, np.int8))
    assert sorted(map(int, votes.participants)) == list(range(first, first + 9))
    assert votes.totals.tolist() == [[1, 0, 0]] * 9


@settings(max_examples=60, deadline=None)
@given(cast, st.integers(1, 1 << 40))
def test_numbers_far_apart_are_hashed_to_the_same_places(votes: list[tuple[int, int, int]], apart: int) -> None:
    people = arrays(votes)[0] * apart
    distinct, places = hashed(people)
    assert distinct.tolist() == sorted(set(people.tolist()))
    assert distinct[places.ids].tolist() == people.tolist()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-(10**17) + 1, 10**18 - 1) | st.integers(-11, 11), min_size=1, max_size=30))
def test_numbers_are_written_as_they_are_read(numbers: list[int]) -> None:
    assert list(texts(np.array(numbers))) == list(map(str, numbers))


@pytest.mark.parametrize("is_ascending", [True, False])
def test_numbers_with_gaps_and_votes_by_statement_find_their_places(is_ascending: bool) -> None:
    rng = np.random.default_rng(5)
    people, statements = rng.integers(3, 90, 800) * 3, rng.integers(-4, 20, 800) * 2
    values = rng.integers(-1, 2, 800).astype(np.int8)
    if is_ascending:
        statements = np.sort(statements)
    found = []
    for compiled in (False, True):
        with forced(compiled=compiled):
            votes = VoteMatrix.from_arrays(people, statements, values)
            found.append((votes.input_hash, votes.repeated, votes.participants, votes.statements))
    assert found[0] == found[1]


@pytest.mark.parametrize("statements", [40, 20_000])
def test_many_buckets_hold_the_last_vote_of_every_pair(monkeypatch: pytest.MonkeyPatch, statements: int) -> None:
    monkeypatch.setattr(sorting, "VOTES_PER_BUCKET", 64)
    rng = np.random.default_rng(3)
    rows, columns = rng.integers(0, 500, 9000), rng.integers(0, statements, 9000)
    values = rng.integers(-1, 2, 9000).astype(np.int8)
    expected = {(r, c): v for r, c, v in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True)}
    with forced(compiled=True):
        votes = VoteMatrix.from_codes(
            [str(i) for i in range(500)], [str(i) for i in range(statements)], rows, columns, values
        )
    assert votes.cells.dtype == (np.uint16 if statements == 40 else np.uint32)
    assert votes.repeated == 9000 - len(expected)
    found = list(zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True))
    assert found == [(r, c, v) for (r, c), v in sorted(expected.items())]


@pytest.mark.parametrize("seed", range(4))
def test_iterated_axes_are_those_of_a_dense_decomposition(seed: int) -> None:
    votes = drawn(220, 150, seed=seed, seen=0.15 + 0.2 * seed)
    matrix = VoteMatrix.from_arrays([p for p, _ in votes], [s for _, s in votes], list(votes.values()))
    use, on_map = np.diff(matrix.starts) >= 7, np.ones(150, bool)
    chosen = dense.Selected(use, on_map, int(use.sum()), 150)
    with forced(compiled=bool(seed % 2), iterated=True):
        found = components.components(matrix, chosen)
    assert found is not None
    table = np.full((220, 150), np.nan)
    table[matrix.rows, matrix.columns] = matrix.values
    table = table[use]
    centred = np.nan_to_num(table - np.nanmean(table, axis=0))
    _, strength, axes = np.linalg.svd(centred, full_matrices=False)
    assert np.abs((axes[:2] * found.vectors).sum(axis=1)) == pytest.approx(1, abs=1e-11)
    assert found.explained == pytest.approx(strength[:2] ** 2 / (strength**2).sum(), rel=1e-9)


def test_equal_axes_are_found_as_often_as_they_occur() -> None:
    # Three even splits of 256 people, equally strong: an iteration with one vector would find one axis.
    people = np.repeat(np.arange(256), 150)
    statements = np.tile(np.arange(150), 256)
    values = np.where(people >> (statements % 3) & 1, 1, -1)
    result = common_ground(VoteMatrix.from_arrays(people, statements, values), groups="off")
    assert result.map is not None
    assert result.map.explained == pytest.approx([1 / 3, 1 / 3])
    assert {"commonground.axes_equal", "commonground.map_plane_unclear"} <= {m.code for m in result.messages}


def test_a_rough_operator_saves_passes_and_changes_nothing_else() -> None:
    rng = np.random.default_rng(3)
    turn = np.linalg.qr(rng.normal(size=(300, 300)))[0]
    exact = turn * np.append([10.0, 6.0], rng.uniform(0.5, 2.5, 298)) @ turn.T
    noise = rng.normal(size=(300, 300)) * 0.01
    rough, start = exact + noise + noise.T, turn.T[:4] + rng.normal(size=(4, 300)) * 0.01
    passes_taken = []
    for helper in (None, lambda block: block @ rough):
        taken = []

        def operator(block: np.ndarray, taken: list[int] = taken) -> np.ndarray:
            taken.append(len(block))
            return block @ exact

        _, axes = krylov.strongest(operator, 300, start, rough=helper)
        assert np.abs((axes[:2] * turn.T[:2]).sum(axis=1)) == pytest.approx(1, abs=1e-10)
        passes_taken.append(len(taken))
    assert passes_taken[1] < passes_taken[0]


def test_a_sample_is_chosen_by_what_stands_in_a_row() -> None:
    rng = np.random.default_rng(1)
    people, statements = np.divmod(rng.choice(4000 * 60, 60_000, replace=False), 60)
    values, renamed = rng.integers(-1, 2, 60_000), rng.permutation(4000)
    first, second = (VoteMatrix.from_arrays(names, statements, values) for names in (people, renamed[people]))
    rows = []
    for votes in (first, second):
        starts, cells = passes.sampled(votes.starts, votes.cells, np.ones(len(votes.participants), bool), 16)
        rows.append(sorted(cells[a:b].tobytes() for a, b in itertools.pairwise(starts)))
    assert 30_000 / 16 < sum(map(len, rows[0])) / 2 < 70_000 / 16
    assert rows[0] == rows[1]


def test_rounding_keeps_every_digit_that_matters() -> None:
    votes = drawn(150, 140, seed=9)
    matrix = VoteMatrix.from_arrays([p for p, _ in votes], [s for _, s in votes], list(votes.values()))
    everybody, everything = np.ones(150, bool), np.ones(140, bool)
    residuals: Residuals = components.residuals_of(matrix, everybody, everything)
    dense_matrix = np.zeros((150, 140))
    dense_matrix[matrix.rows, matrix.columns] = matrix.values - residuals.means[matrix.columns]
    vectors = np.linalg.qr(np.random.default_rng(0).normal(size=(140, 4)))[0].T
    assert np.abs(residuals.turn(vectors) - vectors @ dense_matrix.T @ dense_matrix).max() < 1e-10


def test_bridging_by_the_main_divide_is_the_same_compiled_and_plain() -> None:
    votes = matrix(drawn(120, 40, seed=3))
    found = []
    for compiled in (False, True):
        with forced(compiled=compiled):
            ballots = examined(votes)
            fitted = fitted_factors(ballots, np.cos(np.arange(40.0)) / np.sqrt(20))
            arrays_found = (ballots.rows, ballots.columns, ballots.values, fitted.intercepts, fitted.factors)
            found.append([array.tobytes() for array in arrays_found] + [fitted.rounds, fitted.noise])
    assert found[0] == found[1]
    assert found[0][-2] > 2


PROGRAM = """
import sys
import numpy as np
from khural.commonground import VoteMatrix, common_ground
from tests.commonground.makers import written
rng = np.random.default_rng(4)
people, statements = np.divmod(rng.choice(3000 * 200, 150_000, replace=False), 200)
lean = rng.random((2, 200)) < .5
values = np.where(rng.random(150_000) < .8, lean[people % 2, statements], rng.random(150_000) < .5) * 2 - 1
order = rng.permutation(150_000) if sys.argv[1] == "shuffled" else slice(None)
votes = VoteMatrix.from_arrays(people[order], statements[order], values[order])
sys.stdout.write(written(common_ground(votes, groups="off")))
assert "numba" in sys.modules
"""


def test_one_thread_and_two_and_another_order_give_the_same_bytes() -> None:
    digests = set()
    for cores, order in (("0", "sorted"), ("0,1", "shuffled")):
        # The number of threads is that of the cores a process may use.
        program = f"import os; os.sched_setaffinity(0, {{{cores}}}); os.cpu_count = lambda: {len(cores) // 2 + 1}\n"
        run = subprocess.run(
            [sys.executable, "-c", program + PROGRAM, order],
            env={**os.environ, "OPENBLAS_NUM_THREADS": str(len(cores) // 2 + 1)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        digests.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(digests) == 1


@settings(max_examples=60, deadline=None)
@given(cast, st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.sampled_from([-1, 0, 1])), max_size=9))
def test_votes_one_by_one_give_the_matrix_of_all_at_once(
    votes: list[tuple[int, int, int]], more: list[tuple[int, int, int]]
) -> None:
    people, statements, _ = arrays(votes)
    later = [(int(people[p % len(votes)]), int(statements[s % len(votes)]), v) for p, s, v in more]
    live = LiveCommonGround(VoteMatrix.from_arrays(*arrays(votes)), groups="off")
    live.add([(str(p), str(s), v) for p, s, v in later[:2]])
    live.add([(str(p), str(s), v) for p, s, v in later[2:]])
    whole = VoteMatrix.from_arrays(*arrays(votes + later))
    assert (live.votes.input_hash, live.votes.repeated) == (whole.input_hash, whole.repeated)
    assert written(live.result()) == written(common_ground(whole, groups="off"))


def test_a_fault_in_any_thread_is_raised() -> None:
    def work(_: int, block: int) -> None:
        if block == 7:
            raise ValueError(str(block))

    with pytest.raises(ValueError, match="7"):
        pool.shared_out(work, range(20))


def test_a_small_room_never_loads_the_compiler() -> None:
    program = (
        "import sys; from tests.commonground.makers import drawn, matrix, written; "
        "from khural.commonground import common_ground; written(common_ground(matrix(drawn(60, 200)))); "
        "sys.exit('numba' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
