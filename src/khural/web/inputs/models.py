"""A finding of a side track that was handed to an edition: the table owes it an answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from khural.web.cases.models import Basket, Edition
from khural.web.rounds.models import StatementVersion


class Input(models.Model):
    """One statement of a consultation on the way to a table.

    `finding` holds what was published of it when it was handed over: whole percents, their ranges, about how many.
    """

    version = models.ForeignKey(StatementVersion, on_delete=models.CASCADE, related_name="inputs")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="inputs")
    basket = models.ForeignKey(Basket, on_delete=models.SET_NULL, null=True, blank=True, related_name="inputs")
    finding = models.JSONField(default=dict)
    note = models.TextField(_("a word to the table"), blank=True, max_length=1000)
    handed_at = models.DateTimeField()
    answer = models.TextField(_("the table's answer"), blank=True, max_length=2000)
    answer_language = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "edition"], name="input_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.version_id}"
