"""`{% draft form %}` before a form fills in what was typed earlier; `{% permit form %}` inside lets it be kept."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.contrib.auth.models import User
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from khural.web import seen
from khural.web.drafts.permits import FIELD, Permit, permit_for, sign
from khural.web.drafts.queries import fill
from khural.web.text import CleanForm

register = template.Library()
SCRIPT = "khural_drafts_script"


@register.simple_tag(takes_context=True)
def draft(context: RequestContext, form: forms.BaseForm, page: str = "") -> SafeString:
    """Fill the draft into a form that was not sent yet, and say so; beside it what somebody else stored meanwhile.

    `page`: where the form stands, where that is not the address of this request.
    """
    permit = _permit(context, form, page)
    kept_at = fill(form, permit) if permit and isinstance(form, CleanForm) and not form.is_bound else None
    return _rendered(context, "drafts/filled.html", form=form, kept_at=kept_at, **_signed(permit))


@register.simple_tag(takes_context=True)
def permit(context: RequestContext, form: forms.BaseForm, page: str = "") -> SafeString:
    """The hidden fields of a form: the permit to keep its draft, and what stored values its writer sees."""
    found = _permit(context, form, page)
    marks = seen.marks(form) if isinstance(form, CleanForm) and form.stored is not None else ""
    first = found is not None and not context.render_context.get(SCRIPT)
    if first:
        context.render_context[SCRIPT] = True
    ctx = {"field": FIELD, "seen": seen.FIELD, "marks": marks, "first": first, **_signed(found)}
    return _rendered(context, "drafts/permit.html", **ctx)


def _signed(permit: Permit | None) -> dict[str, str]:
    return {"permit": sign(permit), "name": permit.form} if permit else {}


def _permit(context: RequestContext, form: forms.BaseForm, page: str) -> Permit | None:
    request = context["request"]
    user = getattr(request, "user", None)
    return permit_for(user, page or request.path, form) if isinstance(user, User) else None


def _rendered(context: RequestContext, template_name: str, **ctx: Any) -> SafeString:
    return render_to_string(template_name, ctx, request=context["request"])
