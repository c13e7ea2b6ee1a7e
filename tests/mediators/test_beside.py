"""What stands beside the score: stakes, embassies, record, what speaks against, diversity, standing."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from khural.mediators.contrary import contrary
from khural.mediators.diversity import diversity
from khural.mediators.flags import StakeTable, stakes
from khural.mediators.presence import presence
from khural.mediators.record import track_record
from khural.mediators.register import sourced_assets
from khural.mediators.standing import standing
from khural.mediators.venue import venue
from tests.mediators.tables import counts, peace
from tests.mediators.test_changes import finding

SIX = ("PRK", "KOR", "USA", "CHN", "JPN", "RUS")
TODAY = date(2027, 1, 1)
PACT = StakeTable("defence_pact", "atop", 1990, 2018, {"AAA", "CCC", "DDD"}, {("AAA", "CCC"): range(2000, 2019)})
DISPUTE = StakeTable("dispute", "gml", 1990, 2010, {"AAA", "CCC", "DDD"}, {("AAA", "CCC"): [2005]}, look_back=10)


def flag(source: StakeTable, state: str, as_of: date) -> tuple[str, int | None, str | None]:
    found = stakes([state], ["AAA"], [source], [], as_of)[state]
    chosen = next(f for f in found if f.kind == source.kind)
    return chosen.value, chosen.year, chosen.last_known


@pytest.mark.parametrize(
    ("source", "state", "year", "expected"),
    [
        (PACT, "CCC", 2015, ("yes", 2014, None)),
        (PACT, "DDD", 2015, ("no", 2014, None)),
        (PACT, "CCC", 2021, ("yes", 2018, None)),
        (PACT, "CCC", 2026, ("unknown", 2018, "yes")),
        (PACT, "DDD", 2026, ("unknown", 2018, "no")),
        (PACT, "ZZZ", 2015, ("unknown", None, None)),
        (DISPUTE, "CCC", 2012, ("yes", 2005, None)),
        (DISPUTE, "CCC", 2004, ("no", 2003, None)),
        (DISPUTE, "CCC", 2016, ("unknown", 2010, "yes")),
        (DISPUTE, "DDD", 2012, ("no", 2010, None)),
    ],
)
def test_a_stake_is_yes_no_or_unknown_and_unknown_is_never_no(
    source: StakeTable, state: str, year: int, expected: tuple[str, int | None, str | None]
) -> None:
    assert flag(source, state, date(year, 1, 1)) == expected


def test_a_kind_without_a_source_is_unknown_for_everybody() -> None:
    found = stakes(["CCC"], ["AAA"], [], ["sanctions"], TODAY)["CCC"]
    assert {f.kind: f.value for f in found} == {"party": "no", "sanctions": "unknown", "troops": "unknown"}


def test_embassies_are_known_only_where_a_source_says_so_by_that_day() -> None:
    now = {(p.party, p.direction): p for p in presence("MNG", SIX, TODAY)}
    assert now["PRK", "sends"].value == "yes"
    assert now["PRK", "receives"].value == "yes"
    assert presence("SGP", ("PRK",), TODAY)[0].value == "unknown"
    closed = presence("MNG", ("PRK",), date(2001, 1, 1))[1]
    assert (closed.value, closed.since) == ("no", "1999-08")
    assert presence("MNG", ("USA",), date(1985, 1, 1))[0].value == "unknown"
    assert presence("MYS", ("PRK",), TODAY)[0].value == "no"


def test_a_list_without_a_date_says_nothing_about_an_earlier_day() -> None:
    assert presence("BRA", ("PRK",), TODAY)[0].value == "yes"
    assert presence("BRA", ("PRK",), date(2014, 12, 31))[0].value == "unknown"


def test_the_record_holds_what_had_begun_by_that_day() -> None:
    assert [deed.what for deed in track_record("MNG", date(2014, 12, 31))][-1] == "Ulaanbaatar Dialogue 1"
    assert all((deed.start or deed.end or "") < "2014-12-31" for deed in track_record("MNG", date(2014, 12, 31)))
    assert {deed.role for deed in track_record("SWE", TODAY)} >= {"mediator", "host", "protecting_power"}
    assert track_record("BRA", TODAY) == ()


def test_what_came_later_is_not_told() -> None:
    talks = next(deed for deed in track_record("NOR", date(2005, 1, 1)) if deed.what == "Sri Lanka")
    assert (talks.start, talks.end, talks.note) == ("2000", None, None)


def test_every_asset_has_a_date_a_grade_and_a_risk() -> None:
    assets = list(sourced_assets("MNG", TODAY))
    assert {asset.kind for asset in assets} >= {"nuclear_free", "peacekeeping", "democracy", "trade", "students"}
    assert all(asset.as_of and asset.grade in "SDX" and asset.risk.code for asset in assets)
    assert all(str(asset.as_of) < "2010-01-01" for asset in sourced_assets("MNG", date(2010, 1, 1)))


def test_a_venue_without_a_source_is_unknown_row_by_row() -> None:
    rows = venue("SGP", ("PRK", "KOR"), TODAY, {"KOR": (4600.0, 2019)}, "cow_mindist")
    known = [(row.kind, row.party, row.value) for row in rows if row.value is not None]
    assert known == [("distance", "KOR", "4600")]
    assert {row.kind for row in rows if row.value is None} == {
        "distance",
        "hotels",
        "summits_hosted",
        "visas",
        "sanctions",
    }


def test_what_speaks_against_is_said_with_its_source() -> None:
    against = contrary(finding(peace()).candidate("CCC"), ("AAA", "BBB"), 12, TODAY)
    assert next(c.sentence.code for c in against) == "mediators.against_weakest"


def test_empty_seats_speak_against_the_host_of_the_dialogue() -> None:
    host = dataclasses.replace(finding(peace()).candidate("CCC"), state="MNG")
    codes = [c.sentence.code for c in contrary(host, SIX, 12, TODAY)]
    assert codes.count("mediators.seat.unknown") == 2
    assert codes.count("mediators.seat.absent") + codes.count("mediators.seat.no_show") == 2
    assert codes.count("mediators.seat.cancelled") == 1
    assert "mediators.setback.embassy_reopened" in codes
    then = [c.sentence.code for c in contrary(host, SIX, 12, date(2002, 1, 1))]
    assert "mediators.setback.embassy_closed" in then
    assert "mediators.seat.cancelled" not in [c.sentence.code for c in contrary(host, SIX, 12, date(2018, 1, 1))]


def test_relations_are_diversified_when_spread_over_partners() -> None:
    table = counts({("AAA", "BBB"): (50, 0, 9, 0), ("CCC", "AAA"): (25, 0, 0, 0), ("AAA", "DDD"): (25, 0, 0, 0)})
    found = diversity(table, "AAA", {"BBB"})
    assert found.spread == pytest.approx(1 - (0.25 + 0.0625 + 0.0625))
    assert found.neighbours == pytest.approx(0.5)
    assert diversity(table, "AAA", None).neighbours is None
    assert found.partners[0] == ("BBB", 0.5)


def test_no_cooperation_is_unknown_diversity() -> None:
    assert diversity(counts({("AAA", "BBB"): (0, 0, 5, 0)}), "AAA", set()).spread is None


def test_standing_is_the_share_among_third_parties() -> None:
    table = counts({("AAA", "CCC"): (99, 0, 0, 0), ("CCC", "DDD"): (30, 0, 0, 0), ("DDD", "EEE"): (10, 0, 0, 0)})
    found = standing("CCC", {"AAA"}, [table], 1000, 0)[0]
    assert (found.events, found.total, found.rank, found.states) == (30, 40, 2, 3)
    assert found.share == pytest.approx(0.75)
    assert found.interval is not None
    assert found.interval.low < 0.75 < found.interval.high
    assert standing("ZZZ", {"AAA"}, [table], 1000, 0)[0].rank is None
