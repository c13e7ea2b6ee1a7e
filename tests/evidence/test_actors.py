"""Names to states and organisations: dated, by named rules, never guessed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from khural.evidence.actors import RULES, resolve

DAY = date(2018, 4, 1)
CODED = Path(__file__).resolve().parents[2] / "benchmarks" / "actors_coded.csv"


@pytest.mark.parametrize(
    ("name", "code", "rule"),
    [
        ("Police (India)", "IND", "parentheses"),
        ("Citizen (Palestinian Territory, Occupied)", "PSE", "parentheses"),
        ("Militant (Taliban)", "AFG", "parentheses"),
        ("Mongolia", "MNG", "state"),
        ("  north   korea ", "PRK", "state"),
        ("Kim Jong-Un", "PRK", "table"),
        ("UN Security Council", "IGO:UN", "table"),
        ("Iranian Parliament", "IRN", "adjective"),
        ("Unspecified Actor", None, "table"),
        ("Somebody Unheard Of", None, "unresolved"),
        ("Role (Nowhere)", None, "unresolved"),
        ("American Airlines", None, "unresolved"),
        ("", None, "unresolved"),
    ],
)
def test_a_name_is_resolved_by_the_first_rule_that_knows_it(name: str, code: str | None, rule: str) -> None:
    found = resolve(name, DAY)
    assert (found.code, found.rule) == (code, rule)
    assert found.rule in RULES


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("António Manuel de Oliveira Guterres", "1999-01-01", "PRT"),
        ("António Manuel de Oliveira Guterres", "2010-01-01", "IGO:UN"),
        ("António Manuel de Oliveira Guterres", "2016-06-01", None),
        ("António Manuel de Oliveira Guterres", "2018-01-01", "IGO:UN"),
        ("Ban Ki-moon", "2005-05-05", "KOR"),
        ("Ban Ki-moon", "2007-01-01", "IGO:UN"),
        ("Donald Tusk", "2014-11-15", None),
        ("Soviet Union", "1991-12-25", "RUS"),
        ("Soviet Union", "1991-12-26", None),
        ("West Germany", "1991-01-01", None),
        ("East Germany", "1989-11-09", "DDR"),
        ("South Vietnam", "1975-05-01", None),
        ("Citizen (Zaire)", "1990-01-01", "COD"),
        ("Citizen (Zaire)", "2000-01-01", None),
    ],
)
def test_offices_and_states_hold_for_their_days_only(name: str, day: str, code: str | None) -> None:
    assert resolve(name, date.fromisoformat(day)).code == code


def test_precision_on_the_coded_sample_does_not_fall() -> None:
    with CODED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["first"] == row["second"]]
    assert len(rows) == 197
    found = [(row, resolve(row["name"], DAY)) for row in rows]
    resolved = [(row, answer) for row, answer in found if answer.rule != "unresolved"]
    wrong = [row["name"] for row, answer in resolved if (answer.code or "") != row["first"]]
    assert wrong == []
    assert len(resolved) >= 170


def test_precision_on_names_not_seen_before_does_not_fall() -> None:
    with CODED.with_name("actors_held_out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    found = [(row, resolve(row["name"], DAY)) for row in rows]
    resolved = [(row, answer) for row, answer in found if answer.rule != "unresolved"]
    right = [row for row, answer in resolved if (answer.code or "") == row["code"]]
    assert len(right) >= 84
    assert len(right) / len(resolved) >= 0.98
