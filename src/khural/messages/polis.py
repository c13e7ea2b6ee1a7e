"""What the room `polis` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

POLIS: dict[str, str] = {
    "polis.choice": gettext_noop("%(file)s, line %(row)d, column %(column)s: “%(value)s” is none of %(wanted)s."),
    "polis.column_missing": gettext_noop("%(file)s has no column “%(wanted)s”; it has %(found)s."),
    "polis.comments_missing": gettext_noop("%(file)s: comments.csv is missing; without it no statement has words."),
    "polis.cut_off": gettext_noop(
        "%(file)s: comments.csv counts %(stated)d answers and the votes hold %(found)d; a file seems to be cut off."
    ),
    "polis.from_wide": gettext_noop("votes.csv is missing: votes were read from participants-votes.csv."),
    "polis.many_entries": gettext_noop("%(file)s holds more than %(most)d files."),
    "polis.link_out": gettext_noop("%(file)s is a link that leads out of the folder; it was not opened."),
    "polis.many_statements": gettext_noop("%(file)s holds more than %(most)d statements."),
    "polis.many_votes": gettext_noop("%(file)s holds more than %(most)d votes, which is more than can be brought in."),
    "polis.no_statements": gettext_noop("%(file)s holds no statement."),
    "polis.no_votes": gettext_noop("%(file)s holds no vote."),
    "polis.not_an_export": gettext_noop(
        "%(file)s holds no export of Polis: a folder or a zip file with comments.csv and votes.csv is looked for."
    ),
    "polis.not_packed": gettext_noop("What was stored of this conversation cannot be read."),
    "polis.not_whole": gettext_noop("%(file)s, line %(row)d, column %(column)s: “%(value)s” is not a whole number."),
    "polis.participant_twice": gettext_noop("%(file)s, line %(row)d: participant %(id)d stands there twice."),
    "polis.several": gettext_noop("%(file)s holds %(n)d conversations (%(names)s); choose one of them."),
    "polis.sign_wrong": gettext_noop(
        "%(file)s: its votes seem to hold agree as -1: the agrees that comments.csv counts go with the votes of -1 "
        "(%(minus)s) and not with those of +1 (%(plus)s)."
    ),
    "polis.statement_empty": gettext_noop("%(file)s, line %(row)d: the statement has no words."),
    "polis.statement_long": gettext_noop("%(file)s, line %(row)d: the statement is longer than %(most)d characters."),
    "polis.statement_twice": gettext_noop("%(file)s, line %(row)d: statement %(id)d stands there twice."),
    "polis.strange_votes": gettext_noop("Votes on statements that comments.csv does not hold, left out: %(n)d."),
    "polis.too_large": gettext_noop("%(file)s is larger than %(most)d MB once unpacked."),
    "polis.two_conversations": gettext_noop(
        "%(file)s: %(n)d of %(all)d votes are on statements that comments.csv does not hold: it is cut off, or belongs "
        "to another conversation."
    ),
    "polis.votes_missing": gettext_noop("%(file)s: votes.csv and participants-votes.csv are both missing."),
    "polis.zip_broken": gettext_noop("%(file)s is no whole zip file: it is cut off or damaged."),
    "polis.zip_locked": gettext_noop("%(file)s is locked with a password."),
    "polis.zip_path": gettext_noop("%(file)s holds the path “%(entry)s”, which leads out of it; it was not opened."),
    "polis.zip_twice": gettext_noop("%(file)s holds “%(entry)s” twice."),
}
