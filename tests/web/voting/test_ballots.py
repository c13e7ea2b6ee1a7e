from __future__ import annotations

import gzip
import json
import re
import threading

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

from khural.web.ballots import store
from khural.web.ballots.models import NOT_ANSWERED, Ballot
from khural.web.rounds import actions, phases
from khural.web.voting.queries import AHEAD, drawn_order
from tests.cast import Cast, assemble, open_round
from tests.voters import ROUND, Voter, enter

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def cast() -> Cast:
    cast = assemble()
    open_round(cast)
    return cast


@pytest.fixture
def voter(cast: Cast) -> Voter:
    return enter(cast.tokens[0][0])


def versions(cast: Cast) -> list[int]:
    return [statement.version.pk for statement in cast.round.statements.all()]


def answered(cast: Cast) -> int:
    return Ballot.objects.exclude(answer=NOT_ANSWERED).count()


def own(cast: Cast, number: int = 0) -> dict[int, int | None]:
    """The answers stored for a sheet of the first delegation."""
    from khural import credentials

    key = credentials.ballot_key(cast.tokens[0][number], bytes(cast.edition.token_salt), cast.round.slot)
    return store.own_votes(cast.round.pk, credentials.fingerprint(key))


def test_one_statement_stands_on_the_page_with_its_basket_and_progress(voter: Voter) -> None:
    page = voter.client.get(ROUND).content.decode()
    assert page.count('<h1 class="statement"') == 1
    assert "Water" in page
    assert "0 of 4 answered" in page
    assert "saved" not in page.split('id="ballot"')[0]


def test_voting_without_javascript_goes_through_all_statements_to_the_end(cast: Cast, voter: Voter) -> None:
    for answer in ("1", "-1", "0", "1"):
        page = voter.client.get(ROUND).content.decode()
        shown = re.search(r'name="version" value="(\d+)"', page)
        assert shown
        response = voter.vote(int(shown[1]), answer)
        assert (response.status_code, response["Location"]) == (302, ROUND)
    page = voter.client.get(ROUND).content.decode()
    assert "You have answered every statement" in page
    assert "4 of 4 answered" in page
    assert sorted(str(answer) for answer in own(cast).values()) == ["-1", "0", "1", "1"]


def test_saved_stands_on_the_page_only_after_an_answer_was_stored(cast: Cast, voter: Voter) -> None:
    saved = '<span class="saved">saved</span>'
    assert saved not in voter.client.get(ROUND).content.decode()
    voter.vote(versions(cast)[0], "1")
    assert saved in voter.client.get(ROUND).content.decode()


def test_the_same_answer_twice_is_one_answer(cast: Cast, voter: Voter) -> None:
    for _ in range(2):
        reply = voter.vote(versions(cast)[0], "1", script=True)
        assert reply.json()["answered"] == 1
    assert answered(cast) == 1


def test_the_order_is_drawn_for_each_credential_and_stays(cast: Cast) -> None:
    orders = []
    for token in cast.tokens[2]:
        voter = enter(token)
        page = voter.client.get(ROUND).content.decode()
        assert page.split("<h1", 1)[1].split("</h1>")[0] in voter.client.get(ROUND).content.decode()
        ahead = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
        orders.append(tuple(card["version"] for card in ahead))
    assert len(set(orders)) > 1
    assert drawn_order(b"a" * 32, [3, 1, 2]) == drawn_order(b"a" * 32, [1, 2, 3])
    assert len({drawn_order(bytes([n]) * 32, range(6)) for n in range(20)}) > 15


def test_what_comes_back_is_the_same_byte_for_byte_whichever_answer_was_given(cast: Cast, voter: Voter) -> None:
    version = versions(cast)[1]
    replies = [voter.vote(version, answer, script=True) for answer in ("1", "-1", "0")]
    assert len({reply.content for reply in replies}) == 1
    assert len({tuple(sorted(reply.headers.items())) for reply in replies}) == 1
    pages = [voter.vote(version, answer) for answer in ("1", "-1", "0")]
    assert len({(page["Location"], page.content) for page in pages}) == 1


def test_what_is_sent_has_one_length_for_every_answer(voter: Voter) -> None:
    page = voter.client.get(ROUND).content.decode()
    pairs = re.findall(r'name="answer" value="([^"]+)"><input type="hidden" name="pad" value="(\d*)"', page)
    assert {answer for answer, _ in pairs} == {"1", "-1", "0", "none"}
    assert {len(answer) + len(pad) for answer, pad in pairs} == {4}


