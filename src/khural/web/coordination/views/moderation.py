"""The queue of offered statements, splitting one, the log, undoing."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural.publishing.table import neutral
from khural.web.acting import accepted, actor, done, say, status_of, typed
from khural.web.ballots.square import offers
from khural.web.coordination import actions
from khural.web.coordination.forms import DecisionForm, SplitForm
from khural.web.coordination.models import Act
from khural.web.coordination.pages import context
from khural.web.coordination.queries import Logged, consultation_for, log_of, offer_in, queue
from khural.web.square.models import Consultation

READ_WRITE = ["GET", "HEAD", "POST"]
SENTENCES = {
    Act.ACCEPTED: gettext_lazy("Accepted: the statement joins the round, and its author is forgotten."),
    Act.RETURNED: gettext_lazy("Returned: its author reads the reason and may offer it in other words."),
    Act.REJECTED: gettext_lazy("Rejected: its author is forgotten."),
    Act.MERGED: gettext_lazy("Merged: the other statement stands for both."),
}


@require_http_methods(READ_WRITE)
def decide(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """The offered statements, each with what is like it and its decision."""
    decided = consultation_for(request.user, case, edition, square)
    form = DecisionForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and accepted(form, lambda: _decide(request, decided, form)):
        act = Act.MERGED if form.cleaned_data["into"] else Act(form.cleaned_data["decision"])
        say(request, form, str(SENTENCES[act]))
        return redirect("consultation_queue", case, edition, square)
    waiting, n = queue(decided.round, first=form.data.get("key", "") if form is not None else "")
    ctx = context(
        decided,
        _("Offered statements"),
        queued=[(one, _form_of(one.offer.key, form)) for one in waiting],
        n=n,
        more=n - len(waiting),
        batch=offers.BATCH_AUTHORS,
        last=decided.decisions.first(),
        form=form,
    )
    return render(request, "coordination/queue.html", ctx, status=200 if form is None else status_of(form))


def _decide(request: HttpRequest, consultation: Consultation, form: DecisionForm) -> None:
    data, by = form.cleaned_data, actor(request)
    if data["into"]:
        actions.merge_offer(consultation, key=data["key"], into=data["into"], by=by)
    elif data["decision"] == Act.ACCEPTED:
        actions.accept(consultation, key=data["key"], by=by)
    else:
        act = Act(data["decision"])
        actions.turn_down(consultation, key=data["key"], act=act, reason=form.reason, by=by)


def _form_of(key: str, wrong: DecisionForm | None) -> DecisionForm:
    auto_id = f"id_{key[:8]}_%s"
    if wrong is not None and wrong.data.get("key") == key:
        wrong.auto_id = auto_id
        return wrong
    return DecisionForm(initial={"key": key}, auto_id=auto_id)


@require_http_methods(READ_WRITE)
def split_offer(request: HttpRequest, case: str, edition: str, square: str, offer: str) -> HttpResponse:
    """Make several statements of one that holds several ideas."""
    decided = consultation_for(request.user, case, edition, square)
    waiting = offer_in(decided.round, offer)
    form = SplitForm(typed(request), initial={"part_1": waiting.text})
    # A participant's words: they go with the ballots, and so may stand in no draft.
    form.keeps_draft = False
    if form.is_valid() and accepted(
        form, lambda: actions.split_offer(decided, key=offer, parts=form.parts, by=actor(request))
    ):
        say(request, form, _("Split: each idea is a statement of its own, and its author is forgotten."))
        return redirect("consultation_queue", case, edition, square)
    for field in form.fields.values():
        field.widget.attrs["lang"] = waiting.language
    ctx = context(decided, _("Split a statement"), form=form, heading=_("Split a statement"), submit=_("Split it"))
    ctx["lead"] = waiting.text
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_safe
def show_log(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """What was decided, by whom and why, newest first."""
    shown = consultation_for(request.user, case, edition, square)
    return render(request, "coordination/log.html", context(shown, _("Moderation log"), rows=log_of(shown)))


@require_POST
def undo(request: HttpRequest, case: str, edition: str, square: str, decision: int) -> HttpResponse:
    """Take a decision back."""
    shown = consultation_for(request.user, case, edition, square)
    done(request, lambda: actions.undo(shown, decision=decision, by=actor(request)), _("Undone."))
    return redirect("consultation_log", case, edition, square)


@require_safe
def log_file(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """The log as a file for a spreadsheet."""
    shown = consultation_for(request.user, case, edition, square)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow([_("when"), _("who"), _("what"), _("statement"), _("became"), _("reason"), _("undone")])
    writer.writerows([neutral(cell) for cell in _cells(row)] for row in log_of(shown))
    # The byte order mark is how spreadsheets recognise UTF-8.
    response = HttpResponse("\ufeff" + lines.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}-log.csv"'
    return response


def _cells(row: Logged) -> list[str]:
    decision = row.decision
    became = decision.made or [each for each in (decision.into,) if each]
    return [
        timezone.localtime(decision.at).isoformat(timespec="seconds"),
        decision.by.get_username() if decision.by else "",
        decision.get_act_display(),
        row.text,
        " ".join(str(number) for number in became),
        _(decision.reason) if decision.reason else "",
        timezone.localtime(decision.undone_at).isoformat(timespec="seconds") if decision.undone_at else "",
    ]
