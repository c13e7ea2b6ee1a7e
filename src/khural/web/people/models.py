"""Who comes: delegations with seats, persons with a capacity, attendance, consent of each party."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khural.web.cases.models import Dialogue, Edition, Named, Party


class Attendance(models.TextChoices):
    INVITED = "invited", pgettext_lazy("attendance", "invited")
    TENTATIVE = "tentative", pgettext_lazy("attendance", "tentative")
    ACCEPTED = "accepted", pgettext_lazy("attendance", "accepted")
    DECLINED = "declined", pgettext_lazy("attendance", "declined")
    CANCELLED = "cancelled", pgettext_lazy("attendance", "cancelled")
    NO_SHOW = "no_show", pgettext_lazy("attendance", "did not come")
    ATTENDED = "attended", pgettext_lazy("attendance", "attended")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")
    NOT_INVITED = "not_invited", pgettext_lazy("attendance", "not invited")
    UNKNOWN = "unknown", pgettext_lazy("attendance", "unknown")


class Capacity(models.TextChoices):
    OFFICIAL = "official", pgettext_lazy("capacity", "official")
    OFFICIAL_PERSONAL = "official_personal", pgettext_lazy("capacity", "official in personal capacity")
    SCHOLAR = "scholar", pgettext_lazy("capacity", "scholar")
    YOUTH = "youth", pgettext_lazy("capacity", "youth")
    CIVIL_SOCIETY = "civil_society", pgettext_lazy("capacity", "civil society")
    SECRETARIAT = "secretariat", pgettext_lazy("capacity", "secretariat")
    INTERPRETER = "interpreter", pgettext_lazy("capacity", "interpreter")
    OBSERVER = "observer", pgettext_lazy("capacity", "observer")


class Delegation(Named):
    """The people of one party at one edition. In a rehearsal it has a number and no party."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="delegations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations")
    seats = models.PositiveSmallIntegerField(_("seats with a vote"))
    order = models.PositiveSmallIntegerField(default=0)
    # Sheets are printed once; only the day is kept.
    sheets_printed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="delegation_name_per_edition")]


class PartyConsent(models.Model):
    """A party's consent to the party view of one edition: who told us, when; one withdrawal hides it for all."""

    delegation = models.OneToOneField(Delegation, on_delete=models.CASCADE, related_name="consent")
    told_by = models.CharField(_("who told us"), max_length=200)
    given_on = models.DateField(_("on"))
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_told_by = models.CharField(max_length=200, blank=True)


class Reissue(models.Model):
    """A whole delegation's sheets drawn anew: two persons approve, all parties see it."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="reissues")
    reason = models.CharField(_("reason"), max_length=300)
    requested_by = models.ForeignKey("auth.User", on_delete=models.SET_NULL, null=True, related_name="+")
    requested_on = models.DateField()
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation"], condition=models.Q(approved_on=None), name="one_open_reissue_per_delegation"
            )
        ]


class Person(models.Model):
    """Somebody a dialogue knows, named as their delegation writes it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="people")
    display_name = models.CharField(_("name as the delegation writes it"), max_length=200)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)

    class Meta:
        ordering = ["display_name", "pk"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.display_name


class PersonAttendance(models.Model):
    """One person at one edition: delegation, capacity, state. Nothing here derives from a token."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="person_attendance")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendance")
    delegation = models.ForeignKey(Delegation, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    state = models.CharField(_("attendance"), max_length=12, choices=Attendance, default=Attendance.INVITED)
    told_by = models.CharField(_("who told us"), max_length=200, blank=True)

    class Meta:
        ordering = ["person__display_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="person_once_per_edition")]


class PartyAttendance(models.Model):
    """One party at one edition, with its source where the edition is history."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="party_attendance")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="attendance")
    state = models.CharField(_("attendance"), max_length=12, choices=Attendance, default=Attendance.INVITED)
    told_by = models.CharField(_("who told us"), max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    grade = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "party"]
        constraints = [models.UniqueConstraint(fields=["edition", "party"], name="party_once_per_edition")]
