"""The language of `--where`."""

from tools.reference.markdown import agree, prose, table

from resa.model import condition
from resa.model.condition import FIELDS, OPERATORS

FILTER_FIELDS = {
    "channel": "what carried it: web, store, phone …",
    "touchpoint": "the touchpoint, as `resa touchpoints` lists it",
    "name": "the touchpoint as the source calls it",
    "stage": "the stage of the touchpoint",
    "kind": "what kind of interaction: page, order, call …",
    "source": "the source that delivered it",
    "device": "the device",
    "direction": "in: from the customer; out: from the company",
    "time": "when; ISO, half open: `time >= 2026-01 and time < 2026-03` is January and February",
    "score": "the score, a number",
    "money": "the amount in whole units of its currency",
    "language": "the language of the text",
    "order_id": 'the order; `order_id != ""` is any order',
    "matter": "what it was about: a ticket, an order, else a topic",
    "topic": "the topic",
    "outcome": "how it ended",
    "campaign": "the campaign",
    "wait_seconds": "how long the customer waited for it",
    "weekday": "in the customer's own offset where it is known, else UTC: `monday`, `mon` or 1 (Monday) to 7",
    "hour": "0 to 23, in the customer's own offset where it is known, else UTC",
    "month": "1 to 12, likewise",
    "customer": "keeps one customer: a label such as `email:a@x.se`, or any of their identifiers",
    "segment": "keeps the customers of a segment",
    "type": "keeps customers whose whole history is of a type: its id or name, as `resa types` lists them",
    "persona": "the same as `segment`: a persona's id or name, as `resa personas` lists them",
    "physical": "`yes` where the customer is bodily there, else `no`",
    "text": "what was said or written; `contains` looks inside, whatever the case",
    "profile.COLUMN": "keeps customers: what is known of them at last, by the name the spec gives the column",
    "property.COLUMN": "a column of the record that no field took: `property.article = 20205`",
}
OPERATOR_MEANINGS = {
    "=": "is; of a time: lies within that year, month, day …",
    "!=": "is not, unknown included",
    "<": "below, or before",
    "<=": "at most, or before the end of",
    ">": "above, or after the end of",
    ">=": "at least, or from the start of",
    "in": "is one of: `channel in (web, app)`",
    "contains": "has this text inside, whatever the case",
}


def filters() -> str:
    """Returns the language of `--where`."""
    named = {name for name in FILTER_FIELDS if not name.endswith(".COLUMN")}
    agree(named, known=FIELDS, about="filter fields")
    agree(OPERATOR_MEANINGS, known=OPERATORS, about="operators")
    fields_told = table(("field", "meaning"), rows=((f"`{name}`", told) for name, told in FILTER_FIELDS.items()))
    rows = ((f"`{one}`", OPERATOR_MEANINGS[one]) for one in OPERATORS)
    operators = table(("operator", "holds where the field"), rows=rows)
    return (
        f"# Filters\n\n{prose(condition).split(chr(10), 1)[1].strip()}\n\n"
        "- `channel = web` keeps interactions; their neighbours are linked anew.\n"
        "- `has(channel = store)` keeps whole units (customers, journeys, sessions) with such an interaction;\n"
        "  `not has(…)` those without.\n- `profile.…`, `segment` and `customer` keep customers.\n\n"
        f"## Operators\n\n{operators}\n## Fields\n\n{fields_told}"
    )
