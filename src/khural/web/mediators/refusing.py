"""Where the evidence cannot be read, a page says so in one sentence instead of breaking."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khural.messages import KhuralError
from khural.web.messages import translated

Given = ParamSpec("Given")


def told(
    view: Callable[Concatenate[HttpRequest, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Turn a refusal of the libraries into a page with its sentence and status 409."""

    @functools.wraps(view)
    def telling(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except KhuralError as error:
            return render(request, "mediators/refused.html", {"sentence": translated(error.message)}, status=409)

    return telling
