from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404

from khural.web.cases.models import Dialogue
from khural.web.rounds.models import Phase, Round
from khural.web.rounds.permissions import DELEGATE, DIALOGUE_RULES, RULES, DialogueVerb, Verb, can, can_in_dialogue
from khural.web.staff import queries
from khural.web.staff.models import Membership, Role
from tests.cast import Cast, assemble
from tests.machine import ROOT

database = pytest.mark.django_db(databases=["default", "ballots"])
EVERYBODY = [*Role, DELEGATE]


def _rows(heading: str) -> dict[str, tuple[set[str], list[str]]]:
    """Act -> who may, and the cells behind it, of the table in docs/roles.md whose heading begins so."""
    lines = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(heading))
    rows = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        act, who, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows[act] = ({name.replace(" ", "_") for name in who.split(", ")}, cells)
    return rows


def test_the_page_about_roles_says_of_every_role_act_and_phase_what_the_code_does() -> None:
    rows = _rows("| act | who |")
    assert set(rows) == set(Verb)
    for role, verb, (column, phase) in product(EVERYBODY, Verb, enumerate(Phase)):
        who, cells = rows[verb]
        assert can((role,), verb, phase) == (role in who and cells[column] == "yes"), (role, verb, phase)


def test_the_page_about_roles_says_who_may_act_on_a_dialogue() -> None:
    rows = _rows("| act on a dialogue")
    assert set(rows) == set(DialogueVerb)
    for role, verb in product(EVERYBODY, DialogueVerb):
        assert can_in_dialogue((role,), verb) == (role in rows[verb][0]), (role, verb)


def test_every_act_has_a_rule() -> None:
    assert set(RULES) == set(Verb)
    assert set(DIALOGUE_RULES) == set(DialogueVerb)


def test_no_staff_role_votes_and_a_delegate_does_nothing_else() -> None:
    own = {Verb.OFFER_STATEMENT, Verb.VOTE, Verb.SEE_OWN_VOTES}
    for verb in Verb:
        assert (RULES[verb].roles == {DELEGATE}) == (verb in own)
        assert (DELEGATE in RULES[verb].roles) == (verb in {*own, Verb.SEE_FINDINGS})
    assert not any(DELEGATE in roles for roles in DIALOGUE_RULES.values())


def test_nothing_is_written_once_a_round_is_over() -> None:
    seen = {Verb.SEE_ROUND, Verb.SEE_FINDINGS}
    for phase in (Phase.PUBLISHED, Phase.ENDED):
        assert {verb for verb in Verb if can(EVERYBODY, verb, phase)} <= seen


def test_findings_are_seen_after_publication_only_and_own_votes_never_after_it() -> None:
    assert [phase for phase in Phase if can(EVERYBODY, Verb.SEE_FINDINGS, phase)] == [Phase.PUBLISHED]
    assert [phase for phase in Phase if can(EVERYBODY, Verb.SEE_OWN_VOTES, phase)] == [Phase.VOTING, Phase.CLOSED]


def test_press_and_observers_change_nothing() -> None:
    for role in (Role.PRESS, Role.OBSERVER, Role.EVALUATOR):
        assert {verb for verb in Verb if role in RULES[verb].roles} <= {Verb.SEE_FINDINGS}
        # The evaluator answers aims on their day, which adds a reading and alters nothing.
        own = {DialogueVerb.READ_AIMS} if role == Role.EVALUATOR else set()
        assert {verb for verb in DialogueVerb if can_in_dialogue((role,), verb)} <= {DialogueVerb.SEE_CASE} | own


def _found(user: User | AnonymousUser, verb: Verb) -> bool:
    try:
        queries.round_for(user, "lake", "first", "round-1", verb)
    except Http404:
        return False
    return True


@database
def test_fetching_a_round_follows_the_table_for_every_role_act_and_phase() -> None:
    cast = assemble(statements=1)
    users = {role: User.objects.create_user(f"the {role}") for role in Role}
    for role, user in users.items():
        Membership.objects.create(user=user, dialogue=cast.dialogue, role=role)
    for phase in Phase:
        Round.objects.update(phase=phase)
        for role, verb in product(Role, Verb):
            assert _found(users[role], verb) == can((role,), verb, phase), (role, verb, phase)


@database
def test_who_has_no_role_in_the_dialogue_finds_no_round() -> None:
    cast = assemble(statements=1)
    elsewhere = Dialogue.objects.create(case=cast.case, slug="other", name="Other", host="Nordia")
    stranger = User.objects.create_user("secretary of another dialogue")
    Membership.objects.create(user=stranger, dialogue=elsewhere, role=Role.SECRETARY)
    for phase in Phase:
        Round.objects.update(phase=phase)
        for verb in Verb:
            assert not any(_found(user, verb) for user in (cast.outsider, stranger, AnonymousUser()))


@database
def test_dialogues_and_editions_follow_the_table_and_strangers_find_neither() -> None:
    cast = assemble(statements=1)
    users = {role: User.objects.create_user(f"the {role}") for role in Role}
    for role, user in users.items():
        Membership.objects.create(user=user, dialogue=cast.dialogue, role=role)
    for user, roles in [*((users[role], [role]) for role in Role), (cast.outsider, [])]:
        for verb in DialogueVerb:
            if can_in_dialogue(roles, verb):
                assert queries.dialogue_for(user, "lake", verb) == cast.dialogue
                assert queries.edition_for(user, "lake", "first", verb) == cast.edition
            else:
                with pytest.raises(Http404):
                    queries.dialogue_for(user, "lake", verb)
                with pytest.raises(Http404):
                    queries.edition_for(user, "lake", "first", verb)


@pytest.fixture
def cast() -> Cast:
    return assemble(statements=1)


@database
def test_everybody_but_the_press_sees_the_case_beside_a_press_officer(cast: Cast) -> None:
    for user in (cast.secretary, cast.mediator, cast.interpreter, cast.observer):
        assert list(queries.cases_for(user)) == [cast.case]
    for stranger in (cast.press, cast.outsider, AnonymousUser()):
        assert list(queries.cases_for(stranger)) == []


@database
def test_a_press_officer_with_another_role_sees_the_case_once(cast: Cast) -> None:
    Membership.objects.create(user=cast.press, dialogue=cast.dialogue, role=Role.OBSERVER)
    Membership.objects.create(user=cast.press, dialogue=cast.dialogue, role=Role.EVALUATOR)
    assert list(queries.cases_for(cast.press)) == [cast.case]


@database
def test_readers_who_are_not_at_the_table_know_of_published_rounds_only(cast: Cast) -> None:
    for phase in Phase:
        Round.objects.update(phase=phase)
        assert len(queries.rounds_for(cast.secretary, cast.edition)) == 1
        assert len(queries.rounds_for(cast.observer, cast.edition)) == (phase == Phase.PUBLISHED)
        assert queries.rounds_for(cast.press, cast.edition) == []
        assert queries.rounds_for(cast.outsider, cast.edition) == []
