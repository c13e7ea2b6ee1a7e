"""Run a script written in cells and write it, with what it printed, as a notebook beside it.

    .venv/bin/python -m docs.notebook examples/find.py

Cells start with `# %%`, text cells with `# %% [markdown]`. The script itself runs with plain Python; the notebook needs
Jupyter only to be opened.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

_CELL = re.compile(r"^# %%(?P<markdown> \[markdown\])?\s*$", re.MULTILINE)


def cells(script: str) -> list[tuple[str, str]]:
    """The kind ("markdown" or "code") and the text of each cell."""
    starts = list(_CELL.finditer(script))
    found = []
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(script)
        text = script[start.end() : end].strip("\n")
        if start["markdown"]:
            found.append(("markdown", re.sub(r"^# ?", "", text, flags=re.MULTILINE)))
        else:
            found.append(("code", text))
    return found


def executed(script: str) -> str:
    """The notebook of `script` as JSON, each code cell run in order with what it printed."""
    space: dict[str, Any] = {"__name__": "__main__"}
    rows = [_cell(place, kind, text, space) for place, (kind, text) in enumerate(cells(script))]
    notebook = {
        "cells": rows,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cell(place: int, kind: str, text: str, space: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"cell_type": kind, "id": f"cell-{place}", "metadata": {}, "source": _lines(text)}
    if kind == "code":
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, f"cell {place}", "exec"), space)  # noqa: S102 - the examples are our own
        output = {"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())}
        row |= {"execution_count": place, "outputs": [output] if printed.getvalue() else []}
    return row


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    """Write the notebook of every script named."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.with_suffix(".ipynb").write_text(executed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
