"""Khural's licence, and whether every part it is installed with may be combined with it."""

from __future__ import annotations

import hashlib
from importlib.metadata import distribution, distributions

import pytest

from docs.licences import COMPATIBLE, stated
from tests.machine import ROOT

# The text as the Free Software Foundation publishes it.
AGPL_3 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def test_the_licence_is_the_true_text_of_the_agpl() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL_3


@pytest.mark.parametrize("name", sorted({part.metadata["Name"] for part in distributions()}))
def test_every_installed_part_may_be_combined_with_it(name: str) -> None:
    unknown = stated(distribution(name)) - COMPATIBLE
    assert not unknown, f"{name} is under {unknown}: read its licence, then list it or drop the part"
