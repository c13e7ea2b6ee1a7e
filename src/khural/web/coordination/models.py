"""The moderation log of a consultation: what was decided, by whom, why, and whether it was undone."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import pgettext_lazy

from khural.web.square.models import Consultation


class Act(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("moderation", "accepted")
    RETURNED = "returned", pgettext_lazy("moderation", "returned to its author")
    REJECTED = "rejected", pgettext_lazy("moderation", "rejected")
    MERGED = "merged", pgettext_lazy("moderation", "merged into another")
    SPLIT = "split", pgettext_lazy("moderation", "split")
    HIDDEN = "hidden", pgettext_lazy("moderation", "hidden")
    SHOWN = "shown", pgettext_lazy("moderation", "shown again")


# What can be taken back: hiding and showing are each other's undoing.
UNDOABLE = frozenset({Act.ACCEPTED, Act.RETURNED, Act.REJECTED, Act.MERGED, Act.SPLIT})


class Decision(models.Model):
    """One act of moderation. An offered statement is known by `offer`; its words go when the ballots go.

    `statement` is the statement decided about, `made` are the numbers of those it became, `into` is the one it was
    merged into. `reason` is English and fixed, or in the coordinator's own words.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    act = models.CharField(max_length=10, choices=Act)
    offer = models.CharField(max_length=32, blank=True)
    statement = models.PositiveIntegerField(null=True, blank=True)
    made = models.JSONField(default=list)
    into = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["consultation", "-pk"]

    def __str__(self) -> str:
        return self.act

    @property
    def can_be_undone(self) -> bool:
        """Whether a button takes it back."""
        return self.act in UNDOABLE and self.undone_at is None
