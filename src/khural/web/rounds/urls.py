from __future__ import annotations

from django.urls import path

from khural.web.rounds import views, views_languages, views_offers, views_phases, views_statement, views_statements

ROUNDS = "cases/<slug:case>/editions/<slug:edition>/rounds/"
ONE = ROUNDS + "<slug:round_>/"
STATEMENTS = ONE + "statements/"
STATEMENT = STATEMENTS + "<int:number>/"

urlpatterns = [
    path(f"{ROUNDS}new/", views.start_round, name="round_new"),
    path(ONE, views.show_round, name="round"),
    path(f"{ONE}start-collecting/", views.start_collecting, name="round_start_collecting"),
    path(f"{ONE}return-to-preparing/", views.return_to_preparing, name="round_return_to_preparing"),
    path(f"{ONE}open-statements/", views.open_statements, name="round_open_statements"),
    path(f"{ONE}start-voting/", views_phases.start_voting, name="round_start_voting"),
    path(f"{ONE}close/", views_phases.close_round, name="round_close"),
    path(f"{ONE}publish/", views_phases.publish, name="round_publish"),
    path(f"{ONE}languages/", views_languages.languages, name="round_languages"),
    path(f"{ONE}offers/", views_offers.decide_offers, name="round_offers"),
    path(STATEMENTS, views_statements.list_statements, name="round_statements"),
    path(f"{STATEMENTS}new/", views_statements.add_statement, name="statement_new"),
    path(f"{STATEMENTS}paste/", views_statements.paste_statements, name="statements_paste"),
    path(STATEMENT, views_statement.show_statement, name="statement"),
    path(f"{STATEMENT}reword/", views_statement.reword, name="statement_reword"),
    path(f"{STATEMENT}withdraw/", views_statement.withdraw, name="statement_withdraw"),
    path(f"{STATEMENT}restore/", views_statement.restore, name="statement_restore"),
    path(f"{STATEMENT}<slug:language>/", views_statement.translate, name="statement_translate"),
    path(f"{STATEMENT}<slug:language>/review/", views_statement.review, name="statement_review"),
]
