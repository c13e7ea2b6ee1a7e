from __future__ import annotations

import pytest

from khural.web.ballots import offers
from khural.web.ballots.models import AuthorCredential, Ballot, BallotCredential, CloseStamp, MemberCredential, Offer
from khural.web.cases.actions import erase_rehearsal
from khural.web.cases.models import Edition
from khural.web.people import actions as people
from khural.web.record.actions import first_broken
from khural.web.record.models import Entry
from khural.web.refusals import Refused
from tests.cast import DAY, assemble, open_round
from tests.web.ballots.table import needs_file
from tests.web.core.round import agree, hits, needles, vote_all

plain = pytest.mark.django_db(databases=["default", "ballots"])
on_disk = pytest.mark.django_db(transaction=True, databases=["default", "ballots"])
TABLES = (AuthorCredential, Ballot, BallotCredential, CloseStamp, MemberCredential, Offer)


@needs_file
@on_disk
def test_an_erased_rehearsal_leaves_nothing_in_the_bytes_of_any_file() -> None:
    cast = assemble()
    round_ = open_round(cast)
    vote_all(cast, round_, agree)
    author = AuthorCredential.objects.filter(slot=0).values_list("hash", flat=True)[0]
    said = "The fourth pier has no gauge at all."
    offers.offer(round_.pk, cast.edition.pk, 0, author, language="en", basket=None, text=said)
    planted = needles(cast.edition.pk)
    assert hits(planted) == len(planted) == 18 * 81
    assert hits([said]) == 1
    erased = erase_rehearsal(cast.edition, by=cast.secretary)
    assert (erased.still_in_bytes, erased.credentials, erased.ballots) == (0, len(planted), 18 * 4)
    assert (hits(planted), hits([said])) == (0, 0)


@plain
def test_an_erased_rehearsal_leaves_no_row_and_says_so_in_the_record() -> None:
    cast = assemble()
    vote_all(cast, open_round(cast), agree)
    erase_rehearsal(cast.edition, by=cast.secretary)
    assert not any(table.objects.exists() for table in TABLES)
    assert not Edition.objects.exists()
    last = Entry.objects.filter(dialogue=cast.dialogue).last()
    assert last is not None
    assert (last.verb, last.subject) == ("erase rehearsal", "First edition")
    assert first_broken(cast.dialogue) is None


@plain
def test_only_a_rehearsal_is_erased() -> None:
    cast = assemble(rehearsal=False)
    before = MemberCredential.objects.count()
    with pytest.raises(Refused):
        erase_rehearsal(cast.edition, by=cast.secretary)
    assert Edition.objects.count() == 1
    assert MemberCredential.objects.count() == before == 18


@plain
def test_erasing_one_edition_leaves_another_whole() -> None:
    cast = assemble()
    other = Edition.objects.create(dialogue=cast.dialogue, slug="second", name="Second", year=2027)
    delegation = people.add_delegation(other, name="Eastshore", seats=4, party=None, by=cast.secretary)
    people.print_sheets(delegation, on=DAY, by=cast.secretary)
    erase_rehearsal(cast.edition, by=cast.secretary)
    assert MemberCredential.objects.count() == 4
    assert BallotCredential.objects.count() == AuthorCredential.objects.count() == 160
    assert list(Edition.objects.all()) == [other]
