"""Questions to events: golden answers from the embedded engine, the same question in words another engine reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.evidence.events import queries
from khural.evidence.events.engine import engine, fetch
from khural.evidence.tables import CLASSES

ibis = pytest.importorskip("ibis")

SNAPSHOTS = Path(__file__).parent / "snapshots"
SCHEMA = {"day": "date", "a": "string", "b": "string", "kind": "int8", "intensity": "float32", "code": "string"}
AS_OF = date(2018, 3, 1)
EVENTS = [
    (date(2018, 1, 3), "PRK", "KOR", 3),
    (date(2018, 1, 30), "PRK", "KOR", 4),
    (date(2018, 2, 10), "KOR", "PRK", 1),
    (date(2018, 2, 11), "KOR", "PRK", 1),
    (date(2018, 2, 11), "USA", "PRK", 2),
    (date(2018, 2, 28), "USA", "KOR", 4),
    (date(2018, 3, 1), "PRK", "KOR", 4),
]


def _frame(events: list[tuple[date, str, str, int]]) -> pl.DataFrame:
    rows = [(*event, 0.0, "") for event in events]
    return pl.DataFrame(rows, ["day", "a", "b", "kind", "intensity", "code"], orient="row").with_columns(
        pl.col("kind").cast(pl.Int8)
    )


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Answers a query to a list of events with the embedded engine."""
    with engine(tmp_path_factory.mktemp("spill")) as connection:

        def ask(events: list[tuple[date, str, str, int]], query: object, **options: object) -> list[tuple[object, ...]]:
            table = connection.create_table("events", _frame(events).to_arrow(), overwrite=True, temp=True)
            found = pl.from_arrow(fetch(connection, query(table, **options)))  # type: ignore[operator]
            assert isinstance(found, pl.DataFrame)
            return found.rows()

        yield ask


def test_counts_by_month_and_class_before_the_day(answer) -> None:  # type: ignore[no-untyped-def]
    found = answer(EVENTS, queries.pair_counts, period="month", as_of=AS_OF)
    assert found == [
        (date(2018, 1, 1), "PRK", "KOR", 0, 0, 1, 1),
        (date(2018, 2, 1), "KOR", "PRK", 2, 0, 0, 0),
        (date(2018, 2, 1), "USA", "KOR", 0, 0, 0, 1),
        (date(2018, 2, 1), "USA", "PRK", 0, 1, 0, 0),
    ]


def test_weeks_start_on_mondays(answer) -> None:  # type: ignore[no-untyped-def]
    found = answer(EVENTS, queries.pair_counts, period="week", as_of=AS_OF)
    assert {row[0] for row in found} == {date(2018, 1, 1), date(2018, 1, 29), date(2018, 2, 5), date(2018, 2, 26)}


def test_a_window_ends_before_the_day(answer) -> None:  # type: ignore[no-untyped-def]
    found = answer(EVENTS, queries.windows, days=28, as_of=AS_OF)
    assert [row[:2] for row in found] == [("KOR", "PRK"), ("USA", "KOR"), ("USA", "PRK")]


def test_the_most_hostile_come_first_and_ties_by_name(answer) -> None:  # type: ignore[no-untyped-def]
    found = answer(EVENTS, queries.most_hostile, state="KOR", days=365, as_of=AS_OF)
    assert found == [("PRK", 2), ("USA", 1)]


def test_a_value_enters_only_from_before_the_day(tmp_path: Path) -> None:
    late = date(2015, 1, 1)
    asked = pl.DataFrame({"unit": ["MNG", "MNG", "PRK"], "day": [date(2010, 1, 1), late, late]})
    dated = pl.DataFrame(
        {
            "unit": ["MNG", "MNG", "MNG"],
            "day": [date(2009, 5, 1), date(2015, 1, 1), date(2012, 1, 1)],
            "value": [1, 3, 2],
        }
    )
    with engine(tmp_path) as connection:
        tables = [
            connection.create_table(name, rows.to_arrow(), temp=True) for name, rows in (("q", asked), ("v", dated))
        ]
        found = pl.from_arrow(fetch(connection, queries.as_of_join(*tables)))
    assert isinstance(found, pl.DataFrame)
    assert found.rows() == [
        ("MNG", date(2010, 1, 1), date(2009, 5, 1), 1),
        ("MNG", date(2015, 1, 1), date(2012, 1, 1), 2),
        ("PRK", date(2015, 1, 1), None, None),
    ]


EVENT = st.tuples(
    st.dates(date(2018, 1, 1), date(2018, 6, 30)),
    st.sampled_from(("PRK", "KOR", "USA")),
    st.sampled_from(("CHN", "JPN")),
    st.integers(1, 4),
)


@given(events=st.lists(EVENT, min_size=1, max_size=40), as_of=st.dates(date(2018, 1, 2), date(2018, 7, 1)))
@settings(max_examples=25, deadline=None)
def test_every_event_before_the_day_is_counted_once_and_none_after(answer, events, as_of) -> None:  # type: ignore[no-untyped-def]
    found = answer(events, queries.pair_counts, period="month", as_of=as_of)
    assert sum(sum(row[3:]) for row in found) == sum(event[0] < as_of for event in events)
    assert answer(events[::-1], queries.pair_counts, period="month", as_of=as_of) == found


@pytest.mark.parametrize("dialect", ["duckdb", "trino", "bigquery"])
@pytest.mark.parametrize("name", ["as_of_join", "pair_counts", "most_hostile"])
def test_the_questions_in_the_words_of_an_engine_are_as_recorded(dialect: str, name: str) -> None:
    events = ibis.table(SCHEMA, name="events")
    days = ibis.table({"unit": "string", "day": "date"}, name="asked")
    dated = ibis.table({"unit": "string", "day": "date", "value": "float64"}, name="dated")
    asked = {
        "as_of_join": lambda: queries.as_of_join(days, dated),
        "pair_counts": lambda: queries.pair_counts(events, "month", AS_OF),
        "most_hostile": lambda: queries.most_hostile(events, "KOR", 365, AS_OF),
    }
    recorded = (SNAPSHOTS / f"{name}.{dialect}.sql").read_text("utf-8")
    assert str(ibis.to_sql(asked[name](), dialect=dialect)) + "\n" == recorded


def test_the_classes_are_numbered_in_their_order() -> None:
    assert CLASSES[0] == "verbal_cooperation"
    assert CLASSES[3] == "material_conflict"
