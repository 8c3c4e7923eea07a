"""The views that `resa query` and `Workspace.query` read: their columns, and what each means."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view; `kind` is its SQL type."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class View:
    """A documented view. Times are UTC, without a zone. An unknown is NULL."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


_CUSTOMER = ("customer", "VARCHAR", "who: the most trusted identifier, for example customer_number:C1")
_CODE = ("customer_code", "INTEGER", "the customer's number in this workspace; changes when customers merge")
_SOURCE = ("source", "VARCHAR", "the source that delivered the record")
_TIME = ("time", "TIMESTAMP", "when, in UTC")
_CHANNEL = ("channel", "VARCHAR", "the channel")
_MONEY = (
    ("money", "DOUBLE", "the amount in whole units of the currency"),
    ("money_minor", "BIGINT", "the amount in minor units"),
    ("currency", "VARCHAR", "the currency, ISO 4217"),
)
_PROPERTIES = ("properties", "MAP(VARCHAR, VARCHAR)", "the other columns of the record: properties['column']")
_SCORE = (
    ("score", "DOUBLE", "the score"),
    ("score_low", "DOUBLE", "the lowest score of the scale"),
    ("score_high", "DOUBLE", "the highest score of the scale"),
)

_ALL = (
    View(
        "interactions",
        "one row for everything that happened between a customer and the company",
        _columns(
            _CUSTOMER,
            _CODE,
            _SOURCE,
            ("touchpoint", "VARCHAR", "the touchpoint in the catalogue"),
            ("stage", "VARCHAR", "the stage of the touchpoint"),
            _TIME,
            ("is_date", "BOOLEAN", "the source gave a day without a time"),
            ("offset_minutes", "SMALLINT", "the customer's own offset from UTC"),
            ("sequence", "VARCHAR", "orders equal times"),
            _CHANNEL,
            ("name", "VARCHAR", "the touchpoint as the source calls it"),
            ("kind", "VARCHAR", "what kind of interaction: view, order, call ..."),
            ("device", "VARCHAR", "the device"),
            ("direction", "VARCHAR", "in: from the customer, out: from the company"),
            *_MONEY,
            *_SCORE,
            ("text", "VARCHAR", "what was said or written"),
            ("language", "VARCHAR", "the language of the text"),
            ("order_id", "VARCHAR", "the order it belongs to"),
            ("matter", "VARCHAR", "what it was about: a ticket, an order, else a topic"),
            ("topic", "VARCHAR", "the topic"),
            ("wait_seconds", "DOUBLE", "how long the customer waited for it"),
            ("outcome", "VARCHAR", "how it ended"),
            ("campaign", "VARCHAR", "the campaign"),
            _PROPERTIES,
        ),
    ),
    View(
        "customers",
        "one row for each customer with at least one interaction or profile",
        _columns(
            _CUSTOMER,
            _CODE,
            ("first", "TIMESTAMP", "the first interaction"),
            ("last", "TIMESTAMP", "the last interaction"),
            ("interactions", "BIGINT", "how many interactions"),
            ("channels", "BIGINT", "how many different channels"),
            ("profile", "MAP(VARCHAR, VARCHAR)", "what is known at last: profile['country']"),
        ),
    ),
    View(
        "identifiers",
        "one row for each identifier ever seen",
        _columns(
            _CUSTOMER,
            _CODE,
            ("namespace", "VARCHAR", "the kind of identifier: email, phone, customer_number ..."),
            ("text", "VARCHAR", "the normalised identifier"),
        ),
    ),
    View(
        "links",
        "one row for each pair of identifiers that records or people join, with the evidence",
        _columns(_CUSTOMER, _CODE),
    ),
    View("merges", "one row for each merge of customers, with what undoing it needs", _columns(_CUSTOMER, _CODE)),
    View("conflicts", "one row for each contradiction between identifiers that was not resolved", ()),
    View(
        "touchpoints",
        "one row for each touchpoint that occurs",
        _columns(
            ("touchpoint", "VARCHAR", "the touchpoint in the catalogue"),
            _CHANNEL,
            ("names", "VARCHAR[]", "what the sources call it"),
            ("stage", "VARCHAR", "its stage"),
            ("interactions", "BIGINT", "how many interactions, those of nobody known included"),
            ("customers", "BIGINT", "how many different customers"),
        ),
    ),
    View(
        "orders",
        "one row for each order; where the order names no amount, its lines are summed",
        _columns(
            _CUSTOMER,
            _CODE,
            _SOURCE,
            ("order_id", "VARCHAR", "the order"),
            _TIME,
            _CHANNEL,
            ("status", "VARCHAR", "placed, cancelled or returned"),
            *_MONEY,
            ("lines", "BIGINT", "how many lines"),
        ),
    ),
    View(
        "lines",
        "one row for each line of an order",
        _columns(
            _CUSTOMER,
            _CODE,
            _SOURCE,
            ("order_id", "VARCHAR", "the order"),
            _TIME,
            ("product", "VARCHAR", "the product"),
            ("quantity", "DOUBLE", "how many; negative for returns"),
            ("price_minor", "BIGINT", "the price of one in minor units"),
            *_MONEY,
            _PROPERTIES,
        ),
    ),
    View(
        "answers",
        "one row for each question that a survey, review or rating put",
        _columns(
            _CUSTOMER,
            _CODE,
            _SOURCE,
            _TIME,
            ("question", "VARCHAR", "the question"),
            ("metric", "VARCHAR", "nps, csat, ces, stars or other"),
            *_SCORE,
            ("is_answer", "BOOLEAN", "false for don't know, blank, not applicable"),
            ("code", "VARCHAR", "the answer as the source wrote it"),
            _CHANNEL,
            ("touchpoint", "VARCHAR", "what the answer is about"),
            ("text", "VARCHAR", "what was written"),
            ("language", "VARCHAR", "the language of the text"),
            _PROPERTIES,
        ),
    ),
    View(
        "competitors",
        "one row for each answer about another company; kept apart from all that is ours",
        _columns(
            ("company", "VARCHAR", "the company it is about"),
            _SOURCE,
            _TIME,
            ("question", "VARCHAR", "the question"),
            ("metric", "VARCHAR", "nps, csat, ces, stars or other"),
            *_SCORE,
            ("is_answer", "BOOLEAN", "false for don't know, blank, not applicable"),
            _CHANNEL,
            ("text", "VARCHAR", "what was written"),
            ("language", "VARCHAR", "the language of the text"),
            _PROPERTIES,
        ),
    ),
    View(
        "rejected",
        "one row for each reason for which a record was rejected",
        _columns(
            _SOURCE,
            ("file", "VARCHAR", "the file of the record"),
            ("position", "BIGINT", "its place in the file, the first record being 0"),
            ("reason", "VARCHAR", "a stable code"),
            ("field", "VARCHAR", "the field that was at fault"),
            ("found", "VARCHAR", "what stood there"),
            ("sentence", "VARCHAR", "what was expected, what came, and what to do"),
        ),
    ),
    View(
        "profiles",
        "one row for each time that a source told something of a customer",
        _columns(_CUSTOMER, _CODE, _SOURCE, ("time", "TIMESTAMP", "since when; NULL: from the start"), _PROPERTIES),
    ),
    View(
        "consents",
        "one row for each consent given or withdrawn",
        _columns(
            _CUSTOMER,
            _CODE,
            _SOURCE,
            _TIME,
            _CHANNEL,
            ("purpose", "VARCHAR", "what for"),
            ("is_granted", "BOOLEAN", "given or withdrawn"),
        ),
    ),
)

VIEWS: Mapping[str, View] = {view.name: view for view in _ALL}
"""Every view by name. Tables of who is who may have further columns, which say what the evidence was."""
