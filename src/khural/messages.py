"""Every message of the libraries: a code, parameters, and the English text. The web translates them by their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True)
class Message:
    """One thing a reader must be told. `params` fill the placeholders of the text that belongs to `code`."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)


class KhuralError(Exception):
    """A refusal that names what is wrong, where, and what to do; it carries a Message, and no user sees a traceback."""

    def __init__(self, code: str, **params: Value) -> None:
        self.message = Message(code, params)
        super().__init__(english(self.message))


def gettext_noop(text: str) -> str:
    """Mark `text` for extraction into the catalogues without importing a translation framework."""
    return text


def english(message: Message) -> str:
    """The English sentence of `message`."""
    return MESSAGES[message.code] % message.params


CLAIMS: dict[str, str] = {
    "claims.baskets": gettext_noop("%(n)d of %(of)d editions had topics beyond security."),
    "claims.began": gettext_noop("Relations began on %(date)s."),
    "claims.both_koreas": gettext_noop(
        "Relations with the DPRK since %(prk)s and with the ROK since %(kor)s; those with the DPRK had breaks."
    ),
    "claims.breaks": gettext_noop(
        "Relations since %(since)s; the embassy closed in %(closed)s, reopened in %(reopened)s."
    ),
    "claims.contacts": gettext_noop(
        "%(n)d contacts at editions, %(disputed)d of them denied by one side; none shown since 2018."
    ),
    "claims.continuity": gettext_noop(
        "%(n)d editions up to %(last)d, %(gaps)d years postponed; the DPRK was last seen in %(seen)d."
    ),
    "claims.democracy": gettext_noop("%(n)d scores of different indices and years; a later report names a decline."),
    "claims.diaspora": gettext_noop("Counts run from %(low)d (%(when_low)s) to %(high)d (%(when_high)s)."),
    "claims.first_edition": gettext_noop("The first edition began on %(date)s."),
    "claims.growth": gettext_noop(
        "Growth from %(first)d to %(last)d lay between %(low).1f and %(high).1f per cent a year."
    ),
    "claims.hard_power": gettext_noop("The ledger holds %(carrots)d offers and %(sticks)d sanctions since 1990."),
    "claims.head_count": gettext_noop(
        "From %(low)d people (%(first)d) to %(high)d or more (%(last)d), under %(rules)d counting rules."
    ),
    "claims.hosting": gettext_noop(
        "A summit was hosted in %(date)s; hotels that met the standard of another in 2018: %(hotels)s."
    ),
    "claims.network": gettext_noop("Dated relations with %(of)d of the states named were looked for; %(n)d have them."),
    "claims.no_contrary_source": gettext_noop(
        "Claim %(claim)d is contradicted and may not be shown without the source that contradicts it."
    ),
    "claims.nuclear_free": gettext_noop("%(n)d dated steps from %(first)s to %(last)s."),
    "claims.nuclear_tests": gettext_noop("%(n)d nuclear tests are dated before the article."),
    "claims.participation": gettext_noop(
        "The DPRK came to %(came)d of %(of)d editions, unknown at %(unknown)d; last seen in %(year)d."
    ),
    "claims.partnership": gettext_noop("%(n)d agreed levels of partnership, each with its date."),
    "claims.peacekeeping": gettext_noop("Reported totals run from %(low)d to %(high)d and do not rise with time."),
    "claims.signs": gettext_noop("%(n)d signs for and %(against)d against."),
    "claims.six_party": gettext_noop("%(n)d sessions from %(first)d; the DPRK left in %(last)d."),
    "claims.stakes": gettext_noop("The four are named in %(n)d agreements of the talks."),
    "claims.thaw": gettext_noop(
        "No thaw is visible: the DPRK was last seen in %(seen)d, and editions went on to %(last)d. Whether the dialogue "
        "had an effect cannot be told."
    ),
    "claims.third_neighbour": gettext_noop("%(n)d dated steps of the policy; one neighbour takes most of the trade."),
    "claims.tourists": gettext_noop("About %(n)d visitors by share in 2019; where else they travelled was not found."),
    "claims.track": gettext_noop("%(two)d of %(of)d editions were of track two, the others of track 1.5."),
    "claims.trade": gettext_noop("%(n)d other sources for 2019."),
    "claims.yearly_meeting": gettext_noop("Sources show that a yearly meeting was agreed, not that it met each year."),
}

