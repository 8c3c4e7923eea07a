"""Orders and their lines as the spec's rule reads them from a batch."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.draft import Draft, Reading, known_columns, times_column
from resa.collect.instant import Instants
from resa.collect.sheet import plain
from resa.collect.spec import LineRule, OrderRule


def orders(reading: Reading, *, times: Instants | None) -> list[Draft]:
    """Returns the orders and lines that the records would yield; an order once per order id."""
    rule = reading.spec.orders
    if rule is None:
        return []
    sheet = reading.sheet
    order_id = plain(sheet.origin(rule.order_id))
    applies = sheet.holds(rule.when) & np.asarray(pc.is_valid(order_id))
    own = reading.time(rule.time, rows=applies) if rule.time is not None else times
    shared = {"order_id": order_id}
    if own is not None:
        shared["time"] = times_column(own.us)
    drafts = [] if rule.is_detail else [_order(reading, rule, applies, shared)]
    if rule.lines is not None:
        drafts.append(_lines(reading, rule.lines, applies & sheet.holds(rule.lines.when), shared))
    return drafts


def _order(reading: Reading, rule: OrderRule, applies: NDArray[np.bool_], shared: dict[str, pa.Array]) -> Draft:
    money, currency = reading.money(rule.money, rows=applies)
    columns = shared | known_columns(reading.sheet, {"channel": rule.channel})
    columns["status"] = _status(reading, rule)
    columns |= {} if money is None else {"money_minor": money}
    columns |= {} if currency is None else {"currency": currency}
    return Draft("orders", 0, columns, applies, ("order", shared["order_id"]))


def _status(reading: Reading, rule: OrderRule) -> pa.Array:
    words = ["placed", *(one.status for one in rule.status)]
    code = np.zeros(reading.sheet.n, dtype=np.int32)
    for number, one in reversed(list(enumerate(rule.status, start=1))):
        code[reading.sheet.holds((one.when,))] = number
    return pc.dictionary_encode(pa.DictionaryArray.from_arrays(pa.array(code), pa.array(words)).cast(pa.string()))


def _lines(reading: Reading, rule: LineRule, applies: NDArray[np.bool_], shared: dict[str, pa.Array]) -> Draft:
    columns = shared | known_columns(reading.sheet, {"product": rule.product})
    money, currency = reading.money(rule.money, rows=applies)
    price, price_currency = reading.money(rule.price, rows=applies)
    quantity = None
    if rule.quantity is not None:
        read = reading.numbers(rule.quantity, rows=applies)
        quantity = pa.array(read, mask=np.isnan(read))
    if money is None and price is not None and quantity is not None:
        product = pc.multiply(pc.cast(price, pa.float64()), quantity)
        money = pc.cast(pc.round(product, round_mode="half_towards_infinity"), pa.int64())
    named = {"quantity": quantity, "price_minor": price, "money_minor": money, "currency": currency or price_currency}
    columns |= {name: column for name, column in named.items() if column is not None}
    return Draft("lines", 0, columns, applies, has_properties=True)
