from __future__ import annotations

from django.urls import path

from khural.web.mediators import views, views_entering, views_state

FIND = "cases/<slug:case>/mediators/"

urlpatterns = [
    path(FIND, views.rank, name="mediators"),
    path(FIND + "compare/", views.compare, name="compare"),
    path(FIND + "questions/", views.questions, name="questions"),
    path(FIND + "states/", views_entering.set_states, name="find_states"),
    path(FIND + "entered/new/", views_entering.enter_tie, name="entered_new"),
    path(FIND + "entered/<int:tie>/strike/", views_entering.strike_tie, name="entered_strike"),
    path(FIND + "assets/new/", views_entering.enter_asset, name="asset_new"),
    path(FIND + "assets/<int:asset>/strike/", views_entering.strike_asset, name="asset_strike"),
    path(FIND + "<slug:state>/", views.explain, name="candidate"),
    path(FIND + "<slug:state>/brief/", views.brief, name="brief"),
    path(FIND + "<slug:state>/brief.docx", views.brief_document, name="brief_docx"),
    path("cases/<slug:case>/states/<slug:state>/", views_state.show_state, name="state"),
]