COMMONGROUND: dict[str, str] = {
    "commonground.axes_equal": gettext_noop(
        "The two axes of the map are equally strong: the plane is fixed, its direction is not."
    ),
    "commonground.batch_shape": gettext_noop(
        "A batch of votes needs as many participants as statements and votes; found %(participants)d, "
        "%(statements)d and %(votes)d."
    ),
    "commonground.bridging_no_divide": gettext_noop(
        "No main divide stands out from chance: bridging is plain support."
    ),
    "commonground.bridging_not_examined": gettext_noop("Bridging has not been examined."),
    "commonground.bridging_unsettled": gettext_noop(
        "Bridging did not settle in %(rounds)d rounds; the last one changed it by %(change).1e."
    ),
    "commonground.cell_choice": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: one of %(wanted)s was expected, not “%(value)s”."
    ),
    "commonground.column_missing": gettext_noop("%(file)s has no column %(wanted)s; its columns are: %(found)s."),
    "commonground.column_unknown": gettext_noop(
        "%(file)s, line 1: the column “%(column)s” is not known in a file of %(content)s."
    ),
    "commonground.floor_wrong": gettext_noop("The least number of votes must be 1 or more, not %(floor)d."),
    "commonground.groups_fixed": gettext_noop(
        "The groups were given and held fixed; whether the votes bear them was not examined."
    ),
    "commonground.groups_none_chance": gettext_noop(
        "No groups: the votes do not hang together more than chance would have it."
    ),
    "commonground.groups_none_continuum": gettext_noop(
        "No groups: people stand along a line without a gap, so the spread tells more."
    ),
    "commonground.groups_none_few": gettext_noop(
        "No groups: %(people)d people voted often enough to be examined, fewer than %(least)d."
    ),
    "commonground.groups_none_one": gettext_noop(
        "No groups but one: of %(people)d people all but %(outliers)d belong together."
    ),
    "commonground.groups_none_scattered": gettext_noop(
        "No groups: %(outliers)d of %(people)d people are in parts too small to be groups."
    ),
    "commonground.groups_none_unclear": gettext_noop(
        "No groups: there are signs of some, but too many people stand between them."
    ),
    "commonground.groups_off": gettext_noop("Groups were switched off."),
    "commonground.groups_option_unknown": gettext_noop(
        'groups is None, "off" or a mapping from participants to labels, not “%(value)s”.'
    ),
    "commonground.groups_shown": gettext_noop(
        "The votes bear %(k)d groups; of %(people)d people %(outliers)d are in none (agreement of the groups "
        "after a loss of votes: %(stability).2f of 1)."
    ),
    "commonground.groups_tentative": gettext_noop(
        "Tentatively %(k)d groups: a few votes more or less could change the answer; of %(people)d people "
        "%(outliers)d are in none (agreement of the groups after a loss of votes: %(stability).2f of 1)."
    ),
    "commonground.groups_without_people": gettext_noop(
        "None of the participants with a given group took part in the vote."
    ),
    "commonground.id_alike": gettext_noop("Two different identifiers are both written “%(value)s”."),
    "commonground.id_blank": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: the cell is empty, and must name a participant or a statement."
    ),
    "commonground.id_form": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: “%(value)s” is not an identifier; blanks at its ends, "
        "control or invisible characters and digits other than 0 to 9 are refused."
    ),
    "commonground.id_form_array": gettext_noop(
        "“%(value)s” is not an identifier: it is empty or holds characters that cannot be stored."
    ),
    "commonground.label_twice": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: participant “%(value)s” is listed before with another "
        "%(content)s."
    ),
    "commonground.labels_alike": gettext_noop(
        "The labels “%(first)s” and “%(second)s” differ in their characters only; they were kept apart."
    ),
    "commonground.labels_unknown": gettext_noop(
        "Labels of people who did not take part in the vote, passed over: %(count)d."
    ),
    "commonground.map_flat": gettext_noop(
        "There is one axis only: the second coordinate of the map is 0 for everybody."
    ),
    "commonground.map_meaningless": gettext_noop(
        "There is no map: it needs two people and two statements on which people differ."
    ),
    "commonground.map_plane_unclear": gettext_noop(
        "The second axis of the map is as strong as the third: its direction is not fixed."
    ),
    "commonground.no_votes": gettext_noop("Nobody has voted."),
    "commonground.participant_twice": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: participant “%(value)s” is listed before."
    ),
    "commonground.parties_without_people": gettext_noop(
        "None of the participants with a given party took part in the vote."
    ),
    "commonground.repeated": gettext_noop(
        "Votes replaced by a later vote of the same participant on the same statement: %(count)d."
    ),
    "commonground.sign_doubtful": gettext_noop(
        "The agrees in %(file)s follow the votes counted as -1 (correlation %(minus).2f) better than those "
        "counted as +1 (%(plus).2f): the signs may be swapped."
    ),
    "commonground.spread_none": gettext_noop("There is no spread to show: no dimension stands out from chance."),
    "commonground.spread_not_examined": gettext_noop("The spread of positions has not been examined."),
    "commonground.statement_twice": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: statement “%(value)s” is listed before."
    ),
    "commonground.summary_across": gettext_noop(
        "Surest across the whole spread: statement %(statement)s, with at least %(bound)d %% agreeing everywhere."
    ),
    "commonground.summary_agreed_everybody": gettext_noop(
        "Agreed: statement %(statement)s, by at least %(bound)d %% of people."
    ),
    "commonground.summary_agreed_groups": gettext_noop(
        "Agreed: statement %(statement)s, by at least %(bound)d %% in every group."
    ),
    "commonground.summary_agreed_parties": gettext_noop(
        "Agreed: statement %(statement)s, by at least %(bound)d %% in every party."
    ),
    "commonground.summary_bridges": gettext_noop("Of %(people)d people %(count)d vote both ways on what divides."),
    "commonground.summary_bridging_axis": gettext_noop(
        "Most supported apart from the main divide: statement %(statement)s."
    ),
    "commonground.summary_bridging_groups": gettext_noop("Most supported whatever the group: statement %(statement)s."),
    "commonground.summary_bridging_parties": gettext_noop(
        "Most supported whatever the party: statement %(statement)s."
    ),
    "commonground.summary_few": gettext_noop(
        "Only %(people)d people took part: intervals are wide, and a few votes can change the order."
    ),
    "commonground.summary_none_agreed": gettext_noop("No statement is surely agreed by a majority on every side."),
    "commonground.summary_rejected_everybody": gettext_noop(
        "Rejected: statement %(statement)s, by at least %(bound)d %% of people."
    ),
    "commonground.summary_rejected_groups": gettext_noop(
        "Rejected: statement %(statement)s, by at least %(bound)d %% in every group."
    ),
    "commonground.summary_rejected_parties": gettext_noop(
        "Rejected: statement %(statement)s, by at least %(bound)d %% in every party."
    ),
    "commonground.summary_shape": gettext_noop("%(people)d people cast %(votes)d votes on %(statements)d statements."),
    "commonground.summary_turning": gettext_noop(
        "Agreement with %(turning)d of %(statements)d statements surely changes with position (dimensions "
        "that stand out: %(dimensions)d)."
    ),
    "commonground.timestamp": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: “%(value)s” is not a whole number of milliseconds."
    ),
    "commonground.vote_array": gettext_noop("A vote must be the whole number -1, 0 or 1, not %(value)s."),
    "commonground.vote_type": gettext_noop(
        "%(file)s, column “%(column)s”: votes must be whole numbers or text, not %(found)s."
    ),
    "commonground.vote_value": gettext_noop(
        "%(file)s, line %(row)d, column “%(column)s”: a vote must be -1, 0 or 1, not “%(value)s”."
    ),
}

