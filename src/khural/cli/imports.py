"""`khural import polis`: bring a public conversation in as a read-only consultation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khural.cli import site

if TYPE_CHECKING:
    from khural.polis import Attribution, Conversation, Preview
    from khural.web.cases.models import Edition

EPILOG = """
\b
Examples:
  khural import polis vtaiwan.uberx
  khural import polis export.zip --edition the-lake/2026 --licence "CC BY 4.0" --attribution "By the Lake."
  khural import polis folder --dry-run

FOLDER is an export of Polis, a folder or a zip file: comments.csv and votes.csv, if possible with
participants-votes.csv and summary.csv. A file ATTRIBUTION or LICENSE in it or beside it says what must be shown; else
say it with the options. The same conversation a second time changes nothing. Without --edition it stands in a case of
its own.
"""


@click.group("import")
def command() -> None:
    """Bring in what others have published."""


@command.command("polis", epilog=EPILOG, context_settings={"max_content_width": 100})
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@site.DATA_OPTION
@click.option("--edition", help="The edition that takes it, as CASE/EDITION in its address.")
@click.option("--attribution", help="The words to show beside it.")
@click.option("--licence", help="The licence under which it was published.")
@click.option("--source", default="", help="Where it was published (default: the address in summary.csv).")
@click.option("--language", help="The language of its statements (default: by its script and words).")
@click.option("--encoding", help="Encoding of the files when it is not UTF-8.")
@click.option("--swap-signs", is_flag=True, help="The files hold agree as -1.")
@click.option("--dry-run", is_flag=True, help="Say what is in it and store nothing.")
def polis(
    folders: tuple[Path, ...],
    data: Path | None,
    edition: str | None,
    attribution: str | None,
    licence: str | None,
    source: str,
    language: str | None,
    encoding: str | None,
    swap_signs: bool,
    dry_run: bool,
) -> None:
    """Bring in conversations exported by Polis as read-only consultations."""
    from khural.cli.progress import step
    from khural.polis import Attribution, attribution_in, from_folder, preview, read_conversation

    read = []
    for folder in folders:
        with step(f"Reading {folder.name}"):
            found = from_folder(folder)
            conversation = read_conversation(found, encoding=encoding, swap_signs=swap_signs)
        beside = attribution_in(found.terms)
        terms = Attribution(attribution or beside.words, licence or beside.licence)
        _tell(found.name, preview(conversation), terms)
        if not dry_run and not (terms.words and terms.licence):
            raise click.UsageError(
                f"{found.name}: nothing beside it says what must be shown: name --attribution and --licence."
            )
        read.append((found.name, conversation, terms))
    if dry_run:
        click.echo("Nothing was stored.")
        return
    place, settings = _installation(data)
    site.boot(settings, place)
    with site.explained():
        site.migrate()
        for name, conversation, terms in read:
            _store(name, conversation, terms, edition, source, language)


def _tell(name: str, seen: Preview, terms: Attribution) -> None:
    from khural.messages import english

    click.echo(f"{name}: {seen.topic}")
    click.echo(
        f"  {seen.people} people, {seen.statements} statements, {seen.votes} votes, {seen.revotes} votes changed"
    )
    click.echo(f"  statements: {seen.accepted} accepted, {seen.unreviewed} unreviewed, {seen.rejected} rejected")
    if seen.without_votes:
        click.echo(f"  statements without votes: {seen.without_votes}")
    if seen.first and seen.last:
        click.echo(f"  votes from {seen.first} to {seen.last}")
    click.echo(f"  missing tables: {', '.join(seen.missing) or 'none'}")
    for note in seen.notes:
        click.echo(f"  {english(note)}")
    click.echo(f"  licence: {terms.licence or 'not said'}")


def _installation(data: Path | None) -> tuple[Path, str]:
    """The folder of the installation and its settings; the demonstration where there is no other."""
    place = site.existing(data)
    if (place / "demo-secret-key").is_file():
        return place, site.DEMONSTRATION
    inside = place / "demonstration"
    if (inside / "demo-secret-key").is_file() and not (place / "khural.sqlite3").is_file():
        return inside, site.DEMONSTRATION
    return place, site.SERVER


def _store(
    name: str, conversation: Conversation, terms: Attribution, edition: str | None, source: str, language: str | None
) -> None:
    from khural.cli.progress import step
    from khural.web.coordination import bringing_in
    from khural.web.coordination.computing import publish_import
    from khural.web.refusals import Refused

    before = bringing_in.known(conversation)
    if before is not None and before.publication:
        click.echo(f"{name}: it is there already, at /open/{before.slug}/. Nothing was changed.")
        return
    if language is not None and language not in dict(bringing_in.languages()):
        known = ", ".join(code for code, _name in bringing_in.languages())
        raise click.UsageError(f"--language is one of {known}.")
    try:
        made = before or bringing_in.bring_in(
            conversation,
            edition=_edition(edition),
            terms=bringing_in.Terms(terms.words, terms.licence, source or conversation.url),
            language=language or bringing_in.language_of(conversation),
            slug=name,
            by=None,
        )
    except Refused as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
    with step(f"Working out the results of {name}"):
        has_results = publish_import(made)
    click.echo(f"{name}: brought in, to be read at /open/{made.slug}/{'' if has_results else ', without results'}.")


def _edition(address: str | None) -> Edition:
    from khural.web.cases.models import Edition
    from khural.web.coordination.shelf import shelf

    if address is None:
        return shelf()
    case, _, edition = address.partition("/")
    found = Edition.objects.filter(dialogue__case__slug=case, slug=edition.strip("/")).first()
    if found is None:
        raise click.UsageError(f"There is no edition {address}: name it as CASE/EDITION, as in its address.")
    return found
