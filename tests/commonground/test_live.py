"""A conversation that keeps growing gives the bytes of all its votes at once, after every vote."""

from __future__ import annotations

import numpy as np
import pytest

from khural.commonground import LiveCommonGround, VoteMatrix, common_ground, sizes
from khural.commonground.compiled import passes
from tests.commonground.makers import written

PARTIES = {str(p): "north" if p % 3 else "south" for p in range(30)}
MARKS = {"rejected": ["2"], "meta": ["5"]}
assert passes


def drawn_entries(seed: int, n: int) -> list[tuple[str, str, int]]:
    """Votes among 9 people and 7 statements at first, later of others too; many are changed, some twice at once."""
    rng = np.random.default_rng(seed)
    return [
        (str(rng.integers(9 + i // 20)), str(rng.integers(7 + i // 30)), int(rng.choice([-1, 0, 1]))) for i in range(n)
    ]


def at_once(entries: list[tuple[str, str, int]]) -> VoteMatrix:
    people, statements, votes = zip(*entries, strict=True)
    return VoteMatrix.from_arrays(people, statements, votes, **MARKS)  # type: ignore[arg-type]  # one dict of lists


@pytest.mark.parametrize("is_compiled", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_every_vote_more_gives_the_bytes_of_all_votes_at_once(
    monkeypatch: pytest.MonkeyPatch, seed: int, is_compiled: bool
) -> None:
    monkeypatch.setattr(sizes, "ROOMS_FROM", 0 if is_compiled else 1 << 60)
    entries = drawn_entries(seed, 240)
    live = LiveCommonGround(at_once(entries[:60]), parties=PARTIES, groups="off", floor=2)
    done = 60
    while done < len(entries):
        step = 1 + done % 3
        live.add(entries[done : done + step])
        done += step
        votes = at_once(entries[:done])
        assert written(live.result()) == written(common_ground(votes, parties=PARTIES, groups="off", floor=2))
        for name in ("cells", "starts", "table", "totals"):
            assert np.array_equal(getattr(live.votes, name), getattr(votes, name))


def test_a_vote_taken_back_leaves_no_trace_but_the_count_of_repeated_ones() -> None:
    entries = drawn_entries(9, 80)
    person, statement, vote = entries[-1]
    live = LiveCommonGround(at_once(entries), groups="off")
    before = live.result().to_dict()
    live.add([(person, statement, -vote or 1)])
    live.add([(person, statement, vote)])
    after = live.result().to_dict()
    assert after["messages"] != before["messages"]
    assert {**after, "messages": 0} == {**before, "messages": 0}


def test_what_was_shown_before_does_not_change_with_the_next_vote() -> None:
    live = LiveCommonGround(at_once(drawn_entries(3, 80)), groups="off")
    first, text = live.result(), written(live.result())
    live.add([("0", "0", 1), ("0", "0", -1), ("1", "0", 0)])
    live.result()
    assert written(first) == text
