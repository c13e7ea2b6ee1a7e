from __future__ import annotations

from django.urls import path

from khural.web.library import views

urlpatterns = [
    path("", views.start, name="start"),
    path("library/", views.library, name="library"),
    path("library/evidence/", views.evidence, name="evidence"),
]
