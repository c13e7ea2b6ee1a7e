"""Conversations exported by Polis: found in a folder or an archive, read with care, kept small, written again.

Standard library only, so that a process that serves pages can look at an export. Votes are +1 agree, -1 disagree,
0 pass, as in every export; the Polis database has the opposite sign.
"""

from khural.polis.archive import content_hash, pack, unpack
from khural.polis.attribution import Attribution, attribution_in
from khural.polis.conversation import Conversation, Statement, Votes
from khural.polis.errors import PolisError
from khural.polis.found import Found, from_files, from_folder, from_zip
from khural.polis.language import UNDETERMINED, likeliest
from khural.polis.preview import Preview, preview
from khural.polis.reading import read_conversation
from khural.polis.writing import comments_csv, participants_csv, summary_csv, votes_csv

__all__ = [
    "UNDETERMINED",
    "Attribution",
    "Conversation",
    "Found",
    "PolisError",
    "Preview",
    "Statement",
    "Votes",
    "attribution_in",
    "comments_csv",
    "content_hash",
    "from_files",
    "from_folder",
    "from_zip",
    "likeliest",
    "pack",
    "participants_csv",
    "preview",
    "read_conversation",
    "summary_csv",
    "unpack",
    "votes_csv",
]
