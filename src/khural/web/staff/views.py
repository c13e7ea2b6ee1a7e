"""/today/, and who works on a dialogue."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from khural.web.crumbs import case_crumbs
from khural.web.refusals import Refused
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff import actions
from khural.web.staff.forms import CodeForm, InvitationForm, JoinForm
from khural.web.staff.models import Membership
from khural.web.staff.queries import dialogue_for, may_create_cases
from khural.web.staff.today import needs_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _signed_in(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_GET
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What needs me now, per case."""
    user = _signed_in(request)
    ctx = {"cases": needs_of(user), "may_create": may_create_cases(user)}
    return render(request, "staff/today.html", ctx)


@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest, case: str) -> HttpResponse:
    """Who works on the dialogue; POST makes an invitation and shows its link once."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.INVITE_STAFF)
    form = InvitationForm(request.POST or None)
    ctx: dict[str, object] = {"dialogue": dialogue, "case": dialogue.case, "form": form}
    if request.method == "POST" and form.is_valid():
        by = _signed_in(request)
        role = form.cleaned_data["role"]
        ctx["code"] = actions.invite(dialogue, role=role, today=timezone.localdate(), by=by)
        ctx["link"] = request.build_absolute_uri(reverse("join")) + f"#{ctx['code']}"
        ctx["form"] = InvitationForm()
    q = dialogue.memberships.select_related("user").order_by("role", "user__username")
    ctx["memberships"] = q
    ctx["crumbs"] = case_crumbs(dialogue.case, _("Staff"))
    return render(request, "staff/staff.html", ctx)


@require_POST
def end_membership(request: HttpRequest, case: str, membership: int) -> HttpResponse:
    """Take a role away from somebody."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.INVITE_STAFF)
    found = Membership.objects.filter(pk=membership, dialogue=dialogue).first()
    if found is None:
        raise Http404
    try:
        actions.end_membership(found, by=_signed_in(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("staff", case)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Use an invitation: with a fresh account, or with the one signed in."""
    user = request.user if isinstance(request.user, User) else None
    form = (CodeForm if user else JoinForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            joined = _join(form, user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if user is None:
                login(request, joined, backend=BACKEND)
                # The password was typed a moment ago: the set-up of the second factor need not ask again.
                reauthenticate_by_password(request)
            return redirect("today")
    return render(request, "staff/join.html", {"form": form})


def _join(form: CodeForm, user: User | None) -> User:
    data = form.cleaned_data
    account = None if user else actions.NewAccount(username=data["username"], password=data["password1"])
    return actions.accept(data["code"], today=timezone.localdate(), account=account, user=user)