def test_undo_takes_back_the_answer_before_the_statement_shown(cast: Cast, voter: Voter) -> None:
    first = re.search(r'name="version" value="(\d+)"', voter.client.get(ROUND).content.decode())
    assert first
    voter.vote(int(first[1]), "1")
    page = voter.client.get(ROUND).content.decode()
    undo = re.search(r'id="undo">.*?name="version" value="(\d+)"', page, re.DOTALL)
    assert undo
    assert undo[1] == first[1]
    voter.vote(int(undo[1]), "none")
    assert answered(cast) == 0
    page = voter.client.get(ROUND).content.decode()
    assert f'name="version" value="{first[1]}"' in page
    assert 'id="undo" hidden' in page


def test_own_answers_stand_behind_a_step_of_their_own(cast: Cast, voter: Voter) -> None:
    voter.vote(versions(cast)[0], "-1")
    hidden = voter.client.get(f"{ROUND}answers/").content.decode()
    assert "gauge" not in hidden
    assert "Disagree" not in hidden
    shown = voter.client.get(f"{ROUND}answers/?show=").content.decode()
    assert "The gauge at pier 1 should be read every day." in shown
    assert "Disagree" in shown
    page = voter.client.get(f"{ROUND}?statement={versions(cast)[0]}").content.decode()
    assert re.search(r'class="choice choice-disagree" aria-pressed="true"', page)


def test_the_original_is_one_tap_away_where_a_translation_is_shown(cast: Cast, voter: Voter) -> None:
    version = cast.round.statements.first().version
    actions.translate(
        version, language="ko", text="매일 읽어야 한다.", translated_by="A", revision=0, by=cast.interpreter
    )
    page = voter.client.get(f"{ROUND}?statement={version.pk}&lang=ko").content.decode()
    assert '<h1 class="statement" id="text" lang="ko" dir="auto" tabindex="-1">매일 읽어야 한다.</h1>' in page
    assert '<p class="original" lang="en" dir="auto">The gauge at pier 1 should be read every day.</p>' in page
    assert 'id="unreviewed" hidden' not in page


BAD = [
    "",
    "2",
    "1.0",
    "0.9999",
    "true",
    "NaN",
    "Infinity",
    "1e400",
    "１",
    "١",
    "1_0",
    "+1+",
    "+1",
    "None",
    "NONE",
    "9" * 5000,
]


@pytest.mark.parametrize("answer", BAD, ids=lambda answer: answer[:12] or "empty")
def test_only_four_strings_are_answers(cast: Cast, voter: Voter, answer: str) -> None:
    assert voter.vote(versions(cast)[0], answer).status_code == 400
    assert answered(cast) == 0


@pytest.mark.parametrize("version", ["", "abc", "1.0", "-1", "１", "0", "9" * 5000, "[1]"])
def test_a_statement_is_named_by_its_number_only(cast: Cast, voter: Voter, version: str) -> None:
    assert voter.post(f"{ROUND}vote/", version=version, answer="1").status_code == 400
    assert answered(cast) == 0


def test_a_field_sent_twice_is_refused(cast: Cast, voter: Voter) -> None:
    body = f"form_key={voter.form_key}&version={versions(cast)[0]}&answer=1&answer=-1"
    reply = voter.client.post(f"{ROUND}vote/", body, content_type="application/x-www-form-urlencoded")
    assert reply.status_code == 400
    assert answered(cast) == 0


def test_no_other_kind_of_body_is_read(cast: Cast, voter: Voter) -> None:
    fields = {"form_key": voter.form_key, "version": versions(cast)[0], "answer": "1"}
    assert voter.client.post(f"{ROUND}vote/", fields, content_type="application/json").status_code == 400
    assert voter.client.post(f"{ROUND}vote/", fields).status_code == 400
    nested = "[" * 100_000
    assert voter.client.post(f"{ROUND}vote/", nested, content_type="application/json").status_code == 400
    assert answered(cast) == 0


def test_a_large_body_is_refused_unread(cast: Cast, voter: Voter) -> None:
    reply = voter.post(f"{ROUND}vote/", version=str(versions(cast)[0]), answer="1", pad="x" * 65536)
    assert reply.status_code == 400
    assert answered(cast) == 0