CREDENTIALS: dict[str, str] = {
    "credentials.key_label": gettext_noop("No key is derived for the label %(label)s."),
    "credentials.key_material": gettext_noop("A token and the salt of an edition have %(wanted)s bytes each."),
    "credentials.key_slot": gettext_noop("There is no slot %(slot)s; slots go from 0 to %(last)s."),
    "credentials.no_seats": gettext_noop("A delegation of %(seats)s seats gets no tokens."),
    "credentials.token_character": gettext_noop("Character %(place)s of the code does not occur in codes."),
    "credentials.token_check": gettext_noop("One of the characters is wrong; please compare with the sheet."),
    "credentials.token_length": gettext_noop("The code has %(length)s characters; it needs %(wanted)s."),
}

FILES: dict[str, str] = {
    "files.bom": gettext_noop("%(file)s starts with a byte order mark, which was passed over."),
    "files.column_twice": gettext_noop("%(file)s, line 1: the column “%(column)s” stands there twice."),
    "files.column_unnamed": gettext_noop("%(file)s, line 1: column number %(place)d has no name."),
    "files.delimiter": gettext_noop("%(file)s separates its fields by a %(delimiter)s and was read that way."),
    "files.delimiter_look_alike": gettext_noop(
        "%(file)s, line %(row)d: fields are separated by “%(found)s”, which looks like a comma or semicolon "
        "and is none; save the file as CSV again."
    ),
    "files.empty": gettext_noop("%(file)s is empty."),
    "files.encoding_unknown": gettext_noop("%(file)s cannot be read: no encoding is called “%(encoding)s”."),
    "files.encoding_wrong": gettext_noop("%(file)s, line %(row)d: the bytes there are not text in %(encoding)s."),
    "files.ending_unknown": gettext_noop(
        "%(file)s has the ending “%(ending)s”: tables are read from .csv, .tsv, .txt and .parquet files."
    ),
    "files.field_long": gettext_noop(
        "%(file)s, line %(row)d: a field holds more than %(limit)d characters; is a quotation mark left open?"
    ),
    "files.is_folder": gettext_noop("%(file)s is a folder; name a file in it."),
    "files.missing": gettext_noop("%(file)s does not exist."),
    "files.not_a_table": gettext_noop("%(file)s is not a table: it is a document or an archive with another ending."),
    "files.not_utf8": gettext_noop(
        "%(file)s, line %(row)d: the text is not UTF-8. It could be %(proposals)s; name the encoding that "
        "reads right, or save the file as CSV in UTF-8."
    ),
    "files.not_writable": gettext_noop("%(file)s cannot be written: the folder is missing or may not be written to."),
    "files.nul": gettext_noop("%(file)s, line %(row)d: a NUL character stands in the text."),
    "files.parquet_broken": gettext_noop("%(file)s ends like a Parquet file and cannot be read as one."),
    "files.parquet_misnamed": gettext_noop("%(file)s is a Parquet file with another ending; rename it to .parquet."),
    "files.quote_open": gettext_noop(
        "%(file)s, line %(row)d: a quotation mark opened there is not closed as CSV demands."
    ),
    "files.row_width": gettext_noop("%(file)s, line %(row)d: %(found)d fields where the header has %(wanted)d."),
    "files.spreadsheet": gettext_noop(
        "%(file)s is a spreadsheet or an office document; save the sheet as CSV in UTF-8."
    ),
    "files.unreadable": gettext_noop("%(file)s cannot be opened for reading."),
    "files.utf16": gettext_noop(
        "%(file)s is UTF-16, the “Unicode text” of spreadsheets; name utf-16 as its encoding, or save it as "
        "CSV in UTF-8."
    ),
}

