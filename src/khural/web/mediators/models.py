"""What staff enter by hand beside the evidence: ties of candidates, and assets with what a host stands to gain."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khural.web.cases.models import Case, Party


class CandidateKind(models.TextChoices):
    ORGANISATION = "organisation", pgettext_lazy("kind of candidate", "organisation")
    ARMED_GROUP = "armed_group", pgettext_lazy("kind of candidate", "armed group")
    PERSON = "person", pgettext_lazy("kind of candidate", "person")
    STATE = "state", pgettext_lazy("kind of candidate", "state")


class AssetKind(models.TextChoices):
    """The kinds of the register, and what the host itself stands to gain."""

    CULTURE = "heritage", pgettext_lazy("asset", "heritage")
    DEMOCRACY = "democracy", pgettext_lazy("asset", "democracy")
    DIASPORA = "diaspora", pgettext_lazy("asset", "people abroad")
    ECONOMY = "economy", pgettext_lazy("asset", "economy")
    HOSTING = "hosting", pgettext_lazy("asset", "record of hosting")
    MECHANISM = "standing_mechanism", pgettext_lazy("asset", "regular meetings")
    NUCLEAR_FREE = "nuclear_free", pgettext_lazy("asset", "nuclear-weapon-free status")
    OFFERS = "offers", pgettext_lazy("asset", "offer without coercion")
    ORGANISATIONS = "organisations", pgettext_lazy("asset", "organisations joined")
    PARTNERSHIP = "partnership", pgettext_lazy("asset", "partnership")
    PEACEKEEPING = "peacekeeping", pgettext_lazy("asset", "peacekeeping")
    DOCTRINE = "policy_doctrine", pgettext_lazy("asset", "policy")
    STUDENTS = "students", pgettext_lazy("asset", "students")
    TOURISM = "tourism", pgettext_lazy("asset", "visitors")
    TRADE = "trade", pgettext_lazy("asset", "trade and aid")
    INTEREST = "interest", pgettext_lazy("asset", "what the host stands to gain")


class Entered(models.Model):
    """What every entry carries: where it was read, who entered it, and why it was struck, if it was."""

    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("page"), max_length=500)
    note = models.TextField(_("remark"), max_length=1000, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    struck_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class TieEntry(Entered):
    """Events between a candidate (a name, or a state's code) and a party, as a source counts them."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entered_ties")
    candidate = models.CharField(_("candidate"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=CandidateKind)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="entered_ties")
    cooperation = models.PositiveIntegerField(_("cooperative events"))
    conflict = models.PositiveIntegerField(_("conflictual events"))
    first = models.CharField(_("from"), max_length=10)
    last = models.CharField(_("until"), max_length=10)

    class Meta:
        ordering = ["candidate", "party__order", "pk"]
        verbose_name_plural = "tie entries"

    def __str__(self) -> str:
        return f"{self.candidate} – {self.party}"


class AssetEntry(Entered):
    """One asset of a state, or what it stands to gain, beside the register."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entered_assets")
    state = models.CharField(_("state"), max_length=3)
    kind = models.CharField(_("kind"), max_length=20, choices=AssetKind)
    what = models.CharField(_("what"), max_length=300)
    as_of = models.CharField(_("date"), max_length=10)

    class Meta:
        ordering = ["state", "kind", "as_of", "pk"]
        verbose_name_plural = "asset entries"

    def __str__(self) -> str:
        return f"{self.state}: {self.what}"
