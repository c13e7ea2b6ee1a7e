from __future__ import annotations

from django.urls import path

from khural.web.drafts import views

urlpatterns = [
    path("drafts/keep/", views.keep, name="draft_keep"),
    path("drafts/discard/", views.discard, name="draft_discard"),
]
