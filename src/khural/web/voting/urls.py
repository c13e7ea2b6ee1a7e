from __future__ import annotations

from django.urls import path

from khural.web.voting.views import ballots, entry, offering, results

urlpatterns = [
    path("", entry.entry, name="voter"),
    path("enter/", entry.enter, name="voter_enter"),
    path("consent/", entry.consent, name="voter_consent"),
    path("leave/", entry.leave, name="voter_leave"),
    path("rounds/", ballots.rounds, name="voter_rounds"),
    path("rounds/<slug:slug>/", ballots.round_page, name="voter_round"),
    path("rounds/<slug:slug>/vote/", ballots.vote, name="voter_vote"),
    path("rounds/<slug:slug>/answers/", ballots.answers, name="voter_answers"),
    path("rounds/<slug:slug>/offers/", offering.offers, name="voter_offers"),
    path("rounds/<slug:slug>/offers/take-back/", offering.take_back, name="voter_take_back"),
    path("rounds/<slug:slug>/findings/", results.findings, name="voter_findings"),
]
