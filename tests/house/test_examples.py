"""The examples run, and the notebooks beside them show what they print today."""

from __future__ import annotations

import pytest

from docs.notebook import cells, executed
from tests.machine import ROOT

SCRIPTS = ("find.py", "measure.py")
"""Scripts whose notebooks `docs.notebook` writes."""


def test_a_script_is_split_into_text_and_code() -> None:
    script = "# %% [markdown]\n# A title\n#\n# words\n\n# %%\nx = 1\n\n# %%\nprint(x)\n"
    assert cells(script) == [("markdown", "A title\n\nwords"), ("code", "x = 1"), ("code", "print(x)")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_notebook_shows_what_its_script_prints(name: str) -> None:
    path = ROOT / "examples" / name
    assert executed(path.read_text("utf-8")) == path.with_suffix(".ipynb").read_text("utf-8")
