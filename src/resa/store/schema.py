"""The tables that records yield, as Arrow schemas.

`record` is the row of the record inside its segment, so (segment, record) names it; `part` tells several yields of
one record apart. `subject` is the code of the set of identifiers the record carries (`assignment`), -1 where it
carries none that is usable: such an interaction is counted in totals and coverage, never in paths.
"""

import pyarrow as pa

TEXTS = pa.dictionary(pa.int32(), pa.string())
"""Texts of which there are few different ones."""

PROPERTIES = pa.map_(pa.string(), pa.string())

RECORD_COLUMNS = pa.schema(
    [
        pa.field("_key_high", pa.uint64(), nullable=False),  # the record key, 128 bits
        pa.field("_key_low", pa.uint64(), nullable=False),
        pa.field("_position", pa.int64(), nullable=False),  # 0-based ordinal in its file
        pa.field("_file", TEXTS, nullable=False),
        pa.field("_damaged", pa.string()),  # the raw text of a record that could not be cut into fields
    ]
)
"""Stand beside the source's own columns in a segment of raw records."""

_WHO = [
    pa.field("record", pa.int64(), nullable=False),
    pa.field("part", pa.uint8(), nullable=False),
    pa.field("subject", pa.int32(), nullable=False),
]

INTERACTIONS = pa.schema(
    [
        *_WHO,
        pa.field("time", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("is_date", pa.bool_(), nullable=False),  # the source gave a day without a time
        pa.field("offset_minutes", pa.int16()),  # the customer's own offset from UTC
        pa.field("sequence", pa.string()),  # orders equal times; compared as text, numbers padded with zeros
        pa.field("channel", TEXTS, nullable=False),
        pa.field("name", TEXTS, nullable=False),  # the touchpoint, as the source calls it
        pa.field("kind", TEXTS, nullable=False),  # "view" "search" "cart" "order" "message_sent" "call" ...; "" unknown
        pa.field("device", TEXTS),
        pa.field("direction", TEXTS),  # "in" from the customer, "out" from the company
        pa.field("money_minor", pa.int64()),  # minor units
        pa.field("currency", TEXTS),
        pa.field("score", pa.float64()),
        pa.field("score_low", pa.float64()),
        pa.field("score_high", pa.float64()),
        pa.field("text", pa.string()),
        pa.field("language", TEXTS),
        pa.field("order_id", pa.string()),
        pa.field("matter", pa.string()),  # what it was about: a ticket, an order, else a topic
        pa.field("topic", TEXTS),
        pa.field("wait_seconds", pa.float64()),  # how long the customer waited for it: queue, first answer, delivery
        pa.field("outcome", TEXTS),
        pa.field("campaign", TEXTS),
        pa.field("properties", PROPERTIES),  # the other columns of the record
    ]
)

ANSWERS = pa.schema(
    [
        *_WHO,
        pa.field("time", pa.timestamp("us", tz="UTC")),
        pa.field("question", TEXTS, nullable=False),
        pa.field("metric", TEXTS, nullable=False),  # "nps" "csat" "ces" "stars" "other"
        pa.field("score", pa.float64()),  # None where it is no answer
        pa.field("score_low", pa.float64()),
        pa.field("score_high", pa.float64()),
        pa.field("is_answer", pa.bool_(), nullable=False),  # False for don't know, blank, not applicable
        pa.field("code", pa.string()),  # as the source wrote it
        pa.field("channel", TEXTS),
        pa.field("touchpoint", TEXTS),  # the name of the touchpoint the answer is about
        pa.field("text", pa.string()),
        pa.field("language", TEXTS),
        pa.field("properties", PROPERTIES),
    ]
)

COMPETITORS = pa.schema([*ANSWERS, pa.field("company", TEXTS, nullable=False)])
"""Answers about other companies: kept apart, so that they never count among our own figures."""

ORDERS = pa.schema(
    [
        *_WHO,
        pa.field("order_id", pa.string(), nullable=False),
        pa.field("time", pa.timestamp("us", tz="UTC")),
        pa.field("channel", TEXTS),
        pa.field("status", TEXTS),  # "placed" "cancelled" "returned"
        pa.field("money_minor", pa.int64()),  # None where only its lines say
        pa.field("currency", TEXTS),
    ]
)

LINES = pa.schema(
    [
        *_WHO,
        pa.field("order_id", pa.string(), nullable=False),
        pa.field("time", pa.timestamp("us", tz="UTC")),
        pa.field("product", pa.string()),
        pa.field("quantity", pa.float64()),
        pa.field("price_minor", pa.int64()),  # of one
        pa.field("money_minor", pa.int64()),  # of the line
        pa.field("currency", TEXTS),
        pa.field("properties", PROPERTIES),
    ]
)

PROFILES = pa.schema(
    [
        *_WHO,
        pa.field("time", pa.timestamp("us", tz="UTC")),  # None: known from the start
        pa.field("properties", PROPERTIES, nullable=False),
    ]
)

CONSENTS = pa.schema(
    [
        *_WHO,
        pa.field("time", pa.timestamp("us", tz="UTC")),
        pa.field("channel", TEXTS, nullable=False),
        pa.field("purpose", TEXTS),
        pa.field("is_granted", pa.bool_(), nullable=False),
    ]
)

REJECTED = pa.schema(
    [
        pa.field("record", pa.int64(), nullable=False),
        pa.field("reason", TEXTS, nullable=False),  # stable code: "time_unreadable" "identifier_refused" "damaged" ...
        pa.field("field", pa.string()),
        pa.field("found", pa.string()),
        pa.field("sentence", pa.string(), nullable=False),  # expected, got, where, what to do
    ]
)

YIELDED = {
    "interactions": INTERACTIONS,
    "answers": ANSWERS,
    "orders": ORDERS,
    "lines": LINES,
    "profiles": PROFILES,
    "consents": CONSENTS,
    "competitors": COMPETITORS,
}
