"""A staff member at a desk: signed in, with a second factor, in front of real views."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client


def with_second_factor(user: User) -> User:
    """`user`, whose second factor is set up."""
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "JBSWY3DPEHPK3PXP"}}
    )
    return user


def desk(user: User) -> Client:
    """A client that is signed in as `user`."""
    client = Client()
    client.force_login(with_second_factor(user), backend="django.contrib.auth.backends.ModelBackend")
    return client
