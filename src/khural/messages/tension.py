"""What the room `tension` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

TENSION: dict[str, str] = {
    "tension.actor_missing": gettext_noop("%(source)s has no events of %(state)s as an actor."),
    "tension.agreement_found": gettext_noop("An agreement of %(day)s stands in the ledger (%(source)s)."),
    "tension.agreement_none": gettext_noop(
        "No agreement within three months stands in the ledger; silence there does not prove that there was none."
    ),
    "tension.association": gettext_noop("Figures say what goes with what; none says what caused what."),
    "tension.cases_single_coder": gettext_noop(
        "The mediation cases were coded by one person; until a second has coded them they are described only."
    ),
    "tension.condition_alone": gettext_noop("No other act by anybody falls into the same time."),
    "tension.condition_coverage": gettext_noop("The source reported about as much before as after."),
    "tension.condition_enough": gettext_noop("There are acts and pairs of states enough."),
    "tension.condition_placebo": gettext_noop("Before the acts nothing differed."),
    "tension.condition_timing": gettext_noop("The acts were not timed by the tension itself."),
    "tension.coverage_changed": gettext_noop("The source reports %(percent)+d %% after, against before."),
    "tension.coverage_holes": gettext_noop("%(percent)d %% of the periods in the window are missing in the source."),
    "tension.empty": gettext_noop("%(series)s holds no period."),
    "tension.empty_span": gettext_noop("%(series)s has nothing between %(first)s and %(last)s."),
    "tension.evidence_ends": gettext_noop("Evidence ends on %(day)s; this is how it looked then."),
    "tension.extra_missing": gettext_noop("Responses need an additional part: pip install “khural[%(extra)s]”."),
    "tension.few_acts": gettext_noop("Acts of this kind: %(found)d; at least %(wanted)d are needed."),
    "tension.few_dyads": gettext_noop("Pairs of states: %(found)d; at least %(wanted)d are needed."),
    "tension.few_periods": gettext_noop("%(series)s has %(found)d known periods; at least %(wanted)d are needed."),
    "tension.in_the_future": gettext_noop("%(series)s: the period of %(day)s lies on or after %(as_of)s."),
    "tension.interval_across": gettext_noop(
        "The interval goes from %(low)+d %% to %(high)+d %%: neither a change nor its absence is sure."
    ),
    "tension.interval_wide": gettext_noop(
        "The interval goes from %(low)+d %% to %(high)+d %%: both less and more are possible."
    ),
    "tension.mostly_zero": gettext_noop("In %(percent)d %% of the periods nothing was counted."),
    "tension.no_evidence": gettext_noop("No source here has anything on %(a)s and %(b)s."),
    "tension.no_series": gettext_noop("No source has a series by week or month on the two."),
    "tension.no_survey": gettext_noop("Not measured: no survey was held."),
    "tension.not_a_count": gettext_noop("%(series)s, %(day)s: %(value)s is not a count."),
    "tension.not_a_number": gettext_noop("%(series)s, %(day)s: the value is not a number."),
    "tension.not_estimable": gettext_noop("The series do not bear an estimate."),
    "tension.not_a_start": gettext_noop("%(series)s: %(day)s is not the first day of a %(period)s."),
    "tension.other_act": gettext_noop("Another act falls into the same time: %(kind)s on %(day)s."),
    "tension.out_of_order": gettext_noop("%(series)s: the period of %(day)s stands out of order."),
    "tension.panel_shape": gettext_noop("The panel's “%(name)s” has the shape %(found)s, not %(wanted)s."),
    "tension.panel_value": gettext_noop("The panel's “%(name)s” holds a value below zero or none."),
    "tension.period_twice": gettext_noop("%(series)s: the %(period)s of %(day)s stands there twice."),
    "tension.period_unknown": gettext_noop("“%(value)s” is no period: a period is week, month or year."),
    "tension.placebo_before": gettext_noop("It differed already in the three months before the act."),
    "tension.placebo_speaks": gettext_noop(
        "Periods before the acts in which it differs already: %(ahead)s. They may follow the tension, not lead it."
    ),
    "tension.same_state": gettext_noop("%(state)s was named twice; name two states."),
    "tension.short_after": gettext_noop("Periods known afterwards: %(found)d; needed: %(wanted)d."),
    "tension.short_before": gettext_noop("Periods known before: %(found)d; needed: %(wanted)d."),
    "tension.span_backwards": gettext_noop("The span begins on %(first)s, after its end on %(last)s."),
    "tension.span_future": gettext_noop("The span begins on %(first)s; nothing is known from %(as_of)s on."),
    "tension.unknown_state": gettext_noop("No state has the code %(state)s; codes are ISO 3166-1 alpha-3, as KOR."),
    "tension.unlike_periods": gettext_noop("%(series)s has other periods than the series beside it."),
}
