"""Every question of `resa show`: its columns, and how figures are computed."""

from tools.reference.markdown import agree, prose, sentence, source, table
from tools.reference.sample import sampled

from resa.app.understanding import ANSWERS
from resa.understand import (
    around,
    bounce,
    clicks,
    company,
    conversion,
    deviation,
    difference,
    funnel,
    interval,
    kpi,
    microconversion,
    path,
    reach,
    repeat,
    retention,
    score,
    stepflow,
    switch,
    wait,
)
from resa.understand.checking import checklist
from resa.understand.credit import attribution
from resa.understand.feedback import emotion, loyalty, theming
from resa.understand.improving import driver, economy, opportunitylist, painlist
from resa.understand.journeytype import types as journeytypes
from resa.understand.omnichannel import tested
from resa.understand.persona import answer as persona_answer
from resa.understand.watch import alert

KPIS = {
    "nps": "Net Promoter Score in points, -100 to 100: percent of answers of 9 and 10 minus percent of 0 to 6.",
    "csat_mean": "Mean of the satisfaction scores, on the scale they were asked on.",
    "csat_top2_share": "Share of satisfaction answers among the two highest of their scale.",
    "ces_mean": "Mean of the effort scores.",
    "stars_mean": "Mean of the stars in reviews.",
    "conversion_share": "Share of units that reached the main goal at least once.",
    "move_on_share": "Share of those in a stage who got on to a later one. Whoever may still go on is left out.",
    "answer_wait_median": "Median of what sources call the wait for an answer, over contacts.",
    "order_value_mean": "Mean order value in the most frequent currency; other currencies are not converted.",
    "retention_share": "Share of customers who came back in a later calendar month than their first.",
    "cart_abandonment_share": "Share of those who filled or viewed a cart and bought nothing after it.",
    "repeat_share": "Share of customers who contacted us and had to raise the same matter on another channel.",
    "open_share": "Share of delivered messages (of sent ones where nobody tells) that were opened, by channel.",
}
SHOWN_BY = {
    "channels": reach.channels, "touchpoints": reach.touchpoints, "stages": reach.stages,
    "transitions": path.transitions, "variants": path.variants, "funnel": funnel.funnel,
    "sessions": retention.sessions, "retention": retention.retention, "waits": wait.waits,
    "repeats": repeat.repeats, "conversions": conversion.conversions, "kpis": kpi.kpis,
    "companies": company.companies,
    "flow": stepflow.stepflow, "around": around.around,
    "switches": switch.switches, "bounce": bounce.bounces,
    "micro-conversions": microconversion.micro_conversions, "conformance": deviation.conformance,
    "comparison": difference.group_differences,
    "clicks": clicks.clicks,
    "types": journeytypes.types, "attribution": attribution.attribution, "omnichannel": tested.omnichannel,
    "alerts": alert.alerts, "checks": checklist.checks,
    "pains": painlist.pain_list, "drivers": driver.drivers, "opportunities": opportunitylist.opportunity_list,
    "economy": economy.economy,
    "personas": persona_answer.personas,
    "emotions": emotion.emotions, "themes": theming.themes, "loyalty": loyalty.loyalty,
}  # fmt: skip


def figures() -> str:
    """Returns every question of `resa show`, its columns, and how figures are computed."""
    agree(SHOWN_BY, known=ANSWERS, about="questions")
    parts = [
        "# Figures\n",
        "`resa show WHAT`. Every answer says its base: customers, interactions, period, revision. A share carries\n"
        "`<field>_interval`; a row that rests on fewer than 30 observations carries `small_sample`.\n"
        "Units are those of `--per`: customers, unless journeys or sessions are asked for.\n",
    ]
    for what, answer in sampled():
        parts.append(f"## {what}\n\n{prose(SHOWN_BY[what])}\n")
        measures = answer.measures
        rows = [
            (f"`{name}`", measures[name].unit, measures[name].variant) if name in measures else (f"`{name}`", "", "")
            for name in answer.columns
        ]
        parts.append(table(("column", "unit", "variant"), rows=rows))
    parts.append(_kpis())
    return "\n".join(parts)


def _kpis() -> str:
    agree(KPIS, known=kpi.LANES, about="KPIs")
    text = "## KPIs\n\n" + table(("kpi", "meaning"), rows=((f"`{name}`", KPIS[name]) for name in kpi.LANES))
    text += "\n## Intervals\n\nAll are 95 % intervals.\n\n"
    rows = [
        ("shares", sentence(interval.wilson), source(interval.wilson)),
        ("NPS", sentence(interval.net_promoter), source(interval.net_promoter)),
        ("means", sentence(interval.mean), source(interval.mean_from_sums)),
        ("medians", sentence(interval.median), source(interval.median)),
        ("NPS groups", sentence(score.net_promoter), source(score.net_promoter)),
    ]
    return text + table(("of", "what", "source"), rows=rows)
