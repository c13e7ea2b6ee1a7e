"""Candidates and parties entered by hand stand beside the rank, marked, and never in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from khural.evidence.table import EvidenceError
from khural.files import FileError
from khural.mediators.checks import FindError
from khural.mediators.entered import checked, entered_candidates, entered_parties, with_entered
from khural.mediators.reading import COLUMNS, read_entered
from khural.mediators.tie import EnteredTie
from tests.mediators.tables import peace, settings
from tests.mediators.test_changes import PARTIES, finding

URL = "https://example.org/source"


def tie(candidate: str, party: str, cooperation: int = 40, conflict: int = 0, **more: str) -> EnteredTie:
    given = {"kind": "organisation", "source": "a report", "source_url": URL, **more}
    return EnteredTie(candidate, party, given["kind"], cooperation, conflict, "2010", "2014", given["source"],
                      given["source_url"], None)  # fmt: skip


def test_an_organisation_is_scored_by_the_same_formula_outside_the_rank() -> None:
    ranked = finding(peace()).candidates
    found = entered_candidates([tie("UN", "AAA"), tie("UN", "BBB", 20, 10)], PARTIES, ranked, settings())
    assert [(e.name, e.weakest, e.unknown) for e in found] == [("UN", "BBB", ())]
    assert found[0].suitability == pytest.approx(20 / 35)
    assert found[0].above == 1
    assert "UN" not in {candidate.state for candidate in ranked}


def test_a_missing_tie_of_an_organisation_is_unknown() -> None:
    found = entered_candidates([tie("UN", "AAA")], PARTIES, finding(peace()).candidates, settings())[0]
    assert (found.unknown, found.suitability, found.above) == (("BBB",), None, None)


def test_an_armed_group_as_party_gives_a_marked_rank_and_leaves_the_rank_alone() -> None:
    before = finding(peace())
    ties = [tie("CCC", "Front", 10, 90, kind="armed_group"), tie("DDD", "Front", 90, 0, kind="armed_group")]
    parties = entered_parties(ties, PARTIES)
    after = {c.state: c for c in with_entered(before.candidates, ties, parties, settings())}
    assert parties == ("Front",)
    assert (after["CCC"].rank, after["CCC"].marked_rank) == (1, 2)
    assert (after["DDD"].rank, after["DDD"].marked_rank) == (2, 1)
    assert after["FFF"].marked_rank is None
    assert after["CCC"].entered[0].source_url == URL


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ([tie("UN", "AAA", source_url="a book")], "mediators.entered_no_source"),
        ([tie("UN", "AAA", -1)], "mediators.entered_negative"),
        ([tie("UN", "AAA", kind="club")], "mediators.entered_kind"),
        ([tie("UN", "AAA"), tie("UN", "AAA")], "mediators.entered_twice"),
    ],
)
def test_a_tie_that_cannot_be_shown_is_refused(wrong: list[EnteredTie], code: str) -> None:
    with pytest.raises(FindError) as refusal:
        checked(wrong)
    assert refusal.value.message.code == code


ROW = f"UN,PRK,organisation,12,3,2010,2014-06,a report,{URL},"


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", encoding="utf-8")
    return path


def test_ties_are_read_from_a_file(tmp_path: Path) -> None:
    found = read_entered(written(tmp_path / "ties.csv", ROW))
    assert [(t.candidate, t.party, t.cooperation, t.conflict, t.last) for t in found] == [
        ("UN", "PRK", 12, 3, "2014-06")
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (ROW.replace("12", "many"), "evidence.not_a_number"),
        (ROW.replace("12", ""), "evidence.empty_cell"),
        (ROW.replace("organisation", "club"), "evidence.unknown_value"),
        (ROW.replace("2014-06", "June"), "evidence.not_a_date"),
        (ROW + ",,", "evidence.ragged_row"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(row: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as refusal:
        read_entered(written(tmp_path / "ties.csv", ROW, row))
    assert refusal.value.message.code == code
    assert refusal.value.message.params["row"] == 3


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        read_entered(tmp_path / "none.csv")
    (tmp_path / "ties.csv").write_bytes("кандидат".encode("cp1251"))
    with pytest.raises(FileError, match="not UTF-8"):
        read_entered(tmp_path / "ties.csv")


def test_a_named_encoding_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_bytes("\n".join((",".join(COLUMNS), ROW.replace("a report", "отчёт"))).encode("cp1251"))
    assert read_entered(path, "cp1251")[0].source == "отчёт"
