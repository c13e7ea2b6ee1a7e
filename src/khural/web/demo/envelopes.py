"""The sheets of visitors. They lie in a file outside both databases, as paper lies in delegates' hands."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from django.conf import settings

_one_at_a_time = threading.Lock()


def path() -> Path:
    """Where the sheets lie."""
    return Path(settings.DATA) / "envelopes.json"


def keep(codes: dict[int, list[str]]) -> None:
    """Lay out the sheets: delegation number -> codes."""
    laid = {str(number): [{"code": code, "taken": False} for code in several] for number, several in codes.items()}
    _write(laid)


def take(delegation: int) -> tuple[int, str] | None:
    """The next sheet of a delegation that nobody has, as (place, code); None when all are taken."""
    with _one_at_a_time:
        laid = _read()
        for place, sheet in enumerate(laid.get(str(delegation), [])):
            if not sheet["taken"]:
                sheet["taken"] = True
                _write(laid)
                return place, str(sheet["code"])
    return None


def look(delegation: int, place: int) -> str | None:
    """The code of a sheet that this browser was given before."""
    sheets = _read().get(str(delegation), [])
    return str(sheets[place]["code"]) if 0 <= place < len(sheets) and sheets[place]["taken"] else None


def forget() -> None:
    """Throw the sheets away."""
    path().unlink(missing_ok=True)


def _read() -> dict[str, list[dict[str, object]]]:
    try:
        return dict(json.loads(path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}


def _write(laid: dict[str, list[dict[str, object]]]) -> None:
    fresh = path().with_suffix(".fresh")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(laid), encoding="utf-8")
    fresh.replace(path())
