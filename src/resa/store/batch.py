"""One piece of a source on its way into the store."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one source as received, and what they were judged to yield.

    `records` holds the source's own columns beside `schema.RECORD_COLUMNS`; `yielded` maps the names of
    `schema.YIELDED` to tables (absent means empty); `rejected` follows `schema.REJECTED`. `received` and `duplicates`
    count the source's records of this piece: received = rows of `records` + duplicates + suppressed. A record is
    stored unless it is in `rejected`. `delivery` names the import that brought it.
    """

    source: str
    records: pa.Table
    yielded: Mapping[str, pa.Table]
    rejected: pa.Table
    received: int
    duplicates: int = 0
    suppressed: int = 0
    delivery: str = ""
