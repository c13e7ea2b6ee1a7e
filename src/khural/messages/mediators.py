"""What the room `mediators` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

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
    "mediators.caveat_summit": gettext_noop("From March 2018 the hosts of the summits are in the news for them."),
    "mediators.caveat_weeks": gettext_noop("Intervals draw runs of weeks with all their events."),
    "mediators.entered_beside": gettext_noop(
        "Ties to %(parties)s were entered by hand: they make a rank of their own, and no other."
    ),
    "mediators.entered_kind": gettext_noop(
        "The tie %(candidate)s–%(party)s: “%(kind)s” is no kind; kinds are %(kinds)s."
    ),
    "mediators.entered_negative": gettext_noop("The tie %(candidate)s–%(party)s: a count is below 0."),
    "mediators.entered_no_source": gettext_noop("The tie %(candidate)s–%(party)s needs the address of its source."),
    "mediators.entered_twice": gettext_noop("The tie %(candidate)s–%(party)s is entered twice."),
    "mediators.first_only": gettext_noop(
        "%(state)s is first here, and between %(best)d and %(worst)d over %(variants)d settings."
    ),
    "mediators.not_a_candidate": gettext_noop("%(state)s is not among the candidates."),
    "mediators.not_a_code": gettext_noop("“%(state)s” is no state code; codes have three letters, such as MNG."),
    "mediators.not_a_state_then": gettext_noop("%(state)s was not a state of the system on %(date)s."),
    "mediators.nothing_yet": gettext_noop("%(source)s has no whole period before %(as_of)s; it starts on %(first)s."),
    "mediators.own_mediator": gettext_noop("%(state)s sits at the table and cannot be its own mediator."),
    "mediators.party_not_covered": gettext_noop("The source %(source)s does not cover %(state)s."),
    "mediators.propensity_not_computed": gettext_noop(
        "Whom history would ask is not computed yet; the two scores are never blended."
    ),
    "mediators.reaches_to": gettext_noop("The evidence ends on %(date)s; this is how it looked then."),
    "mediators.revised": gettext_noop("Revised data: released after that day, by %(sources)s."),
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
    "mediators.setback.embassy_reopened": gettext_noop(
        "%(a)s closed its embassy in %(b)s; it opened again in %(date)s."
    ),
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
    "mediators.too_few_parties": gettext_noop(
        "Mediation is between two or more parties, at least one of them a state; named: %(count)d."
    ),
    "mediators.unknown_state": gettext_noop("No state has the code “%(state)s”."),
    "mediators.view_unknown": gettext_noop("There is no view “%(view)s”; views are %(views)s."),
    "mediators.window_late": gettext_noop("The window ends on %(last)s; it must end before %(as_of)s."),
    "mediators.window_order": gettext_noop("The window ends on %(last)s, before its start on %(first)s."),
    "mediators.window_outside": gettext_noop(
        "The window is not within what %(source)s holds before that day: %(first)s to %(last)s."
    ),
}