def test_a_form_without_the_key_of_this_session_changes_nothing(cast: Cast, voter: Voter) -> None:
    other = enter(cast.tokens[1][0])
    for key in (other.form_key, "", "ключ"):
        assert Voter(voter.client, key).vote(versions(cast)[0], "1").status_code == 400
    assert answered(cast) == 0


def test_an_unknown_statement_and_an_unknown_round_are_the_same_404(cast: Cast, voter: Voter) -> None:
    actions.create_round(cast.edition, name="Round 2", source_language="en", languages=[], by=cast.secretary)
    version = str(versions(cast)[0])
    replies = [
        voter.vote(999_999, "1"),
        voter.post("/v/rounds/no-such-round/vote/", version=version, answer="1"),
        voter.post("/v/rounds/round-2/vote/", version=version, answer="1"),
        voter.client.get("/v/rounds/no-such-round/"),
        voter.client.get("/v/rounds/round-2/"),
        voter.client.get(f"{ROUND}findings/"),
    ]
    assert {reply.status_code for reply in replies} == {404}
    assert len({reply.content for reply in replies}) == 1


@pytest.mark.parametrize("name", ["enter/", "leave/", "rounds/round-1/vote/", "rounds/round-1/offers/take-back/"])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_what_writes_takes_posts_only(voter: Voter, name: str, method: str) -> None:
    assert getattr(voter.client, method)(f"/v/{name}").status_code == 405


def test_after_the_close_an_answer_is_not_counted_and_the_page_says_so(cast: Cast, voter: Voter) -> None:
    phases.close_round(cast.round, by=cast.secretary)
    reply = voter.vote(versions(cast)[0], "1")
    assert reply.status_code == 409
    assert "The round is closed; this answer was not counted." in reply.content.decode()
    assert voter.vote(versions(cast)[0], "1", script=True).json() == {
        "refused": "The round is closed; this answer was not counted."
    }
    assert answered(cast) == 0
    assert "Votes are being checked" in voter.client.get(ROUND).content.decode()


def test_the_stamp_alone_stops_an_answer(cast: Cast, voter: Voter) -> None:
    store.stamp(cast.round.pk)
    assert voter.vote(versions(cast)[0], "1").status_code == 409
    assert answered(cast) == 0


def test_a_delegate_of_another_delegation_sees_nothing_of_it(cast: Cast, voter: Voter) -> None:
    voter.vote(versions(cast)[0], "1")
    other = enter(cast.tokens[1][0])
    assert "0 of 4 answered" in other.client.get(ROUND).content.decode()
    assert "not answered anything" in other.client.get(f"{ROUND}answers/?show=").content.decode()


def test_the_first_page_and_each_next_step_fit_a_slow_phone() -> None:
    cast = assemble(statements=2)
    long = "".join(f"Пункт {n}: долгосрочное предложение о совместном водопользовании. " for n in range(8))[:480]
    texts = [f"{n} {long[n:]}{long[:n]}" for n in range(45)]
    actions.add_statements(cast.round, texts=texts, language="ru", basket=None, by=cast.secretary)
    open_round(cast)
    voter = enter(cast.tokens[0][0])
    page = voter.client.get(ROUND)
    parts = [page.content, *(_static(name) for name in re.findall(r'="/static/([^"]+)"', page.content.decode()))]
    assert len(parts) == 4
    assert sum(len(gzip.compress(part)) for part in parts) < 60_000
    version = next(iter(own(cast)))
    step = voter.vote(version, "1", script=True)
    assert 1 <= len(step.json()["ahead"]) <= AHEAD
    assert len(gzip.compress(step.content)) < 6_000


def _static(name: str) -> bytes:
    path = finders.find(name)
    assert path
    with open(path, "rb") as file:  # noqa: PTH123 - a path given by Django
        return file.read()


@pytest.mark.django_db(databases=["default", "ballots"], transaction=True)
def test_fifty_threads_with_one_credential_leave_one_answer() -> None:
    cast = assemble()
    open_round(cast)
    voter, version, barrier = enter(cast.tokens[0][0]), versions(cast)[0], threading.Barrier(50)
    statuses: list[int] = []

    def run() -> None:
        client = Client()
        client.cookies.load(voter.client.cookies.output(header=""))
        barrier.wait()
        statuses.append(Voter(client, voter.form_key).vote(version, "1").status_code)
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302] * 50
    assert answered(cast) == 1
    assert Ballot.objects.filter(version_id=version).count() == sum(d.seats for d in cast.delegations)
