from __future__ import annotations

from django.urls import path

from khural.web.library import views

urlpatterns = [
    path("", views.start, name="start"),
    path("library/", views.library, name="library"),
    path("library/sources/", views.all_sources, name="library_sources"),
    path("library/codebook/", views.show_codebook, name="library_codebook"),
    path("library/evidence/", views.evidence, name="evidence"),
]
