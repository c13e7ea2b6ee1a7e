from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from khural import credentials
from khural.web.cases.models import Case, Dialogue
from khural.web.findings.publication import publish_round
from khural.web.people import actions as people
from khural.web.record.actions import first_broken, forget, note
from khural.web.record.models import ActorName, Entry, Head
from khural.web.record.queries import names
from khural.web.record.words import DETAILS, VERBS
from khural.web.staff.actions import erase_name
from tests.cast import DAY, assemble
from tests.machine import ROOT
from tests.web.core.round import close, needles

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
ACTS = 6


@pytest.fixture
def user() -> User:
    return User.objects.create_user("ayuna.b")


@pytest.fixture
def dialogue(user: User) -> Dialogue:
    case = Case.objects.create(slug="lake", name="The Lake")
    made = Dialogue.objects.create(case=case, slug="lake", name="Lake", host="Nordia")
    for n in range(ACTS):
        note(made, "add statement", f"Round 1: {n}", by=user if n % 2 else None, seats=n, reason="Ү ö 호")
    return made


def test_a_record_that_nobody_touched_holds(dialogue: Dialogue) -> None:
    assert first_broken(dialogue) is None
    assert [entry.number for entry in Entry.objects.all()] == list(range(1, ACTS + 1))


def test_an_empty_record_holds(dialogue: Dialogue) -> None:
    other = Dialogue.objects.create(case=dialogue.case, slug="other", name="Other", host="Nordia")
    assert first_broken(other) is None
    note(other, "create case", "The Lake", by=None)
    assert first_broken(other) is None
    assert first_broken(dialogue) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", timezone.now() - timedelta(days=1)),
        ("actor", "0" * 64),
        ("verb", "reword statement"),
        ("subject", "Round 1: 7"),
        ("detail", {"seats": 40}),
        ("salt", "0" * 32),
        ("previous", "0" * 63 + "1"),
        ("digest", "0" * 64),
        ("number", 50),
    ],
)
@pytest.mark.parametrize("number", [1, 3, ACTS])
def test_an_altered_entry_is_found(dialogue: Dialogue, number: int, field: str, value: object) -> None:
    assert Entry.objects.filter(number=number).update(**{field: value}) == 1
    assert first_broken(dialogue) is not None


@pytest.mark.parametrize("number", range(1, ACTS + 1))
def test_a_deleted_entry_is_found_the_last_one_too(dialogue: Dialogue, number: int) -> None:
    Entry.objects.filter(number=number).delete()
    assert first_broken(dialogue) == (number if number == ACTS else number + 1)


def test_a_record_that_was_emptied_is_found(dialogue: Dialogue) -> None:
    Entry.objects.all().delete()
    assert first_broken(dialogue) == 1


def test_an_inserted_entry_is_found_even_if_the_rest_is_renumbered(dialogue: Dialogue) -> None:
    copied = Entry.objects.get(number=3)
    for entry in Entry.objects.filter(number__gt=3).order_by("-number"):
        Entry.objects.filter(pk=entry.pk).update(number=entry.number + 1)
    copied.pk, copied.number = None, 4
    copied.save()
    Head.objects.update(number=ACTS + 1)
    assert first_broken(dialogue) == 4


def test_two_entries_that_changed_places_are_found(dialogue: Dialogue) -> None:
    for before, after in ((2, 90), (3, 2), (90, 3)):
        Entry.objects.filter(number=before).update(number=after)
    assert first_broken(dialogue) == 2


def test_text_cannot_move_from_one_part_of_an_entry_into_the_next(dialogue: Dialogue) -> None:
    for separator in ("\x1f", '"', ",", '", "'):
        entry = note(dialogue, "add party", f"a{separator}b", by=None)
        Entry.objects.filter(pk=entry.pk).update(verb=f"add party{separator}a", subject="b")
        assert first_broken(dialogue) == entry.number
        Entry.objects.filter(pk=entry.pk).update(verb="add party", subject=f"a{separator}b")
        assert first_broken(dialogue) is None


