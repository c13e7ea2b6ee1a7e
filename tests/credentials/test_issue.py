"""What is stored of an issue joins no list to another."""

from __future__ import annotations

import itertools

import pytest

from khural.credentials import KeyRefusedError, author_key, ballot_key, fingerprint, issue, member_key, register

SALT = bytes(range(16))


def _places(tokens: tuple[bytes, ...], listed: tuple[str, ...], prints: list[str]) -> tuple[int, ...]:
    """Where each token stands in a stored list."""
    assert len(tokens) == len(prints)
    return tuple(listed.index(print_) for print_ in prints)


def test_an_issue_has_one_fingerprint_for_each_seat_in_every_list() -> None:
    made = issue(6, SALT)
    assert len(set(made.tokens)) == len(made.members) == 6
    assert [len(made.ballots), len(made.authors)] == [40, 40]
    assert {len(listed) for listed in made.ballots + made.authors} == {6}
    everything = [made.members, *made.ballots, *made.authors]
    assert len(set(itertools.chain.from_iterable(everything))) == 81 * 6


def test_the_fingerprints_are_those_of_the_tokens() -> None:
    made = issue(3, SALT, slots=2)
    assert set(made.members) == {fingerprint(member_key(token, SALT)) for token in made.tokens}
    assert set(made.ballots[1]) == {fingerprint(ballot_key(token, SALT, 1)) for token in made.tokens}
    assert set(made.authors[1]) == {fingerprint(author_key(token, SALT, 1)) for token in made.tokens}


def test_every_list_is_sorted_by_its_own_hash_and_by_nothing_else() -> None:
    made = issue(9, SALT)
    for listed in (made.members, *made.ballots, *made.authors):
        assert list(listed) == sorted(listed)


def test_a_place_in_one_list_says_nothing_about_the_place_in_another() -> None:
    # 20 issues of 8 seats, 82 orders each (that of the sheets among them): the same seat stands at the same place in
    # two lists as often as chance has it, one time in eight.
    same = total = 0
    for _ in range(20):
        made = issue(8, SALT)
        orders = [tuple(range(8))]
        orders.append(_places(made.tokens, made.members, [fingerprint(member_key(t, SALT)) for t in made.tokens]))
        for slot, (key, lists) in itertools.product(
            range(40), [(ballot_key, made.ballots), (author_key, made.authors)]
        ):
            orders.append(_places(made.tokens, lists[slot], [fingerprint(key(t, SALT, slot)) for t in made.tokens]))
        for one, other in itertools.combinations(orders, 2):
            same += sum(a == b for a, b in zip(one, other, strict=True))
            total += 8
    assert same / total == pytest.approx(1 / 8, abs=0.01)


def test_the_order_of_the_tokens_does_not_reach_what_is_stored() -> None:
    made = issue(7, SALT, slots=3)
    again = register(tuple(reversed(made.tokens)), SALT, slots=3)
    assert (again.members, again.ballots, again.authors) == (made.members, made.ballots, made.authors)


def test_tokens_do_not_show_when_an_issue_is_logged() -> None:
    made = issue(2, SALT, slots=1)
    assert not any(repr(token) in repr(made) or token.hex() in repr(made) for token in made.tokens)


@pytest.mark.parametrize(("seats", "slots"), [(0, 40), (-1, 40), (3, 0), (3, 41)])
def test_an_empty_delegation_and_impossible_slots_are_refused(seats: int, slots: int) -> None:
    with pytest.raises(KeyRefusedError):
        issue(seats, SALT, slots)
