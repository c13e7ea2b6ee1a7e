"""The ways in: links that are handed round, codes that are printed once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khural.credentials import encode
from khural.web.acting import accepted, actor, done
from khural.web.coordination.drawing import link_square
from khural.web.coordination.forms import CodesForm, LinkForm
from khural.web.coordination.pages import context
from khural.web.coordination.queries import consultation_for
from khural.web.coordination.views.running import main_page
from khural.web.square import actions


@require_POST
def add_link(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """A link to hand round."""
    led_to = consultation_for(request.user, case, edition, square)
    form = LinkForm(request.POST, auto_id="link_%s")
    if not form.is_valid():
        return main_page(request, led_to, form)
    done(request, lambda: actions.add_link(led_to, **form.cleaned_data, by=actor(request)), _("The link is made."))
    return redirect("consultation", case, edition, square)


@require_POST
def switch_link(request: HttpRequest, case: str, edition: str, square: str, link: int) -> HttpResponse:
    """Let nobody join by a link any more, or let them again."""
    led_to = consultation_for(request.user, case, edition, square)
    found = led_to.links.filter(pk=link).first()
    if found is None:
        raise Http404
    ended = not found.is_ended
    sentence = _("Nobody joins by this link any more.") if ended else _("People can join by this link again.")
    done(request, lambda: actions.end_link(found, by=actor(request), ended=ended), sentence)
    return redirect("consultation", case, edition, square)


@require_POST
def print_codes(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Draw a batch of codes and show them, this once."""
    printed = consultation_for(request.user, case, edition, square)
    form = CodesForm(request.POST, auto_id="codes_%s")
    tokens: tuple[bytes, ...] = ()

    def draw() -> None:
        nonlocal tokens
        tokens = actions.print_codes(printed, **form.cleaned_data, by=actor(request))

    if not form.is_valid() or not accepted(form, draw):
        return main_page(request, printed, form)
    url = request.build_absolute_uri(reverse("open", args=[square]))
    # What follows the # is sent to no server: the page puts it into the field and takes it out of the address.
    codes = [(code, link_square(f"{url}#{code}")) for code in map(encode, tokens)]
    ctx = context(printed, _("Printed codes"), codes=codes, url=url, label=form.cleaned_data["label"])
    return render(request, "coordination/codes.html", ctx)


@require_POST
def end_codes(request: HttpRequest, case: str, edition: str, square: str, batch: int) -> HttpResponse:
    """Let nobody in with a batch of codes any more."""
    led_to = consultation_for(request.user, case, edition, square)
    found = led_to.batches.filter(pk=batch, is_ended=False).first()
    if found is None:
        raise Http404
    done(request, lambda: actions.end_codes(found, by=actor(request)), _("Nobody gets in with these codes any more."))
    return redirect("consultation", case, edition, square)
