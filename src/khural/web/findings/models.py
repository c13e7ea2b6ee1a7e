"""Only `Published` values are stored for a closed round, as the JSON that `khural.publishing` wrote."""

from __future__ import annotations

from django.db import models

from khural.web.rounds.models import Round


class Result(models.Model):
    """The one publication of a round."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="result")
    body = models.TextField()
    library_version = models.CharField(max_length=40)
    seed = models.BigIntegerField(default=0)


class Turnout(models.Model):
    """The last turnout that the gate let out while a round is open, and the hour it belongs to."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="turnout")
    body = models.TextField()
