"""Words that pages of any app use: names, times with their zone, the host."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from khural.web.cases.models import Dialogue
from khural.web.cases.templatetags.khural import hosted_by, moment, zone


@pytest.mark.parametrize(
    ("place", "said"),
    [("Asia/Ulaanbaatar", "UTC+08"), ("Asia/Seoul", "KST"), ("UTC", "UTC"), ("America/Lima", "UTC-05")],
)
def test_a_zone_that_has_no_letters_is_said_to_be_beside_utc(place: str, said: str) -> None:
    when = datetime(2026, 11, 25, 1, 9, tzinfo=ZoneInfo(place))
    assert zone(when) == said
    with translation.override("ru"):
        assert moment(when) == f"25 ноября 2026, 1:09 {said}"


def test_a_host_that_is_a_state_is_named_in_the_language_of_the_page_and_a_typed_one_as_it_was() -> None:
    state = Dialogue(host="Mongolia", host_code="MNG")
    with translation.override("mn"):
        assert hosted_by(state) == "Монгол"
        assert hosted_by(Dialogue(host="Institute for Strategic Studies", host_code="MNG")).startswith("Institute")
        assert hosted_by(Dialogue(host="Nordia")) == "Nordia"
    with translation.override("ja"):
        assert hosted_by(state) == "モンゴル"
