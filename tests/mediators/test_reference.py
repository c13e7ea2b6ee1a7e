"""The Korean case on the raw counts: ranks exactly, scores to the third decimal, as the specification has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from khural.evidence.lake.adding import add
from khural.evidence.lake.building import build
from khural.evidence.lake.records import Lake
from khural.evidence.store import open_evidence
from khural.mediators import explain, find, settings_for
from khural.mediators.answer import answer
from khural.mediators.settings import Settings
from tests.mediators.raw import raw_counts
from tests.mediators.tables import reading

pytestmark = pytest.mark.reference
SIX = ("USA", "CHN", "JPN", "RUS")
TWO = ("PRK", "KOR")


@pytest.mark.parametrize(
    ("years", "stakeholders", "rank", "by_volume", "score", "first"),
    [
        ((2002, 2005), SIX, 1, 4, 0.945, "MNG THA EGY UKR IND"),
        ((2006, 2009), SIX, 1, 5, 0.962, "MNG SGP VNM ETH EGY"),
        ((2010, 2014), SIX, 1, 1, 0.962, "MNG SGP IDN IND ETH"),
        ((2002, 2005), (), 7, 11, 0.945, "IDN RUS CHE PAK THA"),
        ((2006, 2009), (), 2, 12, 0.980, "KHM MNG EGY SGP SYR"),
        ((2010, 2014), (), 1, 8, 0.973, "MNG IDN RUS BGD VNM"),
    ],
)
def test_mongolia_stands_where_the_specification_says(
    years: tuple[int, int],
    stakeholders: tuple[str, ...],
    rank: int,
    by_volume: int,
    score: float,
    first: str,
    reference: Path,
) -> None:
    settings = Settings(date(2015, 1, 1), date(years[0], 1, 1), date(years[1], 12, 31), "icews_dyad_year")
    counts = raw_counts(reference / "data" / "ir", settings.first, settings.last)
    found = answer(TWO, stakeholders, reading(counts), settings)
    mongolia = next(candidate for candidate in found.candidates if candidate.state == "MNG")
    assert (mongolia.rank, mongolia.volume_rank) == (rank, by_volume)
    assert mongolia.suitability == pytest.approx(score, abs=0.001)
    assert " ".join(candidate.state for candidate in found.candidates[:5]) == first


@pytest.fixture(scope="module")
def lake(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's own copy of the events of 2018, loaded as a user loads it."""
    folder = tmp_path_factory.mktemp("lake")
    add(Lake(folder), "icews18", reference / "data" / "ir" / "icews18" / "events_2018_01_07.parquet")
    build(Lake(folder), "2026-11-24", lambda *_: None)
    return folder


@pytest.mark.parametrize(("stakeholders", "rank", "by_volume"), [(SIX, 2, 3), ((), 5, 5)])
def test_the_months_before_the_summit_come_from_the_users_copy(
    stakeholders: tuple[str, ...], rank: int, by_volume: int, lake: Path
) -> None:
    evidence = open_evidence(date(2018, 5, 1), lake)
    window = (date(2018, 1, 1), date(2018, 4, 30))
    found = find(TWO, stakeholders, evidence, settings_for(evidence, source="icews18", window=window))
    mongolia = found.candidate("MNG")
    assert (mongolia.rank, mongolia.volume_rank) == (rank, by_volume)
    assert found.resampling == "week_blocks"
    assert "mediators.caveat_summit" in [message.code for message in found.messages]
    assert {variant.source for variant in found.grid} == {"icews18", "icews_dyad_year"}
    sources = [a for a in explain(found, evidence, "MNG").ablations if a.kind == "source"]
    assert [(a.what, a.interval) for a in sources] == [("icews_dyad_year", None)]


def test_a_source_of_days_is_read_to_the_day_before(lake: Path) -> None:
    evidence = open_evidence(date(2018, 3, 9), lake)
    assert settings_for(evidence, source="icews18").last == date(2018, 3, 8)