EVIDENCE: dict[str, str] = {
    "evidence.attribution": gettext_noop("The facts belong to the sources named beside them."),
    "evidence.column_count": gettext_noop("%(file)s: the column %(column)s must be there once, found %(count)d times."),
    "evidence.copied": gettext_noop("Copied on %(date)s: %(kept)d rows kept, %(dropped)d left out without a source."),
    "evidence.empty_cell": gettext_noop("%(file)s, row %(row)d, column %(column)s: the cell is empty and must not be."),
    "evidence.licence": gettext_noop("The wording of these tables stands under the licence of Khural."),
    "evidence.no_file": gettext_noop("%(file)s is missing from the folder of field tables, or cannot be read."),
    "evidence.no_source": gettext_noop("%(file)s, row %(row)d, column %(column)s: this grade needs a source address."),
    "evidence.not_a_date": gettext_noop(
        "%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a year, month or day such as 2014-06-17."
    ),
    "evidence.not_a_number": gettext_noop("%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a number."),
    "evidence.not_csv": gettext_noop("%(file)s is not a readable CSV table."),
    "evidence.not_utf8": gettext_noop("%(file)s is not UTF-8 text."),
    "evidence.ragged_row": gettext_noop("%(file)s, row %(row)d: %(found)d cells where the header has %(wanted)d."),
    "evidence.terms_unreviewed": gettext_noop("Terms in other languages than English have not been reviewed."),
    "evidence.unknown_column": gettext_noop("%(file)s: the column “%(column)s” is not known."),
    "evidence.unknown_grade": gettext_noop(
        "%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a grade that may be shown (S, D, X or NF)."
    ),
    "evidence.unknown_value": gettext_noop("%(file)s, row %(row)d, column %(column)s: unknown value “%(value)s”."),
}

