"""A stored result reads back as it was, and nothing else reads at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.publishing import ClosedPolicy, PublishError, publish, restore
from khural.publishing.weakened import without
from tests.publishing.tables import table

STORED = publish(table(7), ClosedPolicy(party_view=True)).to_json()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_what_is_stored_is_read_back_and_written_again_byte_for_byte(seed: int, consent: bool) -> None:
    made = publish(table(seed, statements=3), ClosedPolicy(party_view=consent))
    assert restore(made.to_json()) == made
    assert restore(made.to_json()).to_json() == made.to_json()


def test_a_stored_result_holds_no_count_no_hash_and_no_turnout_of_a_party() -> None:
    fields = json.loads(STORED)
    assert set(fields["statements"][0]) == {"agree", "cells", "disagree", "number", "statement"}
    assert {tuple(sorted(cell)) for row in fields["statements"] for cell in row["cells"]} == {
        ("band", "party", "reason")
    }
    assert fields["seed"] == 0
    assert fields["library_version"]


def _set(*path: str | int, to: object) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("extra", to=1),
        _set("format", to="khural.published/2"),
        _set("seed", to=1),
        _set("floor", to=2),
        _set("share", to=0.9),
        _set("weakened", to=["floor"]),
        _set("parties", to=["party 0"]),
        _set("party_view", to=False),
        _set("party_view", to=1),
        _set("statements", to=[1]),
        _set("statements", 0, "number", to=99),
        _set("statements", 0, "number", to=True),
        _set("statements", 0, "cells", 0, "band", to="73 %"),
        _set("statements", 0, "cells", 0, "reason", to="secret"),
        _set("statements", 0, "cells", 0, "agree", to=4),
        _set("statements", 0, "agree", "about", to=17),
        _set("statements", 0, "agree", "about", to=1000),
        _set("statements", 0, "agree", "coding", to="exactly"),
        _set("statements", 0, "agree", "reason", to="too_few_voters"),
        lambda content: content["statements"].reverse(),
        lambda content: content["statements"].append(content["statements"][0]),
    ],
)
def test_a_changed_result_is_refused(change: Callable[[Any], None]) -> None:
    content = json.loads(STORED)
    change(content)
    with pytest.raises(PublishError) as refusal:
        restore(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    assert refusal.value.message.code == "publishing.not_a_result"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format":NaN}', "[" * 100_000, STORED + " ", STORED[:-1]])
def test_a_text_that_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(PublishError):
        restore(text)


def test_a_result_of_weakened_rules_cannot_be_read_back() -> None:
    with pytest.raises(PublishError):
        restore(publish(table(7), without("floor")).to_json())
