"""A round: starting one, its page with the phase bar, and the moves between phases that ask no question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural.web.acting import accepted, actor, done, say, status_of, typed
from khural.web.crumbs import address, edition_crumbs, round_crumbs
from khural.web.findings.publication import turnout
from khural.web.language import codes, own_name
from khural.web.rounds import actions, phases
from khural.web.rounds.ending import byte_search, deadline
from khural.web.rounds.forms import RoundForm
from khural.web.rounds.models import TABLE_KINDS, Round
from khural.web.rounds.permissions import DialogueVerb, Verb
from khural.web.rounds.phase_bar import phase_bar, who_can
from khural.web.rounds.queries import missing_texts, states_of, unreviewed_languages
from khural.web.staff.allowed import may_in_round
from khural.web.staff.queries import edition_for, round_for

READ_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_WRITE)
def start_round(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """A round in the edition's next free slot."""
    started_in = edition_for(request.user, case, edition, DialogueVerb.EDIT_CASE)
    name = _("Round %(n)d") % {"n": started_in.rounds.filter(kind__in=TABLE_KINDS).count() + 1}
    initial = {"name": name, "source_language": get_language(), "languages": codes()}
    form = RoundForm(typed(request), initial=initial)
    made: list[Round] = []
    if form.is_valid() and accepted(
        form, lambda: made.append(actions.create_round(started_in, **form.cleaned_data, by=actor(request)))
    ):
        say(request, form, _("The round is there. Next: its statements."))
        return redirect("round_statements", *address(made[0]))
    ctx = {
        "form": form,
        "heading": _("Start a round"),
        "lead": _("A round holds the statements that delegates vote on. Its languages stay as you choose them here."),
        "submit": _("Start the round"),
        "rehearsal": started_in.is_rehearsal,
        "crumbs": edition_crumbs(started_in, _("Start a round")),
    }
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_safe
def show_round(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Phase bar, who can do what now, what is still missing, and the next act."""
    shown = round_for(request.user, case, edition, round_, Verb.SEE_ROUND)
    may = may_in_round(request.user, shown)
    ctx = {
        "round": shown,
        "edition": shown.edition,
        "address": address(shown),
        "phases": phase_bar(shown),
        "roles": who_can(shown.phase),
        "states": states_of(shown),
        "missing": [(own_name(code), n) for code, n in missing_texts(shown).items() if n],
        "unreviewed": [own_name(code) for code in unreviewed_languages(shown)],
        "turnout": turnout(shown) if may["see_turnout"] else None,
        "deadline": deadline(shown),
        "searched": byte_search(shown),
        "may": may,
        "crumbs": round_crumbs(shown),
    }
    return render(request, "rounds/round.html", ctx)


@require_POST
def start_collecting(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Let delegates offer statements."""
    moved = round_for(request.user, case, edition, round_, Verb.START_COLLECTING)
    done(
        request,
        lambda: phases.start_collecting(moved, by=actor(request)),
        _("Delegates can offer statements now. You can stop this at any time."),
    )
    return redirect("round", case, edition, round_)


@require_POST
def return_to_preparing(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Stop collecting; what was offered stays."""
    moved = round_for(request.user, case, edition, round_, Verb.RETURN_TO_PREPARING)
    done(
        request,
        lambda: phases.return_to_preparing(moved, by=actor(request)),
        _("Collecting has stopped. What was offered stays."),
    )
    return redirect("round", case, edition, round_)


@require_POST
def open_statements(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Open the statements that were accepted or added since voting began."""
    opened = round_for(request.user, case, edition, round_, Verb.OPEN_STATEMENTS)
    done(
        request,
        lambda: phases.open_ready_statements(opened, by=actor(request)),
        _("The waiting statements are open to vote. Their wordings are fixed from now on."),
    )
    return redirect("round", case, edition, round_)
