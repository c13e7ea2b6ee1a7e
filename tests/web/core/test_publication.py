from __future__ import annotations

import re

import pytest

from khural.publishing import restore
from khural.web.ballots import durability, offers, store
from khural.web.ballots.models import AuthorCredential, Ballot, BallotCredential, MemberCredential, Offer
from khural.web.findings.models import Result, Turnout
from khural.web.findings.publication import publish_round, published, tally_of, turnout
from khural.web.people import actions as people
from khural.web.record.models import Entry
from khural.web.refusals import Refused
from khural.web.rounds import actions, phases
from khural.web.rounds.models import Phase, Round, StatementState
from tests.cast import DAY, Cast, assemble, open_round
from tests.web.ballots.table import needs_file
from tests.web.core.round import close, hashes_of, hits, needles, vote_all

plain = pytest.mark.django_db(databases=["default", "ballots"])
on_disk = pytest.mark.django_db(transaction=True, databases=["default", "ballots"])


def _consent(cast: Cast, *, but: int = 0) -> None:
    for delegation in cast.delegations[but:]:
        people.record_consent(delegation, told_by="its head", on=DAY, by=cast.secretary)


def _bands(round_: Round) -> list[set[str | None]]:
    result = published(round_)
    assert result is not None
    return [{cell.band for cell in statement.cells} for statement in result.statements]


@plain
def test_with_the_consent_of_all_each_delegation_shows_its_band() -> None:
    cast = assemble()
    _consent(cast)
    round_ = close(cast)
    publish_round(round_, by=cast.secretary)
    assert round_.phase == Phase.PUBLISHED
    assert _bands(round_) == [{"mostly_agree"}] * 4


@plain
def test_one_missing_consent_hides_the_party_view_for_all() -> None:
    cast = assemble()
    _consent(cast, but=1)
    round_ = close(cast)
    publish_round(round_, by=cast.secretary)
    assert all(bands <= {None} for bands in _bands(round_))


@plain
def test_one_withdrawal_after_the_close_hides_the_party_view_for_all() -> None:
    cast = assemble()
    _consent(cast)
    round_ = close(cast)
    people.withdraw_consent(cast.delegations[2], told_by="its head", on=DAY, by=cast.secretary)
    publish_round(round_, by=cast.secretary)
    assert all(bands <= {None} for bands in _bands(round_))


@plain
def test_a_band_that_was_shown_is_not_shown_again_for_the_same_words_in_a_later_round() -> None:
    cast = assemble(statements=1)
    _consent(cast)
    publish_round(close(cast), by=cast.secretary)
    second = actions.create_round(
        cast.edition, name="Round 2", source_language="en", languages=["en"], by=cast.secretary
    )
    again = "  the gauge at PIER 1 should be  read every day. "
    actions.add_statements(second, texts=[again, "A new one."], language="en", basket=None, by=cast.secretary)
    phases.start_voting(second, by=cast.secretary)
    second.refresh_from_db()
    vote_all(cast, second, lambda _delegation, _seat: -1)
    phases.close_round(second, by=cast.secretary)
    second.refresh_from_db()
    publish_round(second, by=cast.secretary)
    result = published(second)
    assert result is not None
    bands = {row.statement: {cell.band for cell in row.cells} for row in result.statements}
    repeated, fresh = (str(statement.version.pk) for statement in second.statements.all())
    assert bands == {repeated: {None}, fresh: {"mostly_disagree"}}


@plain
def test_what_is_stored_is_the_published_json_and_no_digest_of_ballots() -> None:
    cast = assemble()
    _consent(cast)
    round_ = close(cast)
    publish_round(round_, by=cast.secretary)
    result = Result.objects.get()
    assert {field.name for field in Result._meta.get_fields()} == {"id", "round", "body", "library_version", "seed"}
    assert restore(result.body).to_json() == result.body
    assert not re.search(r"[0-9a-f]{32}", result.body)


