"""A table that is not what it should be is refused with file, row and column."""

from decimal import Decimal

import pytest

from khural.evidence.columns import COLUMNS
from khural.evidence.facts import edition_of, relation_of
from khural.evidence.table import EvidenceError, Row, read_rows

RELATION = "MNG,PRK,visit,2013-10-28,,,,paper,https://example.org/visit,S,"


def rows(line: str, columns: tuple[str, ...] = COLUMNS["relations.csv"]) -> tuple[Row, ...]:
    return read_rows("relations.csv", ",".join(columns) + "\n" + line + "\n", COLUMNS["relations.csv"])


def refusal(line: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(EvidenceError) as refused:
        relation_of(rows(line)[0])
    return refused.value.message.code, dict(refused.value.message.params)


def test_a_good_row_is_read() -> None:
    relation = relation_of(rows(RELATION)[0])
    assert (relation.a, relation.b, str(relation.start), relation.end) == ("MNG", "PRK", "2013-10-28", None)


def test_an_empty_cell_is_unknown_and_a_zero_is_a_zero() -> None:
    with_zero = relation_of(rows("MNG,KOR,trade,2019,2019,0,US$ m,paper,https://example.org,S,")[0])
    without = relation_of(rows("MNG,KOR,trade,2019,2019,,US$ m,paper,https://example.org,S,")[0])
    assert (with_zero.amount, without.amount) == (Decimal(0), None)


def test_background_knowledge_is_refused() -> None:
    code, params = refusal("MNG,PRK,visit,2013,,,,paper,https://example.org,K,")
    assert (code, params) == (
        "evidence.unknown_grade",
        {"file": "relations.csv", "row": 2, "column": "grade", "value": "K"},
    )


@pytest.mark.parametrize("grade", ["", "s", "A", "S "])
def test_a_grade_nobody_defined_is_refused(grade: str) -> None:
    assert refusal(f"MNG,PRK,visit,2013,,,,paper,https://example.org,{grade},")[0] == "evidence.unknown_grade"


@pytest.mark.parametrize("url", ["", "example.org", "javascript:alert(1)"])
def test_a_sourced_grade_needs_the_address_of_a_page(url: str) -> None:
    assert refusal(f"MNG,PRK,visit,2013,,,,paper,{url},S,")[0] == "evidence.no_source"


def test_a_wrong_date_is_named_with_its_place() -> None:
    code, params = refusal("MNG,PRK,visit,28.10.2013,,,,paper,https://example.org,S,")
    assert (code, params["column"], params["value"]) == ("evidence.not_a_date", "from", "28.10.2013")


@pytest.mark.parametrize("value", ["about 5", "1,000", "nan", "Infinity", "5 %"])
def test_a_quantity_that_is_no_number_is_refused(value: str) -> None:
    assert refusal(f'MNG,KOR,trade,2019,,"{value}",US$ m,paper,https://example.org,S,')[0] == "evidence.not_a_number"


@pytest.mark.parametrize("empty", ["a", "kind", "source"])
def test_a_cell_that_must_be_filled_is_refused_empty(empty: str) -> None:
    cells = dict(zip(COLUMNS["relations.csv"], RELATION.split(","), strict=True)) | {empty: ""}
    code, params = refusal(",".join(cells.values()))
    assert (code, params["column"]) == ("evidence.empty_cell", empty)


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(EvidenceError, match="the column “colour” is not known"):
        rows("", (*COLUMNS["relations.csv"], "colour"))


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(EvidenceError, match="column note must be there once, found 0 times"):
        rows("", COLUMNS["relations.csv"][:-1])


def test_a_doubled_column_is_refused() -> None:
    with pytest.raises(EvidenceError, match="column note must be there once, found 2 times"):
        rows("", (*COLUMNS["relations.csv"], "note"))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EvidenceError, match="column a must be there once"):
        read_rows("relations.csv", "", COLUMNS["relations.csv"])


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(EvidenceError, match=r"relations.csv, row 2: 12 cells where the header has 11"):
        rows(RELATION + ",more")


def test_an_unclosed_quote_is_refused() -> None:
    with pytest.raises(EvidenceError, match="not a readable CSV table"):
        rows('"MNG,PRK')


@pytest.mark.parametrize(("column", "value"), [("held", "perhaps"), ("dprk_status", "present"), ("dprk_status", "")])
def test_a_state_of_attendance_nobody_defined_is_refused(column: str, value: str) -> None:
    filled = {
        "year": "2014",
        "held": "yes",
        "dprk_status": "attended",
        "source_url": "https://example.org",
        "grade": "S",
    }
    cells = dict.fromkeys(COLUMNS["ubd_editions.csv"], "") | filled | {column: value}
    with pytest.raises(EvidenceError) as refused:
        edition_of(Row("ubd_editions.csv", 2, tuple(cells.items())))
    assert refused.value.message.code == "evidence.unknown_value"


def test_a_list_in_a_cell_is_taken_apart() -> None:
    row = Row("x.csv", 2, (("states", "MNG; RUS;;CHN"), ("empty", "")))
    assert (row.many("states"), row.many("empty")) == (("MNG", "RUS", "CHN"), ())


@pytest.mark.parametrize("value", ["-1", "1.5", "²", "many"])
def test_a_count_must_be_a_whole_number(value: str) -> None:
    with pytest.raises(EvidenceError, match="is not a number"):
        Row("x.csv", 2, (("count", value),)).whole("count")
