"""Write the parts of the documentation that follow from the code; the tests compare them with the files.

    .venv/bin/python -m docs.generate

Each part stands in a page between `<!-- generated: NAME -->` and `<!-- end of NAME -->`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path

from docs.licences import installed_with_khural, stated

DOCS = Path(__file__).resolve().parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khural.web.settings.test")


def commands() -> str:
    """The help text of every command, as a terminal of 80 columns shows it."""
    import click

    from khural.cli import group

    def texts(command: click.Command, path: str) -> Iterator[str]:
        context = click.Context(command, info_name=path, terminal_width=80, max_content_width=80)
        yield f"```text\n$ {path} --help\n{command.get_help(context)}\n```"
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                assert child is not None
                yield from texts(child, f"{path} {name}")

    return "\n\n".join(texts(group, "khural"))


def messages() -> str:
    """Every message code with its English text, by room."""
    from khural.messages import MESSAGES

    parts = []
    for room in sorted({code.split(".")[0] for code in MESSAGES}):
        rows = [
            f"| `{code}` | {_cell(text)} |" for code, text in sorted(MESSAGES.items()) if code.startswith(f"{room}.")
        ]
        parts.append("\n".join([f"## {room}", "", "| code | text |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def _cell(text: str) -> str:
    """`text` as it stands in a table: no markup of its own, no bar that would end the cell."""
    return re.sub(r"([\\`*\[\]<>|])", r"\\\1", text)


def roles() -> str:
    """Who may do what in which phase."""
    import django

    django.setup()
    from khural.web.rounds.models import Phase
    from khural.web.rounds.permissions import DELEGATE, DIALOGUE_RULES, RULES
    from khural.web.staff.models import Role

    known = [str(role) for role in Role]
    everybody = [*known, DELEGATE]
    lines = ["| act | who | " + " | ".join(phase for phase in Phase) + " |", "|---|---|" + "---|" * len(Phase)]
    for verb, rule in RULES.items():
        who = ", ".join(role.replace("_", " ") for role in everybody if role in rule.roles)
        lines.append(
            f"| {verb} | {who} | " + " | ".join("yes" if phase in rule.phases else "" for phase in Phase) + " |"
        )
    lines += ["", "| act on a dialogue, in any phase | who |", "|---|---|"]
    for act, allowed in DIALOGUE_RULES.items():
        lines.append(f"| {act} | {', '.join(role.replace('_', ' ') for role in known if role in allowed)} |")
    return "\n".join(lines)


def parts() -> str:
    """Every part that `khural[web]` brings along, with its licence."""
    rows = [f"| {name} | {' / '.join(sorted(stated(distribution(name))))} |" for name in installed_with_khural()]
    return "\n".join(["| part | licence |", "|---|---|", *rows])


def numbers() -> str:
    """The worked examples of the page on numbers."""
    from docs import worked

    return worked.numbers()


def sources() -> str:
    """Every source that `khural data` knows, with its terms and citation."""
    from khural.evidence.lake.listing import listing
    from khural.evidence.lake.records import Lake

    rows = []
    for row in listing(Lake(DOCS / "no-lake")):
        where = "in the pack" if row.where == "pack" else "your copy"
        span = f"{row.first[:4]}–{row.last[:4]}" if row.first else ""
        gaps = "; ".join(row.gaps)
        cells = (f"`{row.name}`", row.title, row.version, row.licence, where, span, gaps, f"{row.citation} <{row.url}>")
        rows.append("| " + " | ".join(cells) + " |")
    head = "| source | what | edition | licence | where | years | gaps | cite |"
    return "\n".join([head, "|---|---|---|---|---|---|---|---|", *rows])


def codebook() -> str:
    """Every table of the pack: meaning, unit, years, and what absence means."""
    from khural.evidence.codebook import codebook as entries

    rows = []
    for one in entries():
        kind = {"state_years": "state", "dyad_years": "pair", "dyad_counts": "pair", "dyad_series": "pair"}[one.kind]
        of = f"{kind}, {one.period}{', directed' if one.directed else ''}"
        span = f"{one.first.year}–{one.last.year}"
        cells = (f"`{one.name}`", one.meaning, of, one.unit, span, one.absent, f"`{one.source.name}`")
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(
        ["| name | meaning | per | unit | years | absent means | source |", "|---|---|---|---|---|---|---|", *rows]
    )


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "codebook": ("data.md", codebook),
    "commands": ("commands.md", commands),
    "messages": ("messages.md", messages),
    "numbers": ("numbers.md", numbers),
    "parts": ("licence.md", parts),
    "roles": ("roles.md", roles),
    "sources": ("data.md", sources),
}


def written(name: str) -> str:
    """What stands in the documentation as the part `name`."""
    return _between(name, (DOCS / PARTS[name][0]).read_text(encoding="utf-8"))[1]


def _between(name: str, page: str) -> tuple[str, str, str]:
    opening, closing = f"<!-- generated: {name} -->\n", f"\n<!-- end of {name} -->"
    before, _, rest = page.partition(opening)
    inside, _, after = rest.partition(closing)
    return before + opening, inside, closing + after


def main() -> None:
    """Bring every generated part up to date."""
    for name, (file, make) in PARTS.items():
        page = DOCS / file
        before, _, after = _between(name, page.read_text(encoding="utf-8"))
        page.write_text(f"{before}{make()}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
