from __future__ import annotations

import pytest

from khural.web.ballots.square import offers
from khural.web.square import phases
from khural.web.square.models import Consultation
from tests.cast import Cast
from tests.square import Phone, Square, join

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


def offer(phone: Phone, words: str) -> int:
    return phone.post("offers/", text=words.replace(" ", "+")).status_code


def test_an_offer_is_shown_to_the_coordinator_with_two_others_authors(square: Square) -> None:
    phones = [join(square) for _ in range(3)]
    round_id = square.consultation.round_id
    for place, phone in enumerate(phones):
        assert offers.shown(round_id) == []
        assert offer(phone, f"Lamps number {place} should burn longer.") == 302
    assert len(offers.shown(round_id)) == 3
    assert "Lamps number 0" in phones[0].get("offers/")
    assert "Lamps number 1" not in phones[0].get("offers/")


def test_the_same_words_sent_again_are_one_offer(square: Square) -> None:
    phone = join(square)
    for _ in range(2):
        assert offer(phone, "Lamps should burn longer.") == 302
    assert len(offers.own_offers(square.consultation.round_id, phone.participant.author_hash)) == 1


def test_what_is_accepted_is_no_longer_known_to_be_anybodys(square: Square) -> None:
    phones = [join(square) for _ in range(3)]
    for place, phone in enumerate(phones):
        offer(phone, f"Lamps number {place} should burn longer.")
    round_id = square.consultation.round_id
    one, two, _three = sorted(offers.shown(round_id), key=lambda row: row.text)
    offers.decide(one.key, round_id, state=offers.ACCEPTED)
    offers.decide(two.key, round_id, state=offers.RETURNED, reason="two ideas in one")
    assert "Lamps number 0" not in phones[0].get("offers/")
    assert "two ideas in one" in phones[1].get("offers/")
    page = phones[1].post("offers/take-back/", key=two.key, again="1").content.decode()
    assert "Lamps number 1" in page
    assert offers.own_offers(round_id, phones[1].participant.author_hash) == []


@pytest.mark.parametrize(
    "words",
    [
        "short",
        "x" * 301,
        "%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE%E2%80%AE",
        "!!!!!!!!!!!!",
    ],
)
def test_what_is_no_statement_is_refused_beside_the_field(square: Square, words: str) -> None:
    phone = join(square)
    assert offer(phone, words) == 400
    assert offers.own_offers(square.consultation.round_id, phone.participant.author_hash) == []


def test_after_ten_offers_no_more_are_taken(square: Square) -> None:
    phone = join(square)
    for place in range(10):
        assert offer(phone, f"Lamps number {place} should burn longer.") == 302
    assert offer(phone, "Lamps number 11 should burn longer.") == 400


def test_after_the_freeze_nothing_is_offered(cast: Cast, square: Square) -> None:
    phone = join(square)
    phases.freeze(square.consultation, by=cast.secretary)
    assert offer(phone, "Lamps should burn longer.") == 400


def test_where_none_are_taken_there_is_no_page_for_them(square: Square) -> None:
    phone = join(square)
    Consultation.objects.update(takes_offers=False)
    assert offer(phone, "Lamps should burn longer.") == 404
    assert "Offer a statement" not in phone.get()


def test_while_nothing_is_taken_there_is_no_form_and_what_was_typed_is_kept(cast: Cast, square: Square) -> None:
    phone = join(square)
    sentence = "This round takes no statements now."
    assert sentence not in phone.get("offers/")
    phases.freeze(square.consultation, by=cast.secretary)
    page = phone.get("offers/")
    assert sentence in page
    assert "<textarea" not in page
    answer = phone.post("offers/", text="Lamps+should+burn+longer.").content.decode()
    assert sentence in answer
    assert "Lamps should burn longer." in answer


def test_words_that_are_too_short_are_refused_in_the_language_of_the_page(square: Square) -> None:
    phone = join(square)
    phone.get("offers/?lang=ko")
    assert "novalidate" in phone.get("offers/")
    page = phone.post("offers/", text="ab").content.decode()
    assert 'aria-invalid="true"' in page
    assert "10" in page.split('class="errorlist"')[1][:200]
