"""The words of the staff record: what is stored is English and fixed, what is shown is in the page's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERBS = {
    "accept an unreviewed language": _("accepted an unreviewed language"),
    "accepted offered statement": _("accepted an offered statement"),
    "add basket": _("added a basket"),
    "add delegation": _("added a delegation"),
    "add party": _("added a party"),
    "add statement": _("added a statement"),
    "approve a reissue": _("approved a reissue of sheets"),
    "change case": _("changed the case"),
    "change edition": _("changed the edition"),
    "change party": _("changed a party"),
    "change seats": _("changed the seats of a delegation"),
    "close round": _("closed the round"),
    "create case": _("started the case"),
    "create edition": _("planned an edition"),
    "create round": _("started a round"),
    "delete ballots": _("deleted the ballots"),
    "end round without results": _("ended the round without results"),
    "erase rehearsal": _("erased a rehearsal"),
    "open statements": _("opened statements to vote"),
    "print sheets": _("printed sealed sheets"),
    "publish round": _("published the round"),
    "record attendance": _("recorded attendance"),
    "record consent": _("recorded a party's consent"),
    "rejected offered statement": _("rejected an offered statement"),
    "remove basket": _("removed a basket"),
    "remove delegation": _("removed a delegation"),
    "remove party": _("removed a party"),
    "request a reissue": _("asked for a reissue of sheets"),
    "restore statement": _("restored a statement"),
    "return to preparing": _("stopped collecting"),
    "returned offered statement": _("returned an offered statement"),
    "review translation": _("reviewed a translation"),
    "reword statement": _("changed a wording"),
    "start collecting": _("started collecting"),
    "start voting": _("opened the vote"),
    "translate statement": _("translated a statement"),
    "withdraw consent": _("recorded a withdrawal of consent"),
    "withdraw statement": _("withdrew a statement"),
}

DETAILS = {
    "language": _("language"),
    "reason": _("reason"),
    "rehearsal": _("rehearsal"),
    "seats": _("seats"),
    "sheets": _("sheets"),
    "state": _("state"),
    "statements": _("statements"),
    "still_in_bytes": _("found in raw bytes afterwards"),
    "told_by": _("told by"),
}
