"""Who works on which dialogue in which role, and what kind of installation this is."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import pgettext_lazy

from khural.web.cases.models import Dialogue


class Role(models.TextChoices):
    SECRETARY = "secretary", pgettext_lazy("staff role", "secretary")
    MEDIATOR = "mediator", pgettext_lazy("staff role", "mediator")
    FACILITATOR = "facilitator", pgettext_lazy("staff role", "facilitator")
    INTERPRETER = "interpreter", pgettext_lazy("staff role", "interpreter")
    SEATING_OFFICER = "seating_officer", pgettext_lazy("staff role", "seating officer")
    TRACK_COORDINATOR = "track_coordinator", pgettext_lazy("staff role", "track coordinator")
    EVALUATOR = "evaluator", pgettext_lazy("staff role", "evaluator")
    OBSERVER = "observer", pgettext_lazy("staff role", "observer")
    PRESS = "press", pgettext_lazy("staff role", "press officer")


class Membership(models.Model):
    """A person's role in one dialogue; without one, the dialogue does not exist for that person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        ordering = ["dialogue", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "dialogue", "role"], name="role_once")]


class Invitation(models.Model):
    """A link, shown once, by which one person joins one dialogue. Only its fingerprint is stored."""

    fingerprint = models.CharField(max_length=64, unique=True)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    expires_on = models.DateField()
    used = models.BooleanField(default=False)


class Installation(models.Model):
    """One row: a demonstration or real. A demonstration never opens real data, nor a server a demonstration's."""

    class Kind(models.TextChoices):
        DEMONSTRATION = "demonstration"
        REAL = "real"

    kind = models.CharField(max_length=13, choices=Kind)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="single_installation")]
