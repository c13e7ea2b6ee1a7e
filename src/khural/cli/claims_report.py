"""The claims in a terminal: each with its check and its pages, and its data where it was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from khural.claims import PARTS, PUBLISHED, Answer, Line, ShownClaim
from khural.messages import english


def report(shown: Sequence[ShownClaim], *, with_data: bool) -> None:
    """Print the claims. A contradicted one always comes with the lines and pages that contradict it."""
    console = Console(soft_wrap=True)
    for one in shown:
        for line in _claim(one, with_data):
            console.print(line, highlight=False)
        console.print()
    console.print(_totals(shown), highlight=False)


def _claim(shown: ShownClaim, with_data: bool) -> list[Text]:
    claim, check = shown.claim, shown.check
    lines = [
        Text.assemble((f"{claim.number:>2}  {claim.claim}", "bold")),
        Text(f"    then ({PUBLISHED}): {claim.status_then}   now: {claim.check_status}   grade: {claim.grade}"),
        Text(f"    {claim.evidence}"),
    ]
    if check is not None:
        lines.append(Text(f"    computed: {check.status}. {english(check.said)}"))
        lines.append(Text(f"    from {', '.join(check.data)} by {check.code}"))
    rows = shown.lines if with_data else shown.contrary if claim.check_status == "contradicted" else ()
    lines += [_row(line) for line in rows]
    lines += [Text(f"    page: {url}") for url in shown.pages]
    lines.append(Text(f"    asks for: {claim.system_requirement}"))
    lines.append(Text(f"    answered: {'; '.join(map(_answer, shown.answers))}"))
    return lines


def _row(line: Line) -> Text:
    mark = {"for": "+", "against": "-", "unknown": "?"}.get(line.side, "·")
    told = " ".join(part for part in (line.date or "undated", line.what, line.value) if part)
    return Text(f"      {mark} {told} [{line.grade}] {line.url or line.source}")


def _answer(answer: Answer) -> str:
    if answer.kind == "later":
        return f"a later part: {PARTS[answer.name]}"
    return f"khural {answer.name}" if answer.kind == "command" else f"page {answer.name}"


def _totals(shown: Sequence[ShownClaim]) -> Text:
    counts = Counter(one.claim.check_status for one in shown)
    told = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()))
    computed = sum(one.check is not None for one in shown)
    return Text(f"{len(shown)} claims: {told or 'none'}; {computed} computed from data.")
