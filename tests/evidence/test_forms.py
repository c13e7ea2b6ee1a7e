"""Tables as their producers publish them become the same figures as the reduced files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from khural.evidence.lake.adding import add
from khural.evidence.lake.building import build
from khural.evidence.lake.records import Lake
from khural.evidence.lake.verifying import verify
from khural.evidence.store import Evidence, open_evidence
from khural.evidence.table import EvidenceError

LATE = date(2026, 11, 1)
MONGOLIA, DPRK, ROK, USA = 712, 731, 732, 2


def _quiet(_text: str) -> None:
    """Progress that nobody watches."""


def _built(tmp_path: Path, source: str, file: str, lines: list[str]) -> Evidence:
    path = tmp_path / file
    path.write_text("\n".join(lines) + "\n", "utf-8")
    lake = Lake(tmp_path / "lake")
    with pytest.raises(EvidenceError, match="--version"):
        add(lake, source, path)
    assert not lake.added()
    one = add(lake, source, path, version="2030", fewer=True)
    assert one.rows == len(lines) - 1 or source == "worldbank_gdp"
    build(lake, "2026-11-24", _quiet)
    assert not verify(lake, _quiet).wrong
    return open_evidence(LATE, lake.folder)


def _pair(evidence: Evidence, name: str, a: str, b: str, year: int) -> float | None:
    found = evidence.dyad_years(name)
    place = found.states.index(a), found.states.index(b), found.years.index(year)
    return float(found.values[place]) if found.known[place] else None


def _state(evidence: Evidence, name: str, state: str, year: int) -> float | None:
    found = evidence.state_years(name)
    place = found.states.index(state), found.years.index(year)
    return float(found.values[place]) if found.known[place] else None


def test_alliances_of_atop(tmp_path: Path) -> None:
    lines = [
        "ddyad,stateA,stateB,year,atopally,defense,offense,neutral,nonagg,consul,shareob",
        f"2732,{USA},{ROK},2000,1,1,0,0,0,1,0",
        f"712731,{MONGOLIA},{DPRK},2001,1,0,0,0,1,1,0",
    ]
    evidence = _built(tmp_path, "atop", "atop5_1ddyr.csv", lines)
    assert _pair(evidence, "defence_pact", "USA", "KOR", 2000) == 1
    assert _pair(evidence, "defence_pact", "MNG", "PRK", 2001) == 0
    assert _pair(evidence, "other_pact", "MNG", "PRK", 2001) == 1
    assert evidence.dyad_years("defence_pact").years[-1] == 2001


def test_contiguity_of_the_correlates_of_war(tmp_path: Path) -> None:
    lines = [
        "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version",
        f"731732,{DPRK},PRK,{ROK},ROK,1,194906,201612,,3.2",
    ]
    evidence = _built(tmp_path, "cow_contiguity", "contdir.csv", lines)
    assert _pair(evidence, "contiguity", "KOR", "PRK", 2010) == 1
    assert _pair(evidence, "contiguity", "MNG", "PRK", 2010) == 0


def test_organisations_of_the_correlates_of_war(tmp_path: Path) -> None:
    lines = ["dyadid,ccode1,ccode2,year,AALCO,ABEPSEAC,UN", f"1,{MONGOLIA},{DPRK},2010,1,-1,1"]
    assert (
        _pair(_built(tmp_path, "cow_igo", "dyadic_formatv3.csv", lines), "shared_organisations", "MNG", "PRK", 2010)
        == 2
    )


def test_memberships_of_a_state(tmp_path: Path) -> None:
    lines = ["ccode,year,state,AAAID,AACB,UN", f"{MONGOLIA},2010,mongolia,-9,3,1"]
    assert (
        _state(_built(tmp_path, "cow_igo_states", "state_year_formatv3.csv", lines), "organisations", "MNG", 2010) == 1
    )


def test_democracy_of_vdem(tmp_path: Path) -> None:
    lines = ["country_name,COWcode,year,v2x_polyarchy", f"Mongolia,{MONGOLIA},2025,0.5", "Hong Kong,,2025,0.1"]
    evidence = _built(tmp_path, "isard_democracy", "V-Dem-CY-Core-v16.csv", lines)
    assert evidence.state_years("democracy").source.version == "2030"
    assert _state(evidence, "democracy", "MNG", 2025) == 0.5
    assert evidence.state_years("polity").years[-1] == 2020


def test_votes_of_voeten(tmp_path: Path) -> None:
    lines = ["rcid,ccode,member,vote,session,date,unres,yes,no"]
    for call in range(12):
        for code, vote in ((MONGOLIA, 1), (DPRK, 1 if call < 6 else 2), (USA, 3), (ROK, 8)):
            lines.append(f"{call},{code},1,{vote},75,2020-11-0{1 + call % 9},R/75/{call},100,5")
    evidence = _built(tmp_path, "unvotes", "UNVotes.csv", lines)
    assert _pair(evidence, "un_vote_similarity", "MNG", "PRK", 2020) == 0.75
    assert _pair(evidence, "un_vote_similarity", "MNG", "USA", 2020) == 0
    assert "KOR" not in evidence.dyad_years("un_vote_similarity").states or (
        _pair(evidence, "un_vote_similarity", "MNG", "KOR", 2020) is None
    )


def test_the_world_bank_with_its_lines_before_the_header(tmp_path: Path) -> None:
    lines = [
        '"Data Source","World Development Indicators",',
        "",
        '"Last Updated Date","2025-01-01",',
        "",
        '"Country Name","Country Code","Indicator Name","Indicator Code","2000","2001",',
        '"Mongolia","MNG","GDP (current US$)","NY.GDP.MKTP.CD","1136896124.1","",',
        '"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","3e13","3e13",',
    ]
    evidence = _built(tmp_path, "worldbank_gdp", "API_NY.GDP.MKTP.CD.csv", lines)
    assert _state(evidence, "gdp", "MNG", 2000) == pytest.approx(1136896124.1, rel=1e-6)


def test_a_table_of_the_same_columns_in_the_other_kind_of_file(tmp_path: Path) -> None:
    lines = [
        "micnum,eventnum,ccode1,ccode2,stmon,stday,styear,endmon,endday,endyear,sidea1,action,hostlev,"
        "fatalmin1,fatalmax1,fatalmin2,fatalmax2,version",
        f"1,1,{DPRK},{ROK},5,-9,2010,5,-9,2010,1,7,4,0,0,0,0,mie-2.0",
        f"1,2,{ROK},{DPRK},-9,-9,2010,5,-9,2010,0,1,2,0,0,0,0,mie-2.0",
    ]
    evidence = _built(tmp_path, "mie", "mie-2.0.csv", lines)
    counts = evidence.dyad_counts("mie", date(2010, 1, 1), date(2010, 12, 31))
    prk, kor = counts.states.index("PRK"), counts.states.index("KOR")
    assert counts.material_conflict[prk, kor] == 1
    assert counts.verbal_conflict.sum() == 0
    assert not counts.source.holds_counts


def test_a_cell_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contdir.csv"
    path.write_text("statelno,statehno,conttype,begin,end\n731,732,land,194906,201612\n")
    lake = Lake(tmp_path / "lake")
    with pytest.raises(EvidenceError, match="a cell is not") as caught:
        add(lake, "cow_contiguity", path, version="2030", fewer=True)
    assert caught.value.message.code == "evidence.bad_cell"
    assert not lake.folder.exists()
