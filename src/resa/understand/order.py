"""What orders are worth: told by their interactions, by the order table, or by the sum of their lines."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.greatest import greatest
from resa.model.measurement import Measurement
from resa.model.money import minor_digits
from resa.model.resolvedmap import LeftOutOrders
from resa.understand import figure
from resa.understand.figure import NOWHERE, Grounds
from resa.understand.history import FieldSource, Texts, numbers, text_codes

CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, eq=False)
class OrderValues:
    """The worth of single orders in major units, of the currency that most of them have.

    `at` (n,) is the interaction, among those asked about, that tells the worth of each.
    """

    amounts: NDArray[np.float64]
    at: NDArray[np.int64]
    currency: str
    left_out: LeftOutOrders | None  # orders in other currencies

    def mean(self, *, grounds: Grounds = NOWHERE) -> Measurement:
        """Returns the mean order value with its t interval."""
        return figure.mean(self.amounts, unit=self.currency, variant="order_value_mean", grounds=grounds)

    def notes(self) -> list[str]:
        """Returns what is not in the amounts: the orders in other currencies, where there are any."""
        if self.left_out is None:
            return []
        known = ", ".join(one or "not told" for one in self.left_out.currencies)
        return [
            f"{self.left_out.orders} orders in other currencies than {self.currency} ({known}) are not in order values"
        ]


def order_values(*, orders: Texts, money: NDArray[np.float64], currency: Texts) -> OrderValues | None:
    """Returns the worth of orders from interactions: their order, amount in minor units and currency.

    Interactions with one order id are one order; the largest amount among them is its worth, since a source may repeat
    it on every step. None where no amount is known.
    """
    alone = len(orders.names) + np.arange(len(money))
    order = np.where(orders.codes >= 0, orders.codes, alone)
    at = greatest(order, money, groups=len(orders.names) + len(money))
    if not len(at):
        return None
    code = currency.codes[at]
    counts = np.bincount(code[code >= 0], minlength=max(1, len(currency.names)))
    most = int(counts.argmax()) if counts.any() else -1
    name = currency.names[most] if most >= 0 else None
    mine, others = at[code == most], code[code != most]
    names = sorted({currency.names[one] if one >= 0 else "" for one in others.tolist()})
    left_out = LeftOutOrders(len(others), tuple(names)) if len(others) else None
    return OrderValues(money[mine] / 10 ** minor_digits(name), mine, name or "money", left_out)


def priced(
    source: FieldSource, *, orders: Texts, money: NDArray[np.float64], currency: Texts
) -> tuple[NDArray[np.float64], Texts]:
    """Returns amounts and currencies of interactions, those of orders that tell none filled from the order tables.

    An order's own amount counts before the sum of its lines; cancelled orders and lines that take away are left out.
    """
    lacks = np.isnan(money) & (orders.codes >= 0)
    if not lacks.any():
        return money, currency
    known = [one for one in (_from_orders(source), _from_lines(source)) if one.num_rows]
    if not known:
        return money, currency
    amounts, names, codes = money.copy(), list(currency.names), currency.codes.copy()
    for table in known:
        found = pc.index_in(pa.array(orders.names, pa.string()), value_set=table["order_id"].combine_chunks())
        place = pc.fill_null(found, -1).to_numpy()[np.maximum(orders.codes, 0)]
        mine = np.isnan(amounts) & (orders.codes >= 0) & (place >= 0)
        amounts[mine] = numbers(table["money"])[place[mine]]
        told = text_codes(table["currency"])
        renumber = np.array([*(_number(name, names) for name in told.names), -1], np.int64)
        codes[mine] = renumber[told.codes[place[mine]]]
    return amounts, Texts(tuple(names), codes)


def _number(name: str, names: list[str]) -> int:
    if name not in names:
        names.append(name)
    return names.index(name)


def _from_orders(source: FieldSource) -> pa.Table:
    table = source.table("orders").select(["order_id", "status", "money_minor", "currency"])
    counts = pc.and_(
        pc.is_valid(table["money_minor"]), pc.not_equal(pc.fill_null(_plain(table["status"]), ""), CANCELLED)
    )
    return _totals(table.filter(counts), how="max")


def _from_lines(source: FieldSource) -> pa.Table:
    table = source.table("lines").select(["order_id", "money_minor", "currency"])
    return _totals(table.filter(pc.fill_null(pc.greater(table["money_minor"], 0), False)), how="sum")


def _totals(table: pa.Table, *, how: str) -> pa.Table:
    """Returns one row an order: `order_id`, `money` in minor units, `currency`."""
    plain = pa.table(
        {"order_id": table["order_id"], "money": table["money_minor"], "currency": _plain(table["currency"])}
    )
    found = plain.group_by("order_id").aggregate([("money", how), ("currency", "max")])
    return pa.table({"order_id": found["order_id"], "money": found[f"money_{how}"], "currency": found["currency_max"]})


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string())
