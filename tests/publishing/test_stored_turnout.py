"""A stored turnout comes back as it was, and nothing that the gate cannot have written does."""

from __future__ import annotations

import json

import pytest

from khural.publishing import PublishError, publish_turnout, restore_turnout


@pytest.mark.parametrize("voters", [0, 9, 10, 12, 28, 30])
def test_a_turnout_comes_back_as_it_was(voters: int) -> None:
    shown = publish_turnout(voters, 30, None, hour=7)
    assert restore_turnout(shown.to_json()) == shown


@pytest.mark.parametrize(
    "change", [{"about": 13}, {"about": None}, {"coding": None}, {"coding": "exactly"}, {"hour": "7"}, {"votes": 1}]
)
def test_a_turnout_that_the_gate_cannot_have_written_is_refused(change: dict[str, object]) -> None:
    stored = json.loads(publish_turnout(12, 30, None, hour=7).to_json())
    with pytest.raises(PublishError, match="not a"):
        restore_turnout(json.dumps(stored | change, sort_keys=True, separators=(",", ":")))
