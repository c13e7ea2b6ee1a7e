from __future__ import annotations

from django.urls import path

from khural.web.findings import views

ROUND = "cases/<slug:case>/editions/<slug:edition>/rounds/<slug:round>/findings/"

urlpatterns = [
    path(ROUND, views.findings, name="round_findings"),
    path(f"{ROUND}projector/", views.projector, name="round_projector"),
    path(f"{ROUND}findings.csv", views.table_file, name="round_findings_csv"),
]