MEDIATORS: dict[str, str] = {
    "mediators.against_grid": gettext_noop(
        "Ranked %(rank)d here, but %(worst)d under the least favourable of %(variants)d settings."
    ),
    "mediators.against_unknown_tie": gettext_noop("The tie to %(party)s is not known."),
    "mediators.against_unrankable": gettext_noop(
        "Under %(count)d of %(variants)d settings a tie becomes unknown and there is no rank."
    ),
    "mediators.against_weakest": gettext_noop(
        "Weakest tie: %(conflict)d of %(events)d events with %(party)s were conflict."
    ),
    "mediators.ask_uncertain": gettext_noop(
        "How firm is the tie between %(state)s and %(party)s since %(since)s: visits, agreements, disputes?"
    ),
    "mediators.ask_unknown": gettext_noop(
        "How have %(state)s and %(party)s dealt with each other since %(since)s: visits, agreements, disputes?"
    ),
    "mediators.caveat_chosen": gettext_noop(
        "The Korean case was known when the score and the set of states were chosen: it illustrates, it does not prove."
    ),
    "mediators.caveat_clusters": gettext_noop(
        "Intervals draw every count anew around itself; events come in clusters, so they are too narrow."
    ),
    "mediators.caveat_news": gettext_noop(
        "The score favours states that are in the news little and mostly for visits."
    ),
    "mediators.caveat_weeks": gettext_noop("Intervals draw runs of weeks with all their events."),
    "mediators.entered_kind": gettext_noop(
        "The tie %(candidate)s–%(party)s: “%(kind)s” is no kind; kinds are %(kinds)s."
    ),
    "mediators.entered_negative": gettext_noop("The tie %(candidate)s–%(party)s: a count is below 0."),
    "mediators.entered_no_source": gettext_noop("The tie %(candidate)s–%(party)s needs the address of its source."),
    "mediators.entered_twice": gettext_noop("The tie %(candidate)s–%(party)s is entered twice."),
    "mediators.first_only": gettext_noop(
        "%(state)s is first here, and between %(best)d and %(worst)d over %(variants)d other settings."
    ),
    "mediators.not_a_code": gettext_noop("“%(state)s” is no state code; codes have three letters, such as MNG."),
    "mediators.not_a_state_then": gettext_noop("%(state)s was not a state of the system on %(date)s."),
    "mediators.own_mediator": gettext_noop("%(state)s sits at the table and cannot be its own mediator."),
    "mediators.party_not_covered": gettext_noop("The source %(source)s does not cover %(state)s."),
    "mediators.propensity_not_computed": gettext_noop(
        "Whom history would ask is not computed yet; the two scores are never blended."
    ),
    "mediators.reaches_to": gettext_noop("The evidence ends on %(date)s; this is how it looked then."),
    "mediators.risk.democracy": gettext_noop("Parties governed otherwise may hear a lesson."),
    "mediators.risk.diaspora": gettext_noop("People abroad tie the host to the country they live in."),
    "mediators.risk.economy": gettext_noop("A small economy depends on its partners, a large one has interests."),
    "mediators.risk.heritage": gettext_noop("Shared heritage with one party is not shared with all."),
    "mediators.risk.hosting": gettext_noop("A record of hosting gives the host a stake in more meetings."),
    "mediators.risk.nuclear_free": gettext_noop("The status takes a side where weapons are the question."),
    "mediators.risk.offers": gettext_noop("An offer to one party can look like a favour to the others."),
    "mediators.risk.organisations": gettext_noop("Membership binds the host to what the organisation decides."),
    "mediators.risk.partnership": gettext_noop("A partnership with one party is seen by the others."),
    "mediators.risk.peacekeeping": gettext_noop("Troops abroad serve mandates that a party may reject."),
    "mediators.risk.policy_doctrine": gettext_noop("A doctrine can be changed by the next government."),
    "mediators.risk.standing_mechanism": gettext_noop("Regular meetings with one party are not held with all."),
    "mediators.risk.students": gettext_noop("Students abroad tie the host to the country they study in."),
    "mediators.risk.tourism": gettext_noop("Income from visitors can be withheld."),
    "mediators.risk.trade": gettext_noop("Trade with one party is a lever on the host."),
    "mediators.seat.absent": gettext_noop("%(party)s was absent from edition %(edition)d."),
    "mediators.seat.cancelled": gettext_noop("%(party)s cancelled edition %(edition)d."),
    "mediators.seat.no_show": gettext_noop("%(party)s was invited to edition %(edition)d and did not come."),
    "mediators.seat.unknown": gettext_noop("No source shows %(party)s at edition %(edition)d."),
    "mediators.setback.diplomatic_relations_broken": gettext_noop("%(a)s broke relations with %(b)s."),
    "mediators.setback.embassy_closed": gettext_noop("%(a)s closed its embassy in %(b)s."),
    "mediators.setback.invitation_unanswered": gettext_noop("An invitation by %(a)s to %(b)s was not answered."),
    "mediators.setback.no_diplomatic_relations": gettext_noop("%(a)s and %(b)s have no diplomatic relations."),
    "mediators.setback.sanctions_behaviour": gettext_noop("%(a)s applied sanctions against %(b)s."),
    "mediators.setting_low": gettext_noop("The setting %(name)s must be at least %(least)s, not %(value)s."),
    "mediators.source_not_counted": gettext_noop("The source %(source)s holds no counts of events between states."),
    "mediators.stake.defence_pact": gettext_noop("Defence pact with %(party)s."),
    "mediators.stake.dispute": gettext_noop("Militarized dispute with %(party)s."),
    "mediators.stake.party": gettext_noop("Sits at the table."),
    "mediators.stake.rivalry": gettext_noop("Rivalry with %(party)s."),
    "mediators.stake.sanctions": gettext_noop("Sanctions between it and %(party)s."),
    "mediators.stake.trade_dependence": gettext_noop("Much of its trade is with %(party)s."),
    "mediators.stake.troops": gettext_noop("Troops or bases shared with %(party)s."),
    "mediators.standing_gain": gettext_noop("A host gains standing by hosting: that is its interest."),
    "mediators.state_twice": gettext_noop("%(state)s is named twice."),
    "mediators.too_few_parties": gettext_noop("Mediation is between two parties or more; %(count)d was named."),
    "mediators.unknown_state": gettext_noop("No state has the code “%(state)s”%(hint)s."),
    "mediators.view_unknown": gettext_noop("There is no view “%(view)s”; views are %(views)s."),
    "mediators.window_late": gettext_noop("The window ends on %(last)s; it must end before %(as_of)s."),
    "mediators.window_order": gettext_noop("The window ends on %(last)s, before its start on %(first)s."),
    "mediators.window_outside": gettext_noop(
        "The window is not within what %(source)s holds before that day: %(first)s to %(last)s."
    ),
}

