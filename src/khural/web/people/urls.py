from __future__ import annotations

from django.urls import path

from khural.web.people import views, views_consent, views_sheets

PEOPLE = "cases/<slug:case>/editions/<slug:edition>/people/"
ONE = PEOPLE + "<int:delegation>/"

urlpatterns = [
    path(PEOPLE, views.show_people, name="edition_people"),
    path(f"{PEOPLE}new/", views.add_delegation, name="delegation_new"),
    path(f"{PEOPLE}attendance/<slug:party>/", views.record_attendance, name="party_attendance"),
    path(ONE, views.show_delegation, name="delegation"),
    path(f"{ONE}seats/", views.change_seats, name="delegation_seats"),
    path(f"{ONE}remove/", views.remove_delegation, name="delegation_remove"),
    path(f"{ONE}consent/", views_consent.record_consent, name="delegation_consent"),
    path(f"{ONE}consent/withdraw/", views_consent.withdraw_consent, name="delegation_consent_withdraw"),
    path(f"{ONE}sheets/", views_sheets.print_sheets, name="delegation_sheets"),
    path(f"{ONE}reissue/", views_sheets.request_reissue, name="delegation_reissue"),
    path(f"{ONE}reissue/approve/", views_sheets.approve_reissue, name="delegation_reissue_approve"),
]