@plain
def test_statements_are_counted_in_the_order_of_their_numbers_not_of_their_wordings() -> None:
    cast = assemble()
    first = cast.round.statements.get(number=1)
    actions.reword(first, text="Read the gauge at pier 1 daily.", revision=1, by=cast.secretary)
    round_ = close(cast, lambda _delegation, seat: 1 if seat else -1)
    versions = [str(statement.version.pk) for statement in round_.statements.all()]
    assert versions != sorted(versions, key=int)
    assert [row.statement for row in tally_of(round_).statements] == versions
    publish_round(round_, by=cast.secretary)
    result = published(round_)
    assert result is not None
    assert [row.statement for row in result.statements] == versions


@plain
def test_only_a_closed_round_is_published_and_only_once() -> None:
    cast = assemble()
    round_ = open_round(cast)
    with pytest.raises(Refused):
        publish_round(round_, by=cast.secretary)
    phases.close_round(round_, by=cast.secretary)
    twice = Round.objects.get(pk=round_.pk)
    round_.refresh_from_db()
    publish_round(round_, by=cast.secretary)
    for stale in (round_, twice):
        with pytest.raises(Refused):
            publish_round(stale, by=cast.secretary)
    assert Result.objects.count() == 1


@plain
def test_a_statement_whose_opening_was_interrupted_does_not_stop_publication() -> None:
    cast = assemble()
    round_ = close(cast)
    # The rows were there, the statement not yet marked as open: the process died between the two.
    round_.statements.filter(number=4).update(state=StatementState.READY)
    assert len(tally_of(round_).statements) == 3
    publish_round(round_, by=cast.secretary)
    assert len(_bands(round_)) == 3


@plain
def test_after_publication_ballots_offers_and_the_rounds_hashes_are_gone_and_the_way_in_stays() -> None:
    cast = assemble()
    round_ = open_round(cast)
    authors = list(AuthorCredential.objects.filter(slot=0).values_list("hash", flat=True))
    for author in authors[:4]:
        assert offers.offer(round_.pk, round_.edition_id, 0, author, language="en", basket=None, text="A pier.")
    turnout(round_)
    phases.close_round(round_, by=cast.secretary)
    round_.refresh_from_db()
    publish_round(round_, by=cast.secretary)
    assert not Ballot.objects.exists()
    assert not Offer.objects.exists()
    assert not Turnout.objects.exists()
    assert not BallotCredential.objects.filter(slot=0).exists()
    assert not AuthorCredential.objects.filter(slot=0).exists()
    assert BallotCredential.objects.filter(slot=1).count() == 18
    members = MemberCredential.objects.filter(edition_id=cast.edition.pk)
    assert members.count() == 18
    assert all(store.delegation_of(cast.edition.pk, row.hash) for row in members)


@needs_file
@on_disk
def test_no_hash_of_a_published_round_stands_in_any_byte_of_any_file() -> None:
    cast = assemble()
    round_ = open_round(cast)
    vote_all(cast, round_, lambda delegation, seat: (delegation + seat) % 3 - 1)
    planted = needles(cast.edition.pk, round_.slot)
    author = AuthorCredential.objects.filter(slot=0).first()
    assert author is not None
    said = "The third pier stands on sand."
    assert offers.offer(round_.pk, round_.edition_id, 0, author.hash, language="en", basket=None, text=said)
    assert len(planted) == 36
    assert hits(planted) == 36
    assert hits([said]) == 1
    kept = list(MemberCredential.objects.values_list("hash", flat=True))
    phases.close_round(round_, by=cast.secretary)
    round_.refresh_from_db()
    erased = publish_round(round_, by=cast.secretary)
    assert erased.still_in_bytes == 0
    assert (hits(planted), hits([said])) == (0, 0)
    assert hits(kept) == len(kept)
    assert Entry.objects.get(verb="delete ballots").detail == {"still_in_bytes": 0}


@needs_file
@on_disk
def test_the_byte_search_would_find_what_a_deletion_left() -> None:
    cast = assemble(statements=1)
    values = [value for group in hashes_of(cast, cast.round) for value in group]
    assert durability.raw_hits(values) == 18
    assert durability.raw_hits(["0" * 64]) == 0
