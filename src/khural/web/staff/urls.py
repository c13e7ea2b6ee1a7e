from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from khural.web.staff import views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("join/", views.join, name="join"),
    path("cases/<slug:case>/staff/", views.staff, name="staff"),
    path("cases/<slug:case>/staff/<int:membership>/end/", views.end_membership, name="membership_end"),
    # Of allauth only what an installation by invitation needs: no open sign-up, no mail, no reset by mail.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
