from __future__ import annotations

from django.urls import path

from khural.web.cases import views, views_editing, views_editions

urlpatterns = [
    path("cases/", views.list_cases, name="cases"),
    path("cases/new/", views.start_case, name="case_new"),
    path("cases/<slug:case>/", views.show_case, name="case"),
    path("cases/<slug:case>/edit/", views_editing.edit_case, name="case_edit"),
    path("cases/<slug:case>/edit/parties/new/", views_editing.add_party, name="party_new"),
    path("cases/<slug:case>/edit/parties/<slug:party>/", views_editing.change_party, name="party_change"),
    path("cases/<slug:case>/edit/parties/<slug:party>/remove/", views_editing.remove_party, name="party_remove"),
    path("cases/<slug:case>/edit/baskets/new/", views_editing.add_basket, name="basket_new"),
    path("cases/<slug:case>/edit/baskets/<slug:basket>/remove/", views_editing.remove_basket, name="basket_remove"),
    path("cases/<slug:case>/dialogue/", views_editions.show_dialogue, name="dialogue"),
    path("cases/<slug:case>/editions/new/", views_editions.plan_edition, name="edition_new"),
    path("cases/<slug:case>/editions/<slug:edition>/", views_editions.show_edition, name="edition"),
    path("cases/<slug:case>/editions/<slug:edition>/edit/", views_editions.change_edition, name="edition_change"),
    path("cases/<slug:case>/editions/<slug:edition>/erase/", views_editions.erase_rehearsal, name="edition_erase"),
]