POLIS: dict[str, str] = {
    "polis.choice": gettext_noop("%(file)s, line %(row)d, column %(column)s: “%(value)s” is none of %(wanted)s."),
    "polis.column_missing": gettext_noop("%(file)s has no column “%(wanted)s”; it has %(found)s."),
    "polis.comments_missing": gettext_noop("%(file)s: comments.csv is missing; without it no statement has words."),
    "polis.cut_off": gettext_noop(
        "%(file)s: comments.csv counts %(stated)d answers and the votes hold %(found)d; a file seems to be cut off."
    ),
    "polis.from_wide": gettext_noop("votes.csv is missing: votes were read from participants-votes.csv."),
    "polis.many_entries": gettext_noop("%(file)s holds more than %(most)d files."),
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
    "polis.statement_twice": gettext_noop("%(file)s, line %(row)d: statement %(id)d stands there twice."),
    "polis.strange_votes": gettext_noop("%(n)d votes are on statements that comments.csv does not hold; left out."),
    "polis.too_large": gettext_noop("%(file)s is larger than %(most)d MB once unpacked."),
    "polis.votes_missing": gettext_noop("%(file)s: votes.csv and participants-votes.csv are both missing."),
    "polis.zip_broken": gettext_noop("%(file)s is no whole zip file: it is cut off or damaged."),
    "polis.zip_locked": gettext_noop("%(file)s is locked with a password."),
    "polis.zip_path": gettext_noop("%(file)s holds the path “%(entry)s”, which leads out of it; it was not opened."),
    "polis.zip_twice": gettext_noop("%(file)s holds “%(entry)s” twice."),
}

