"""A draft: what one person typed into one form of one page and has not sent."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Draft(models.Model):
    """One form of one page, by one person. What was typed is sealed to the installation's key (`sealing`).

    `path` is the page on which the form stands, so that what is erased under a path takes its drafts along.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    form = models.CharField(max_length=80)
    body = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["user", "-kept_at"]
        constraints = [models.UniqueConstraint(fields=["user", "path", "form"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return f"{self.path} ({self.form})"
