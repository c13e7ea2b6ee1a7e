"""The claims as JSON: every claim with the words of its check, its data and its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from khural.claims.records import PUBLISHED, Check, Line, ShownClaim
from khural.messages import english

VERSION = 1


def document(shown: Iterable[ShownClaim]) -> dict[str, Any]:
    """The same claims and tables give the same document."""
    return {"format": "khural claims", "version": VERSION, "published": str(PUBLISHED), "claims": [*map(_claim, shown)]}


def _claim(shown: ShownClaim) -> dict[str, Any]:
    claim = shown.claim
    return {
        "id": claim.number,
        "section": claim.section,
        "claim": claim.claim,
        "type": list(claim.types),
        "status_then": claim.status_then,
        "status_now": claim.check_status,
        "evidence": claim.evidence,
        "pages": list(shown.pages),
        "article": claim.sources[0],
        "grade": claim.grade,
        "note": claim.note,
        "computed": _check(shown.check) if shown.check else None,
        "requirement": claim.system_requirement,
        "answered_by": [asdict(answer) for answer in shown.answers],
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "status": check.status,
        "says": english(check.said),
        "data": list(check.data),
        "code": check.code,
        "lines": [_line(line) for line in check.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {**asdict(line), "when": line.when}
