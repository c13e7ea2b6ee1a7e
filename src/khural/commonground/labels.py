"""Which party or group a participant belongs to, from a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from khural.commonground import cells
from khural.commonground.errors import VoteFileError, vote_files
from khural.files import Table, read_table
from khural.files.errors import shown

PARTICIPANT_NAMES = ("participant", "voter-id")
LABEL_NAMES = {"party": ("party",), "group": ("group-id", "group")}


def read_labels(path: str | Path, content: Literal["party", "group"], encoding: str | None = None) -> dict[str, str]:
    """Participant -> label, from a file with a column `participant` (or `voter-id`) and `party`, `group` or `group-id`.

    Other columns are passed over, so that a Polis participants-votes.csv gives its groups. An empty label is no label.
    Labels are brought to Unicode NFC. Raises VoteFileError, also for a participant listed twice with two labels.
    """
    with vote_files():
        table = read_table(path, lambda header: _choose(Path(path).name, header, content), encoding)
        return _labels(table, content)


def _choose(file: str, header: tuple[str, ...], content: str) -> Sequence[str]:
    chosen = []
    for names in (PARTICIPANT_NAMES, LABEL_NAMES[content]):
        present = [name for name in names if name in header]
        if not present:
            found = ", ".join(shown(column) for column in header[:8])
            wanted = " / ".join(names)
            raise VoteFileError("commonground.column_missing", file=file, wanted=wanted, found=found)
        chosen.append(present[0])
    return chosen


def _labels(table: Table, content: str) -> dict[str, str]:
    participant, label = table.frame.columns
    names, places = cells.ids(table, participant)
    labels: dict[str, str] = {}
    for row, (place, text) in enumerate(zip(places.tolist(), cells.as_text(table, label).to_list(), strict=True)):
        tidy = unicodedata.normalize("NFC", (text or "").strip())
        name = names[place]
        if labels.setdefault(name, tidy) != tidy:
            raise VoteFileError(
                "commonground.label_twice",
                file=table.file,
                row=table.line(row),
                column=label,
                value=shown(name),
                content=content,
            )
    return {name: tidy for name, tidy in labels.items() if tidy}
