"""What the room `claims` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

CLAIMS: dict[str, str] = {
    "claims.baskets": gettext_noop("%(n)d of %(of)d editions had topics beyond security."),
    "claims.began": gettext_noop("Relations began on %(date)s."),
    "claims.both_koreas": gettext_noop(
        "Relations with the DPRK since %(prk)s, with breaks, and with the ROK since %(kor)s; weaker of the two ties "
        "%(weakest).3f."
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
    "claims.cordial_to_all": gettext_noop(
        "Weakest tie in %(window)s: %(party)s, %(score).3f; rank %(rank)d, at worst %(worst)d under other settings. "
        "That ties enabled the role is not tested."
    ),
    "claims.democracy": gettext_noop(
        "Highest in %(peak_year)d (%(peak).2f), %(then).2f in 2021, %(now).2f in %(now_year)d; of %(rose)d states that "
        "rose alike, %(fell)d fell too."
    ),
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
    "claims.signs": gettext_noop(
        "%(n)d signs for and %(against)d against; its tie to the DPRK is number %(place)d of %(of)d known ones."
    ),
    "claims.six_party": gettext_noop("%(n)d sessions from %(first)d; the DPRK left in %(last)d."),
    "claims.small_states": gettext_noop("%(n)d of the first %(of)d candidates are small states."),
    "claims.stakes": gettext_noop("The four are named in %(n)d agreements of the talks."),
    "claims.standing": gettext_noop(
        "Rank in cooperation among third states: %(first)d in %(from_year)d, %(last)d in %(to_year)d, of %(of)d."
    ),
    "claims.thaw": gettext_noop(
        "No thaw is visible: the DPRK was last seen in %(seen)d, and editions went on to %(last)d. Whether the "
        "dialogue had an effect cannot be told."
    ),
    "claims.third_neighbour": gettext_noop(
        "%(n)d dated steps of the policy; cooperation diversified %(spread).2f of 1, %(near)d per cent with neighbours."
    ),
    "claims.tourists": gettext_noop("About %(n)d visitors by share in 2019; where else they travelled was not found."),
    "claims.track": gettext_noop("%(two)d of %(of)d editions were of track two, the others of track 1.5."),
    "claims.trade": gettext_noop("%(n)d other sources for 2019."),
    "claims.yearly_meeting": gettext_noop("Sources show that a yearly meeting was agreed, not that it met each year."),
}
