from __future__ import annotations

from django.urls import path

from khural.web.record import views

urlpatterns = [
    path("cases/<slug:case>/editions/<slug:edition>/record/", views.show_record, name="edition_record"),
]
