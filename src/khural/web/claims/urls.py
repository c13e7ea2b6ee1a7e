from __future__ import annotations

from django.urls import path

from khural.web.claims import views

urlpatterns = [
    path("cases/<slug:case>/claims/", views.list_claims, name="claims"),
]
