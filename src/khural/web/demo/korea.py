"""The Korean Peninsula as a case, from sourced facts only: parties, editions, who came, and the page it was read on."""

from __future__ import annotations

from khural.evidence.attendance import attendance_of
from khural.evidence.facts import editions
from khural.evidence.records import EditionFact
from khural.web.cases.actions import put_in_order
from khural.web.cases.models import AttributionRule, Case, Dialogue, Edition, EditionStatus, Party, PartyRole, Track
from khural.web.library.names import HOST, IN_ORDER, PARTIES, STATES
from khural.web.people.models import PartyAttendance

CASE = {
    "en": "Korean Peninsula",
    "mn": "Солонгосын хойг",
    "ko": "한반도",
    "zh-hans": "朝鲜半岛",
    "ja": "朝鮮半島",
    "ru": "Корейский полуостров",
}
DIALOGUE = {
    "en": "Ulaanbaatar Dialogue on Northeast Asian Security",
    "mn": "Зүүн хойд Азийн аюулгүй байдлын асуудлаарх Улаанбаатарын яриа хэлэлцээ",
    "ko": "동북아시아 안보에 관한 울란바토르 대화",
    "zh-hans": "东北亚安全问题乌兰巴托对话",
    "ja": "北東アジアの安全保障に関するウランバートル対話",
    "ru": "Улан-Баторский диалог по безопасности в Северо-Восточной Азии",
}
EDITION = {
    "en": "Edition {number}",
    "mn": "{number} дугаар уулзалт",
    "ko": "제{number}차 회의",
    "zh-hans": "第{number}届",
    "ja": "第{number}回",
    "ru": "Встреча {number}",
}
POSTPONED = {
    "en": "Postponed, {year}",
    "mn": "Хойшлогдсон, {year}",
    "ko": "연기됨, {year}",
    "zh-hans": "推迟，{year}",
    "ja": "延期、{year}",
    "ru": "Отложено, {year}",
}
STATUS = {"yes": EditionStatus.HELD, "postponed": EditionStatus.POSTPONED, "unknown": EditionStatus.UNKNOWN}
SLUG = "korean-peninsula"
# On the Korean Peninsula the two names for one peninsula differ between its north and south; the page's language has
# one of them, and the dialogue's own name list, which each delegation approves, can replace it.


def make() -> Dialogue:
    """Create the case with its dialogue, parties and editions."""
    case = Case.objects.create(slug=SLUG, name=CASE["en"], names=CASE, evidence="korea")
    dialogue = Dialogue.objects.create(
        case=case,
        slug="ulaanbaatar-dialogue",
        name=DIALOGUE["en"],
        names=DIALOGUE,
        host=STATES[HOST]["en"],
        host_code=HOST,
        track=Track.MIXED,
        attribution_rule=AttributionRule.CHATHAM_HOUSE,
    )
    for code in IN_ORDER:
        role = PartyRole.PARTY if code in PARTIES else PartyRole.STAKEHOLDER
        Party.objects.create(
            case=case, code=code.lower(), name=STATES[code]["en"], names=STATES[code], role=role, state=code
        )
    put_in_order(case)
    parties = list(case.parties.all())
    for fact in editions():
        _attendance(_edition(dialogue, fact), fact, parties)
    return dialogue


def _edition(dialogue: Dialogue, fact: EditionFact) -> Edition:
    names = EDITION if fact.edition else POSTPONED
    filled = {code: name.format(number=fact.edition, year=fact.year) for code, name in names.items()}
    return Edition.objects.create(
        dialogue=dialogue,
        slug=f"edition-{fact.edition}" if fact.edition else f"postponed-{fact.year}",
        name=filled["en"],
        names=filled,
        number=fact.edition,
        year=fact.year,
        start=fact.start.first_day if fact.start else None,
        end=fact.end.last_day if fact.end else None,
        venue=fact.venue or "",
        track=fact.track or Track.MIXED,
        status=STATUS[fact.held],
        participants_min=fact.participants_min,
        participants_max=fact.participants_max,
        counting_rule=fact.counting_rule or "",
        grade=fact.grade,
        sources=list(fact.sources),
        note="; ".join(text for text in (fact.conflicts, fact.note) if text),
    )


def _attendance(edition: Edition, fact: EditionFact, parties: list[Party]) -> None:
    if fact.edition is None:
        return
    found = [(party, attendance_of(fact, fact.edition, party.code.upper())) for party in parties]
    PartyAttendance.objects.bulk_create(
        PartyAttendance(
            edition=edition,
            party=party,
            state=one.status,
            source_url=one.source_url or "",
            grade=one.grade,
            note=one.conflicts or "",
        )
        for party, one in found
    )
