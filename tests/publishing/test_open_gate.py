"""The gate of open consultations: what it shows, what it never shows, and what a batch may change."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khural.publishing import OpenPolicy, PublishedOpen, PublishError, publish_open, restore_open
from khural.publishing.square import (
    GroupTally,
    MapTally,
    OpenCell,
    OpenCount,
    OpenStatement,
    OpenTally,
    SpreadTally,
    to_open_csv,
)

POLICY = OpenPolicy()


def tally(*counts: tuple[int, int, int], voters: int = 0, **more: object) -> OpenTally:
    """A consultation without groups: counts of agree, disagree and pass per statement."""
    rows = tuple(OpenStatement(str(n), OpenCount(*count)) for n, count in enumerate(counts, start=1))
    return replace(OpenTally("7", voters or max(sum(count) for count in counts), rows), **more)  # type: ignore[arg-type]  # fields


def grouped(*groups: tuple[int, int, int], rest: tuple[int, int, int] = (0, 0, 0)) -> OpenTally:
    """One statement with these counts by group, and those of people without a group."""
    total = OpenCount(*(sum(parts) for parts in zip(*groups, rest, strict=True)))
    people = tuple(GroupTally("ABCDE"[n], max(sum(group), 10), ("1",)) for n, group in enumerate(groups))
    row = OpenStatement("1", total, tuple(OpenCount(*group) for group in groups))
    return OpenTally("7", total.voters, (row,), groups=people, stability=0.956)


def publish(
    counted: OpenTally, previous: PublishedOpen | None = None, minute: int = 1, final: bool = False
) -> PublishedOpen:
    return publish_open(counted, POLICY, previous, minute=minute, final=final)


def test_counts_are_rounded_to_five_and_never_near_none_or_all() -> None:
    cell = publish(tally((37, 0, 4))).statements[0].everybody
    assert (cell.of, cell.agree, cell.disagree) == (40, 35, 5)
    assert (cell.agree_percent, cell.agree_range) == (88, (73, 95))


def test_fewer_than_ten_are_not_shown() -> None:
    rows = publish(tally((20, 5, 0), (9, 0, 0))).statements
    assert rows[1].everybody == OpenCell(None, None, None, "too_few")
    assert publish(tally((9, 0, 0))).about is None


@given(st.integers(10, 24), st.data())
def test_no_shown_cell_proves_anybodys_answer(voters: int, data: st.DataObject) -> None:
    agree = data.draw(st.integers(0, voters))
    disagree = data.draw(st.integers(0, voters - agree))
    cell = publish(tally((agree, disagree, voters - agree - disagree))).statements[0].everybody
    same = [
        (a, d)
        for a, d in itertools.product(range(voters + 1), repeat=2)
        if a + d <= voters and publish(tally((a, d, voters - a - d))).statements[0].everybody == cell
    ]
    # Whoever knows how many answered, and their own answer, still cannot exclude any answer of the others.
    for a_own, d_own in ((1, 0), (0, 1), (0, 0)):
        others = [
            (a - a_own, d - d_own) for a, d in same if a >= a_own and d >= d_own and voters - a - d >= 1 - a_own - d_own
        ]
        if others:
            assert any(a < voters - 1 for a, _ in others)
            assert any(d < voters - 1 for _, d in others)
            assert any(a > 0 for a, _ in others)
            assert any(d > 0 for _, d in others)


def test_a_batch_waits_for_ten_more_people() -> None:
    first = publish(tally((20, 10, 0)))
    assert first.about == 30
    for more in range(42 - 30):
        assert publish(tally((20 + more, 10, 0)), first, minute=2) is first
    assert publish(tally((32, 10, 0)), first, minute=2).about == 40


def test_within_a_minute_nothing_changes() -> None:
    first = publish(tally((20, 10, 0)))
    assert publish(tally((90, 10, 0)), first, minute=1) is first


def test_a_statement_keeps_its_numbers_until_ten_more_have_answered_it() -> None:
    first = publish(tally((20, 10, 0), (10, 10, 0), voters=30))
    second = publish(tally((20, 31, 0), (10, 21, 0), voters=51), first, minute=2)
    rows = {row.statement: row.everybody for row in second.statements}
    assert rows["1"].of == 50
    assert rows["2"] == next(row.everybody for row in first.statements if row.statement == "2")
    third = publish(tally((20, 51, 0), (10, 22, 0), voters=71), second, minute=3)
    assert {row.statement: row.everybody.of for row in third.statements} == {"1": 70, "2": 30}


def test_a_changed_answer_alone_shows_nowhere() -> None:
    first = publish(tally((20, 10, 0), (12, 8, 0), voters=30))
    second = publish(tally((40, 10, 0), (3, 17, 0), voters=50), first, minute=2)
    assert {row.statement: row.everybody.agree for row in second.statements}["2"] == 10


def test_a_changed_answer_alone_shows_nowhere_when_groups_are_worked_out_anew() -> None:
    for moved in range(-6, 7):
        first = publish(grouped((12, 13, 0), (10, 20, 0)))
        more = replace(grouped((12 + moved, 13 - moved, 0), (10, 20, 0)), voters=80)
        second = publish(more, first, minute=2)
        assert second.structure_about == 80
        assert [row.everybody.agree for row in (*first.statements, *second.statements)] == [20, 20]


def test_a_hidden_group_is_never_alone_beside_the_total() -> None:
    cells = publish(grouped((4, 2, 0), (20, 5, 0), (9, 21, 0))).statements[0].groups
    assert [cell.reason for cell in cells] == ["too_few", "withheld", "shown"]


def test_a_few_people_without_a_group_are_left_out_of_the_total_and_hide_nothing() -> None:
    row = publish(grouped((20, 5, 0), (9, 21, 0), rest=(8, 1, 0))).statements[0]
    assert [cell.reason for cell in row.groups] == ["shown", "shown"]
    assert row.everybody == publish(grouped((20, 5, 0), (9, 21, 0))).statements[0].everybody


def test_a_row_that_hides_a_group_stands_after_those_that_show_all() -> None:
    whole, half = grouped((12, 8, 0), (12, 8, 0)), grouped((60, 1, 0), (3, 1, 0))
    both = replace(half, statements=(half.statements[0], replace(whole.statements[0], statement="2")))
    assert [row.statement for row in publish(both).statements] == ["2", "1"]


def test_many_people_without_a_group_hide_nothing() -> None:
    cells = publish(grouped((20, 5, 0), (9, 21, 0), rest=(8, 8, 0))).statements[0].groups
    assert [cell.reason for cell in cells] == ["shown", "shown"]


def test_a_statement_that_was_hidden_and_is_shown_again_counts_nobody_anew() -> None:
    def two(agree: int, others: int) -> OpenTally:
        return tally((agree, 9, 0), (others, 20, 0))

    first = publish(two(22, 20))
    hidden = tally((0, 0, 0), (40, 20, 0))
    second = publish(replace(hidden, statements=hidden.statements[1:]), first, minute=2)
    assert [row.everybody.agree for row in second.statements if row.statement == "1"] == [20]
    # One more agrees: 23 would be rounded to 25, and tell of that one.
    third = publish(two(23, 60), second, minute=3)
    assert [row.everybody.agree for row in third.statements if row.statement == "1"] == [20]
    assert restore_open(third.to_json()) == third
    later = publish(two(33, 80), third, minute=4)
    assert [row.everybody.agree for row in later.statements if row.statement == "1"] == [30]


def test_a_hidden_statement_keeps_no_cells_of_groups_that_are_new() -> None:
    first = grouped((20, 5, 0), (9, 21, 0))
    both = replace(first, statements=(first.statements[0], replace(first.statements[0], statement="2")))
    one = publish(both)
    bigger = grouped((40, 10, 0), (19, 41, 0), (20, 20, 0))
    second = publish(bigger, one, minute=2)
    row = next(row for row in second.statements if row.statement == "2")
    assert [cell.reason for cell in row.groups] == ["withheld"] * 3
    assert row.everybody == one.statements[1].everybody
    assert row.known[0] == one.statements[1].known[0]
    same = publish(grouped((40, 10, 0), (19, 41, 0)), one, minute=2)
    assert next(row for row in same.statements if row.statement == "2").known == one.statements[1].known
    assert restore_open(second.to_json()) == second


def test_groups_smaller_than_the_floor_are_no_groups() -> None:
    small = replace(grouped((20, 5, 0), (9, 21, 0)), groups=(GroupTally("A", 9, ()), GroupTally("B", 40, ())))
    result = publish(small)
    assert (result.groups, result.stability, result.reason) == ((), None, "publishing.small_groups")
    assert result.statements[0].groups == ()


def test_groups_and_map_stay_until_one_in_ten_is_new() -> None:
    first = publish(replace(grouped((60, 40, 0), (20, 80, 0)), map=MapTally(((100, 100),))))
    bigger = replace(grouped((60, 45, 0), (28, 80, 0)), map=MapTally(((10, 203),)))
    second = publish(bigger, first, minute=2)
    assert second.about == 215
    assert (second.map, second.groups, second.structure_about) == (first.map, first.groups, 200)
    assert second.statements[0].groups == first.statements[0].groups
    assert publish(bigger, first, minute=2, final=True).structure_about == 215
    third = publish(replace(grouped((70, 45, 0), (28, 80, 0)), map=MapTally(((20, 203),))), first, minute=3)
    assert third.structure_about == 225


def test_fields_of_the_map_with_few_people_are_empty() -> None:
    result = publish(tally((30, 10, 0), map=MapTally(((9, 10), (23, 0)), (("1",), (), (), ("nowhere",)))))
    assert result.map is not None
    assert result.map.fields == ((None, 10), (25, None))
    assert result.map.ends == (("1",), (), (), ())


def part(agree: int, disagree: int, passed: int = 0) -> OpenCount:
    return OpenCount(agree, disagree, passed)


def test_what_holds_along_the_line_holds_in_each_part_by_its_lower_bound() -> None:
    parts = (
        ("1", (part(50, 0), part(45, 5), part(50, 0))),
        ("2", (part(50, 0), part(20, 30), part(50, 0))),
        ("3", (part(9, 0), part(50, 0), part(50, 0))),
        ("4", (part(0, 50), part(5, 45), part(0, 45, 5))),
        ("5", (part(30, 0, 20), part(30, 0, 20), part(30, 0, 20))),
    )
    totals = ((150, 10, 0), (120, 30, 0), (109, 5, 0), (5, 140, 5), (90, 0, 60))
    result = publish(tally(*totals, spread=SpreadTally(parts)))
    # 45 of 50: the 95 % score interval begins at 78.6 %. Passes are no agreement.
    assert result.agreed == (("1", 75),)
    assert result.rejected == (("4", 75),)


def test_parts_of_the_line_tell_no_more_than_the_total() -> None:
    def held(*parts: OpenCount, total: tuple[int, int, int]) -> tuple[tuple[str, int], ...]:
        return publish(tally(total, spread=SpreadTally((("1", parts),)))).agreed

    # Each part shows 15 of 20, which stands for 13 at least: 39 together, where the total (40) says 38 at least.
    assert held(*[part(13, 7)] * 3, total=(39, 21, 0)) == ()
    assert held(*[part(15, 5)] * 3, total=(45, 15, 0)) == (("1", 50),)


def test_the_order_follows_the_group_that_agrees_least() -> None:
    first, second = grouped((90, 10, 0), (10, 90, 0)), grouped((60, 40, 0), (60, 40, 0))
    both = replace(first, statements=(first.statements[0], replace(second.statements[0], statement="2")))
    assert [row.statement for row in publish(both).statements] == ["2", "1"]


def test_counts_that_cannot_be_are_refused() -> None:
    for wrong in (tally((5, -1, 9)), replace(grouped((5, 5, 5)), voters=3), replace(grouped((5, 5, 5)), groups=())):
        with pytest.raises(PublishError):
            publish(wrong)


def test_no_caller_bends_the_rules() -> None:
    for weaker in (
        {"floor": 3},
        {"rounding": 1},
        {"edge": 0},
        {"batch": 1},
        {"complementary": False},
        {"carried": False},
    ):
        with pytest.raises(PublishError):
            OpenPolicy(**weaker)  # type: ignore[arg-type]  # one field each


def test_nothing_but_the_gate_makes_a_published_value() -> None:
    result = publish(tally((30, 10, 0)))
    with pytest.raises(TypeError):
        replace(result, about=5)


def test_what_is_stored_is_read_back_and_nothing_else_is() -> None:
    counted = replace(
        grouped((60, 40, 0), (20, 80, 0)),
        map=MapTally(((100, 100), (0, 0))),
        spread=SpreadTally((("1", (part(60, 5), part(60, 5))),)),
    )
    text = publish(counted).to_json()
    assert restore_open(text).to_json() == text
    for broken in (
        "",
        "{}",
        "[]",
        text.replace('"of":200', '"of":201'),
        text.replace('"agree":80', '"agree":200'),
        text + " ",
    ):
        with pytest.raises(PublishError):
            restore_open(broken)


def test_what_was_stored_before_rows_carried_what_they_told_is_read_and_followed() -> None:
    first = publish(tally((37, 0, 4)))
    text = re.sub(r'"known":\[\[[^]]*\]\],', "", first.to_json())
    old = restore_open(text)
    assert old.to_json() == text
    assert publish(tally((57, 0, 4)), old, minute=2).about == 60
    with pytest.raises(PublishError):
        restore_open(first.to_json().replace('"known":[[0,', '"known":[[-1,'))


def test_the_file_says_what_the_page_says_and_no_formula() -> None:
    result = publish(grouped((20, 5, 0), (9, 21, 0)))
    lines = to_open_csv(result, {"1": "=1+1"}, ["number", "statement", "answers", "agree", "disagree"]).splitlines()
    assert lines == [
        "number,statement,answers,agree,disagree,A: answers,A: agree,A: disagree,B: answers,B: agree,B: disagree",
        "1,'=1+1,55,30,25,25,20,5,30,10,20",
    ]
