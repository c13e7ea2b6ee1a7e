"""Everything that is served is looked through: no channel is finer than the file, and none tells of one answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from khural.publishing import OpenPolicy
from khural.publishing.square import OpenCell
from khural.web.square.ticking import tick
from tests.publishing.crowds import AGREE, DISAGREE, PASS
from tests.publishing.onlooker import Served
from tests.square import restarted, work
from tests.web.square.test_attack import everything, plain
from tests.web.square.test_every_rule import six_of_another_camp
from tests.web.square.watching import Somebody, Watched, served, watched

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

STAFF = ("", "statements/", "statements/1/", "queue/", "log/", "log/log.csv", "polis.zip", "hand/", "settings/")


def numbers(served_row: tuple[Served, ...]) -> list[int]:
    """What a page may say of a row: of everybody shares, ranges and about how many answered; of a group who agree."""
    said = []
    for place, served_cell in enumerate(served_row):
        if served_cell is None:
            continue
        cell = OpenCell(*served_cell, "shown")
        agree, disagree = cell.agree_range, cell.disagree_range
        assert agree
        assert disagree
        said += [cell.agree_percent, *agree]
        if place == 0:
            said += [cell.disagree_percent, *disagree, cell.of]
    return [number for number in said if number is not None]


def rows_of(page: str) -> Iterator[tuple[str, list[int]]]:
    """The statements of a page's table and every number of their rows, but for the drawn mark."""
    table = page[page.index('<table class="square-table"') : page.index("</table>")]
    for row in re.findall(r"<tr role=\"row\"><th scope=\"row\".*?</tr>", table, re.DOTALL):
        text = re.search(r'dir="auto">([^<]+)<', row)
        assert text
        cells = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", row[row.index("</th>") :], flags=re.DOTALL)
        yield text[1], [int(number) for number in re.findall(r"\d+", cells.replace("95 %", "95"))]


def test_no_page_is_finer_than_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with watched(monkeypatch, OpenPolicy(), statements=8) as made:
        made.square.consultation.is_embeddable = True
        made.square.consultation.save()
        six_of_another_camp(made)
        made.come(14, {0: DISAGREE, 1: AGREE, 2: PASS})
        made.minute()
        file = served(made.square)
        for page in ("results/", "embed/"):
            rows = dict(rows_of(Client().get(made.square.path + page).content.decode()))
            assert rows == {text: numbers(row) for text, row in file.items()}
            assert sum(len(row) for row in rows.values()) > 8 * 7, "groups are shown"
            assert list(rows) == list(file)


def all_there_is(made: Watched, reader: Somebody) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    """What readers, a participant and the coordinator can load, the log of moderation and every header included."""
    where = f"/cases/lake/editions/first/square/{made.square.consultation.slug}/"
    pages = {f"staff {path}": plain(made.coordinator.get(where + path)) for path in STAFF}
    return everything(made.square, reader.phone) | pages


@contextmanager
def undone() -> Iterator[None]:
    """What happens here has not happened afterwards."""
    restarted()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    restarted()


def a_batch(made: Watched) -> None:
    made.clock.shift(timedelta(seconds=61))
    tick()
    work()


def test_which_answer_somebody_gave_shows_in_nothing_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same again but for one answer, with counts that are rounded alike: everything served is the same, each byte.

    Between the two the coordinator decides: what the log says of it, and when, is the same as well.
    """
    with watched(monkeypatch, OpenPolicy()) as made:
        made.square.consultation.is_embeddable = True
        made.square.consultation.save()
        reader = made.come(1, {0: AGREE})[0]
        made.come(20, {0: AGREE})
        made.come(12, {0: DISAGREE})
        made.minute()
        made.come(7, {0: AGREE})
        made.come(6, {0: DISAGREE})
        victim = made.come(1, {})[0]
        now = timezone.now()
        seen = []
        for answer in (AGREE, DISAGREE, PASS):
            # Time stands still, for the log names it to the second.
            with undone(), time_machine.travel(now, tick=False) as made.clock:
                made.say(victim, 0, answer)
                before_the_batch = all_there_is(made, reader)
                made.moderate("statements/1/", hide="1", written="It names somebody.")
                made.moderate("statements/1/show/")
                a_batch(made)
                assert made.square.consultation.publications.get().number > 1
                seen.append((before_the_batch, all_there_is(made, reader)))
        first, *others = seen
        assert {status for moment in first for status, _, _ in moment.values()} == {200}
        assert first[0]["results/results.csv"] != first[1]["results/results.csv"]
        for other in others:
            for moment, same in zip(first, other, strict=True):
                differing = {name for name, answer in moment.items() if same[name] != answer}
                assert not differing
