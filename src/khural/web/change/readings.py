"""What an aim's measure says on its day: seen, not seen, or cannot tell, each with its reasons."""

from __future__ import annotations

from django.utils import timezone

from khural.web.cases.models import Edition, EditionStatus, Party
from khural.web.change.answers import Read, Reason
from khural.web.change.common_ground import pairs_of
from khural.web.change.models import Aim
from khural.web.change.words import Answer, Direction, Measure
from khural.web.people.models import Attendance, PartyAttendance

CAME = (Attendance.ATTENDED,)
STAYED_AWAY = (Attendance.CANCELLED, Attendance.NO_SHOW, Attendance.ABSENT, Attendance.DECLINED, Attendance.NOT_INVITED)


def answer_of(aim: Aim) -> Read:
    """Read the aim's measure now."""
    match aim.measure:
        case Measure.ATTENDANCE:
            return _attendance(aim)
        case Measure.COMMON_GROUND:
            return _common_ground(aim)
        case Measure.TENSION_EVENTS:
            return _tension(aim)
        case Measure.CONFIDENCE_COMMITMENTS:
            return _cannot_tell("no_commitments")
        case _:
            return _cannot_tell("no_survey")


def _cannot_tell(code: str, **params: str | int) -> Read:
    return Read(Answer.CANNOT_TELL, (Reason(code, params),))


def _attendance(aim: Aim) -> Read:
    edition = _next_edition(aim)
    party = aim.party_a
    if edition is None or party is None:
        return _cannot_tell("no_edition")
    row = PartyAttendance.objects.filter(edition=edition, party=party).first()
    names = {"party": party.name, "edition": edition.name}
    if row is None or row.state not in (*CAME, *STAYED_AWAY):
        return _cannot_tell("seat_unknown", **names)
    came = row.state in CAME
    wanted = aim.direction != Direction.FALL
    reason = Reason("seat", {**names, "state": str(row.get_state_display())})
    return Read(Answer.SEEN if came == wanted else Answer.NOT_SEEN, (reason,))


def _next_edition(aim: Aim) -> Edition | None:
    q = aim.dialogue.editions.filter(status=EditionStatus.HELD, is_rehearsal=False)
    within = q.filter(start__gte=aim.registered_at.date(), start__lte=aim.read_on)
    return aim.edition if aim.edition in within else within.order_by("start").first()


def _common_ground(aim: Aim) -> Read:
    # What was published before the aim was said cannot answer it.
    said = timezone.localdate(aim.registered_at)
    pairs = [pair for pair in pairs_of(aim.dialogue) if said <= pair.now.on <= aim.read_on]
    if not pairs:
        return _cannot_tell("no_repeat")
    then, now = (sum(side.is_shared for side in sides) for sides in zip(*((p.then, p.now) for p in pairs), strict=True))
    moved = {Direction.RISE: now > then, Direction.FALL: now < then, Direction.STAY: now == then}
    answer = Answer.SEEN if moved[Direction(aim.direction)] else Answer.NOT_SEEN
    return Read(answer, (Reason("statements", {"now": now, "then": then, "of": len(pairs)}),))


def _tension(aim: Aim) -> Read:
    # The numeric engine is loaded only where an aim needs it.
    from khural.web.change import outside

    a, b = (_state(party) for party in (aim.party_a, aim.party_b))
    if a is None or b is None:
        return _cannot_tell("no_states")
    return outside.read_tension(aim, a, b)


def _state(party: Party | None) -> str | None:
    return party.state or None if party else None
