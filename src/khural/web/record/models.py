"""The staff record: what was done, in a chain that shows a missing or altered line; names can be erased."""

from __future__ import annotations

from django.db import models

from khural.web.cases.models import Dialogue


class ActorName(models.Model):
    """The name behind an actor's digest. Erasing it leaves the chain whole."""

    digest = models.CharField(max_length=64, primary_key=True)
    salt = models.CharField(max_length=32)
    name = models.CharField(max_length=150)


class Entry(models.Model):
    """One staff act. Never of ballots: no entry names a token, a vote or a voter."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="record")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    detail = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["dialogue", "number"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="record_number")]


class Head(models.Model):
    """The last entry of a dialogue's record, so that entries missing at the end are missed too."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="record_head")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
