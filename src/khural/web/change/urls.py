from __future__ import annotations

from django.urls import path

from khural.web.change import views_acts, views_aims, views_change

urlpatterns = [
    path("cases/<slug:case>/change/", views_change.show_change, name="change"),
    path("cases/<slug:case>/change/report/", views_change.report, name="change_report"),
    path("cases/<slug:case>/acts/", views_acts.list_acts, name="acts"),
    path("cases/<slug:case>/acts/new/", views_acts.enter_act, name="act_new"),
    path("cases/<slug:case>/acts/import/", views_acts.import_acts, name="acts_import"),
    path("cases/<slug:case>/acts/<int:act>/strike/", views_acts.strike_act, name="act_strike"),
    path("cases/<slug:case>/aims/", views_aims.list_aims, name="aims"),
    path("cases/<slug:case>/aims/new/", views_aims.register_aim, name="aim_new"),
    path("cases/<slug:case>/aims/<int:aim>/replace/", views_aims.replace_aim, name="aim_replace"),
    path("cases/<slug:case>/aims/<int:aim>/read/", views_aims.read_aim, name="aim_read"),
]