def test_erasing_a_name_keeps_the_chain_and_the_acts(dialogue: Dialogue, user: User) -> None:
    assert "ayuna.b" in names(list(Entry.objects.all())).values()
    forget("ayuna.b")
    assert first_broken(dialogue) is None
    assert Entry.objects.count() == ACTS
    assert "ayuna.b" not in names(list(Entry.objects.all())).values()
    stored = json.dumps([*Entry.objects.values(), *ActorName.objects.values()], default=str)
    assert "ayuna" not in stored


def test_an_account_that_is_erased_takes_its_name_out_of_the_record(dialogue: Dialogue, user: User) -> None:
    assert erase_name(user.get_username())
    assert not User.objects.exists()
    assert first_broken(dialogue) is None
    assert "ayuna" not in json.dumps([*Entry.objects.values(), *ActorName.objects.values()], default=str)


def test_a_forgotten_actor_cannot_be_recognised_by_guessing_names(dialogue: Dialogue, user: User) -> None:
    row = ActorName.objects.get(name="ayuna.b")
    digest, salt = row.digest, row.salt
    assert len(salt) == 32
    forget("ayuna.b")
    guesses = ("ayuna.b", "", *Entry.objects.values_list("salt", flat=True))
    for guess in guesses:
        for text in (f"{guess}ayuna.b", f"ayuna.b{guess}", json.dumps([guess, "ayuna.b"]), f"{guess}\x1fayuna.b"):
            assert hashlib.sha256(text.encode()).hexdigest() != digest
    assert salt not in json.dumps([*Entry.objects.values(), *ActorName.objects.values()], default=str)
    # The same name, should it act again, is somebody else.
    assert note(dialogue, "add party", "Eastshore", by=user).actor != digest


def test_after_a_whole_round_no_entry_holds_a_token_a_hash_a_vote_or_a_name() -> None:
    cast = assemble()
    people.record_consent(cast.delegations[0], told_by="Ambassador Bat", on=DAY, by=cast.secretary)
    people.withdraw_consent(cast.delegations[0], told_by="Ambassador Bat", on=DAY, by=cast.secretary)
    reissue = people.request_reissue(cast.delegations[1], reason="a sheet was lost", on=DAY, by=cast.secretary)
    fresh = people.approve_reissue(reissue, on=DAY, by=cast.mediator)
    tokens = [*cast.tokens[0], *cast.tokens[1], *cast.tokens[2], *fresh]
    kept = needles(cast.edition.pk)
    cast = replace(cast, tokens=(cast.tokens[0], fresh, cast.tokens[2]))
    round_ = close(cast, lambda delegation, seat: (delegation + seat) % 3 - 1)
    publish_round(round_, by=cast.secretary)
    entries = Entry.objects.filter(dialogue=cast.dialogue)
    told = json.dumps(list(entries.values("actor", "verb", "subject", "detail", "salt", "previous", "digest")))
    forms = [form for token in tokens for form in (token.hex(), credentials.encode(token), repr(token))]
    assert len(kept) > 1000
    assert [needle for needle in (*kept, *forms) if needle in told] == []
    assert "Ambassador" not in told
    assert not set(VERBS) & {"vote", "take back a vote", "offer a statement"}
    assert set(entries.values_list("verb", flat=True)) <= set(VERBS)
    assert {key for entry in entries for key in entry.detail} <= set(DETAILS)
    assert first_broken(cast.dialogue) is None


def test_every_act_that_is_noted_has_words() -> None:
    noted: set[str] = set()
    for path in (ROOT / "src" / "khural" / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"note", "_move"}:
                given = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "verb")]
                noted |= {str(word.value) for word in given if isinstance(word, ast.Constant)}
    assert len(noted) > 20
    assert noted <= set(VERBS)