PUBLISHING: dict[str, str] = {
    "publishing.audit_failed": gettext_noop("Statement %(statement)s would prove a vote; nothing was published."),
    "publishing.bad_tally": gettext_noop("The counts cannot be right (%(where)s): %(problem)s."),
    "publishing.cell.already_published": gettext_noop("already published once this edition"),
    "publishing.cell.mixed": gettext_noop("mixed"),
    "publishing.cell.mostly_agree": gettext_noop("mostly agree"),
    "publishing.cell.mostly_disagree": gettext_noop("mostly disagree"),
    "publishing.cell.no_consent": gettext_noop("no consent"),
    "publishing.cell.not_enough_votes": gettext_noop("withheld: fewer than 5 votes"),
    "publishing.cell.withheld": gettext_noop("withheld to protect another delegation"),
    "publishing.impossible": gettext_noop(
        "Statement %(statement)s: no answers of these voters give what is published."
    ),
    "publishing.missing_text": gettext_noop("The export lacks a text for %(key)s."),
    "publishing.most_withheld": gettext_noop(
        "%(shown)s of %(cells)s delegation results can be shown. The others are withheld: where a delegation is small, "
        "its result would tell how its members voted."
    ),
    "publishing.no_party_view": gettext_noop("Results by delegation are shown only if every delegation consents."),
    "publishing.not_a_result": gettext_noop("This is not a stored result: %(problem)s."),
    "publishing.policy_too_weak": gettext_noop("The gate publishes under its own rules only (%(rules)s)."),
    "publishing.total.about": gettext_noop("about %(about)s of %(of)s"),
    "publishing.total.already_published": gettext_noop("total withheld: already published once this edition"),
    "publishing.total.at_least": gettext_noop("%(about)s or more of about %(of)s"),
    "publishing.total.at_most": gettext_noop("%(about)s or fewer of about %(of)s"),
    "publishing.total.too_few_voters": gettext_noop("total withheld: fewer than 10 voters"),
    "publishing.total.would_disclose": gettext_noop("total withheld: beside the delegations shown it would tell votes"),
    "publishing.turnout.about": gettext_noop("about %(about)s of %(of)s delegates have voted"),
    "publishing.turnout.at_least": gettext_noop("%(about)s or more of %(of)s delegates have voted"),
    "publishing.turnout.too_few_voters": gettext_noop(
        "fewer than 10 of %(of)s delegates have voted, or no hour has passed"
    ),
}

MESSAGES: dict[str, str] = {
    **CLAIMS,
    **COMMONGROUND,
    **CREDENTIALS,
    **EVIDENCE,
    **FILES,
    **MEDIATORS,
    **POLIS,
    **PUBLISHING,
}
