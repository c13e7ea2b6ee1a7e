from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import pre_save


class DemoConfig(AppConfig):
    name = "khural.web.demo"
    label = "demo"

    def ready(self) -> None:
        """See to it that no account of a demonstration ever has a password, an invited one's included."""
        from django.contrib.auth.models import User

        pre_save.connect(without_password, sender=User, dispatch_uid="khural.demo.without_password")


def without_password(instance: Any, **_kwargs: object) -> None:
    """Take the password from an account that is about to be saved."""
    if settings.DEMO and instance.has_usable_password():
        instance.set_unusable_password()
