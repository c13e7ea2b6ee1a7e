from __future__ import annotations

import random
from pathlib import Path

import pytest

from khural.web.ballots import offers, store
from khural.web.ballots.models import Offer
from tests.web.ballots.pages import File, Page
from tests.web.ballots.table import EDITION, ROUND, SALT, SLOT, author_hash, needs_file, read_file

plain = pytest.mark.django_db(databases=["default", "ballots"])
on_disk = pytest.mark.django_db(transaction=True, databases=["default", "ballots"])


def _authors(seats: int = 6) -> list[str]:
    return [author_hash(token) for token in store.issue(EDITION, 1, seats, SALT)]


def _offer(author: str, text: str = "Both shores share the gauge readings.", round_id: int = ROUND) -> bool:
    return offers.offer(round_id, EDITION, SLOT, author, language="en", basket=None, text=text)


@plain
def test_nothing_is_shown_before_three_authors_have_offered() -> None:
    one, two, three, *_ = _authors()
    assert _offer(one)
    assert _offer(one, "Another sentence.")
    assert _offer(two)
    assert offers.shown(ROUND) == []
    assert _offer(three)
    assert len(offers.shown(ROUND)) == 4


@plain
def test_what_is_shown_holds_no_author_and_comes_in_another_order_each_time() -> None:
    for author in _authors():
        _offer(author)
    orders = {tuple(offer.key for offer in offers.shown(ROUND)) for _ in range(20)}
    assert len(orders) > 1
    assert not any(author in repr(offers.shown(ROUND)) for author in _authors())


@plain
def test_an_author_of_another_slot_edition_or_of_none_may_not_offer() -> None:
    tokens = store.issue(EDITION, 1, 3, SALT)
    assert not _offer(author_hash(tokens[0], SLOT + 1))
    assert not _offer("0" * 64)
    author = author_hash(tokens[0])
    assert not offers.offer(ROUND, EDITION + 1, SLOT, author, language="en", basket=None, text="A")
    assert not Offer.objects.exists()


@plain
def test_an_author_may_have_ten_offers() -> None:
    author = _authors()[0]
    assert [_offer(author) for _ in range(11)] == [True] * 10 + [False]
    assert offers.take_back(offers.own_offers(ROUND, author)[0].key, ROUND, author)
    assert _offer(author)


@plain
def test_a_round_that_is_stamped_takes_no_offer() -> None:
    author = _authors()[0]
    store.stamp(ROUND)
    assert not _offer(author)
    assert not Offer.objects.exists()


@plain
@pytest.mark.parametrize("state", [offers.ACCEPTED, offers.REJECTED])
def test_acceptance_and_rejection_forget_the_author(state: str) -> None:
    authors = _authors()
    for author in authors[:3]:
        _offer(author)
    key = offers.shown(ROUND)[0].key
    decided = offers.decide(key, ROUND, state=state, reason="as it was")
    assert decided is not None
    assert decided.state == state
    assert Offer.objects.get(key=key).author_hash == ""
    assert offers.decide(key, ROUND, state=offers.RETURNED, reason="twice") is None


@plain
def test_a_returned_offer_stays_its_authors_until_it_is_taken_back() -> None:
    authors = _authors()
    for author in authors[:3]:
        _offer(author)
    key = offers.own_offers(ROUND, authors[0])[0].key
    offers.decide(key, ROUND, state=offers.RETURNED, reason="one idea at a time")
    assert [(o.state, o.reason) for o in offers.own_offers(ROUND, authors[0])] == [("returned", "one idea at a time")]
    assert not offers.take_back(key, ROUND, authors[1])
    assert offers.take_back(key, ROUND, authors[0])
    assert offers.own_offers(ROUND, authors[0]) == []


@plain
def test_an_offer_of_another_round_cannot_be_decided_here() -> None:
    for author in _authors()[:3]:
        _offer(author)
    assert offers.decide(offers.shown(ROUND)[0].key, ROUND + 1, state=offers.ACCEPTED) is None


def _pages(file: File, folder: Path) -> list[Page]:
    return list(file.tree(file.roots(folder)["ballots_offer"]))


@needs_file
@on_disk
@pytest.mark.parametrize("seed", range(4))
def test_where_offers_lie_says_nothing_of_when_they_came(tmp_path: Path, seed: int) -> None:
    authors = _authors()
    random.Random(seed).shuffle(authors)
    for n, author in enumerate(authors):
        _offer(author, f"Sentence {n}.")
        pages = _pages(read_file(), tmp_path)
        cells = [cell for page in pages for cell in page.cells()]
        keys = [next(value for value in cell.values if isinstance(value, str) and len(value) == 32) for cell in cells]
        assert keys == sorted(keys)
        # Written one after the other, cells lie one below the other: none has moved since.
        places = [(cell.page, -cell.offset) for cell in cells]
        assert places == sorted(places)
        assert [(page.fragments, len(page.free())) for page in pages] == [(0, 1)] * len(pages)
