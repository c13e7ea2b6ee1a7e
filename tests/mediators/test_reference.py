"""The Korean case on the raw counts: ranks exactly, scores to the third decimal, as the specification has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
