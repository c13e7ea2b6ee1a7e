"""Where the demonstration's pages are now: its case, its rehearsal, the round that visitors vote in."""

from __future__ import annotations

from django.urls import reverse

from khural.web.cases.models import Case
from khural.web.crumbs import address
from khural.web.demo import korea, rehearsal, youth
from khural.web.rounds.models import TABLE_KINDS, Phase, Round
from khural.web.square.models import JoinLink
from khural.web.staff.models import Role


def case() -> Case | None:
    """The Korean case."""
    return Case.objects.filter(slug=korea.SLUG).first()


def rounds() -> list[Round]:
    """The rehearsal's rounds; empty when a visitor erased the rehearsal."""
    q = Round.objects.filter(edition__dialogue__case__slug=korea.SLUG, edition__slug=rehearsal.SLUG)
    q = q.filter(kind__in=TABLE_KINDS)
    return list(q.select_related("edition__dialogue__case"))


def youth_link() -> str:
    """Where somebody joins the open consultation as a youth delegate; empty when a visitor erased it."""
    link = JoinLink.objects.filter(consultation__slug=youth.SLUG, is_ended=False).select_related("consultation").first()
    return reverse("open_link", args=[link.consultation.slug, link.key]) if link else ""


def current_round() -> Round | None:
    """The round that is open to vote in, or what has become of it."""
    found = rounds()
    return found[-1] if found else None


def home_of(role: str) -> str:
    """The page on which a role has something to do at once."""
    found = rounds()
    if not found:
        return reverse("case", args=[korea.SLUG]) if case() else reverse("start")
    if role == Role.SECRETARY:
        return reverse("round", args=address(found[-1]))
    if role == Role.INTERPRETER:
        return reverse("round_languages", args=address(found[-1]))
    if role == Role.TRACK_COORDINATOR and youth_link():
        return reverse("consultation", args=[korea.SLUG, rehearsal.SLUG, youth.SLUG])
    if role == Role.MEDIATOR:
        published = [round_ for round_ in found if round_.phase == Phase.PUBLISHED]
        return reverse("round_findings", args=address(published[-1])) if published else closing_page()
    return reverse("case", args=[korea.SLUG])


def closing_page() -> str:
    """Where the open round is closed, then published, then read."""
    round_ = current_round()
    if round_ is None:
        return reverse("demo_story")
    names = {Phase.VOTING: "round_close", Phase.CLOSED: "round_publish", Phase.PUBLISHED: "round_findings"}
    return reverse(names.get(Phase(round_.phase), "round"), args=address(round_))
