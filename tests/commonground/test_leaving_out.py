from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khural.commonground import VoteMatrix
from khural.commonground.leaving_out import on_statements, without

Rows = dict[tuple[str, str], int]
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["7", "30", "-4", "ann", "9223372036854775807"]), st.sampled_from(["1", "2", "10"])),
    st.sampled_from([-1, 0, 1]),
)


def _votes(rows: Rows) -> VoteMatrix:
    return VoteMatrix.from_arrays([p for p, _ in rows], [s for _, s in rows], list(rows.values()))


@given(rows=ROWS, gone=st.sets(st.tuples(st.sampled_from(["7", "ann", "nobody"]), st.sampled_from(["1", "10", "99"]))))
def test_votes_that_are_left_out_might_never_have_been(rows: Rows, gone: set[tuple[str, str]]) -> None:
    rest = {pair: vote for pair, vote in rows.items() if pair not in gone}
    assert without(_votes(rows), gone).input_hash == _votes(rest).input_hash


@given(rows=ROWS, shown=st.sets(st.sampled_from(["1", "2", "10"])))
def test_of_some_statements_only_those_who_voted_on_them_are_left(rows: Rows, shown: set[str]) -> None:
    rest = {pair: vote for pair, vote in rows.items() if pair[1] in shown}
    assert on_statements(_votes(rows), shown).input_hash == _votes(rest).input_hash
