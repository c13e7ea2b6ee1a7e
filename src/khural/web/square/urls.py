from __future__ import annotations

from django.urls import path

from khural.web.square.views import ballots, entry, offering, results

ONE = "<slug:square>/"

urlpatterns = [
    path(ONE, entry.start, name="open"),
    path(f"{ONE}with/<slug:key>/", entry.start, name="open_link"),
    path(f"{ONE}join/", entry.join, name="open_join"),
    path(f"{ONE}code/", entry.own_code, name="open_code"),
    path(f"{ONE}leave/", entry.leave, name="open_leave"),
    path(f"{ONE}statements/", ballots.statement, name="open_statement"),
    path(f"{ONE}vote/", ballots.vote, name="open_vote"),
    path(f"{ONE}answers/", ballots.answers, name="open_answers"),
    path(f"{ONE}offers/", offering.offers, name="open_offers"),
    path(f"{ONE}offers/take-back/", offering.take_back, name="open_take_back"),
    path(f"{ONE}results/", results.results, name="open_results"),
    path(f"{ONE}results/results.csv", results.table_file, name="open_results_csv"),
    path(f"{ONE}place/", results.place, name="open_place"),
    path(f"{ONE}embed/", results.embedded, name="open_embed"),
]
