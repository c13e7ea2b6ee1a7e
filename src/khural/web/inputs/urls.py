from __future__ import annotations

from django.urls import path

from khural.web.inputs import views

INPUTS = "cases/<slug:case>/editions/<slug:edition>/inputs/"

urlpatterns = [
    path(INPUTS, views.list_inputs, name="edition_inputs"),
    path(f"{INPUTS}<int:handed>/", views.answer_input, name="edition_input"),
]
