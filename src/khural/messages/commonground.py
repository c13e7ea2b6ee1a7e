"""What the room `commonground` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

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
