"""Every address. The role-by-page matrix in the tests has a line for each of them."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    # First, for thousands ask for them, and a list is gone through from its beginning.
    path("open/", include("khural.web.square.urls")),
    path("v/", include("khural.web.voting.urls")),
    path("", include("khural.web.cases.urls")),
    path("", include("khural.web.change.urls")),
    path("", include("khural.web.claims.urls")),
    path("", include("khural.web.people.urls")),
    path("", include("khural.web.rounds.urls")),
    path("", include("khural.web.coordination.urls")),
    path("", include("khural.web.drafts.urls")),
    path("", include("khural.web.findings.urls")),
    path("", include("khural.web.inputs.urls")),
    path("", include("khural.web.library.urls")),
    path("", include("khural.web.mediators.urls")),
    path("", include("khural.web.record.urls")),
    path("", include("khural.web.staff.urls")),
]
