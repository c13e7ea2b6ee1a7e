"""The way from an empty edition to an open round, in six steps: what is done, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.web.cases.models import Edition
from khural.web.language import current_language
from khural.web.people.models import Delegation
from khural.web.rounds.models import TABLE_KINDS, Phase, Round, StatementState
from khural.web.rounds.queries import missing_texts, unreviewed_languages

OPENED = (Phase.VOTING, Phase.CLOSED, Phase.PUBLISHED, Phase.ENDED)


@dataclass(frozen=True)
class Step:
    """One step with the page on which it is made. `state`: "done", "now" or "todo"."""

    label: str
    done: bool
    note: str
    url: str
    state: str = "todo"


def steps_of(edition: Edition) -> list[Step]:
    """The six steps; the first that is not done is the one to make now."""
    delegations = list(edition.delegations.all())
    last = edition.rounds.filter(kind__in=TABLE_KINDS).order_by("-slot").first()
    made = [
        _parties(edition),
        _delegations(edition, delegations),
        _sheets(edition, delegations),
        _statements(edition, last),
        _languages(edition, last),
        _opening(edition, last),
    ]
    now = next((place for place, step in enumerate(made) if not step.done), len(made))
    return [_stated(step, place, now) for place, step in enumerate(made)]


def _stated(step: Step, place: int, now: int) -> Step:
    state = "done" if step.done else "now" if place == now else "todo"
    return replace(step, state=state)


def _at(edition: Edition, name: str, *more: str) -> str:
    return reverse(name, args=[edition.dialogue.case.slug, edition.slug, *more])


def _parties(edition: Edition) -> Step:
    n = edition.dialogue.case.parties.count()
    note = ngettext("%(n)d party or stakeholder", "%(n)d parties and stakeholders", n) % {"n": n}
    if edition.is_rehearsal:
        note = _("A rehearsal needs none: its delegations have numbers.")
    url = reverse("case_edit", args=[edition.dialogue.case.slug])
    return Step(_("Parties"), edition.is_rehearsal or n > 1, note, url)


def _delegations(edition: Edition, delegations: list[Delegation]) -> Step:
    seats = sum(delegation.seats for delegation in delegations)
    note = _("%(delegations)d delegations, %(seats)d seats") % {"delegations": len(delegations), "seats": seats}
    return Step(_("Delegations"), bool(delegations), note, _at(edition, "edition_people"))


def _sheets(edition: Edition, delegations: list[Delegation]) -> Step:
    printed = sum(delegation.sheets_printed_on is not None for delegation in delegations)
    note = _("printed for %(printed)d of %(all)d delegations") % {"printed": printed, "all": len(delegations)}
    return Step(_("Sealed sheets"), 0 < len(delegations) == printed, note, _at(edition, "edition_people"))


def _statements(edition: Edition, last: Round | None) -> Step:
    if last is None:
        return Step(_("Statements"), False, _("Start a round first."), _at(edition, "round_new"))
    n = last.statements.exclude(state=StatementState.WITHDRAWN).count()
    note = ngettext("%(n)d statement", "%(n)d statements", n) % {"n": n}
    return Step(_("Statements"), n > 0, note, _at(edition, "round_statements", last.slug))


def _languages(edition: Edition, last: Round | None) -> Step:
    if last is None:
        return Step(_("Languages"), False, "", "")
    missing, unreviewed = sum(missing_texts(last).values()), unreviewed_languages(last)
    note = ngettext("%(n)d text still to translate", "%(n)d texts still to translate", missing) % {"n": missing}
    if not missing:
        note = _("not reviewed: %(languages)s") % {"languages": ", ".join(unreviewed)} if unreviewed else _("complete")
    return Step(_("Languages"), not missing and not unreviewed, note, _at(edition, "round_languages", last.slug))


def _opening(edition: Edition, last: Round | None) -> Step:
    if last is None:
        return Step(_("Open the vote"), False, "", "")
    label = str(Phase(last.phase).label)
    return Step(_("Open the vote"), last.phase in OPENED, label, _at(edition, "round", last.slug))


def erasable(edition: Edition) -> list[str]:
    """What goes when a rehearsal is erased, in sentences."""
    delegations, rounds = edition.delegations.count(), edition.rounds.count()
    return [
        ngettext("%(n)d delegation with its sealed sheets", "%(n)d delegations with their sealed sheets", delegations)
        % {"n": delegations},
        ngettext(
            "%(n)d round with its statements, translations and results",
            "%(n)d rounds with their statements, translations and results",
            rounds,
        )
        % {"n": rounds},
        _("every ballot, every offered statement and every fingerprint of a sheet"),
        _("the edition “%(edition)s” itself") % {"edition": edition.name_in(current_language())},
    ]
