"""Keeping a draft while somebody types, and discarding one. Nothing here reads a draft."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from khural.web.drafts import actions
from khural.web.drafts.permits import Permit, permit_in, typed_in


def _permit(request: HttpRequest) -> Permit:
    permit = permit_in(request.POST)
    if permit is None or (request.user.is_authenticated and request.user.pk != permit.user):
        raise Http404
    return permit


# Another site cannot know the signed permit, which alone is asked for; and the forgery token of a page that was open
# while its author signed in again is no longer good, whereas what they type is still to be kept.
@csrf_exempt
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what has been typed so far."""
    permit = _permit(request)
    kept = actions.keep(permit, typed_in(request.POST, permit))
    return JsonResponse({"kept": kept, "signed_in": request.user.is_authenticated})


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Delete a draft and show its page as it is without."""
    if not request.user.is_authenticated:
        raise Http404
    permit = _permit(request)
    actions.forget(permit)
    return redirect(permit.path)
