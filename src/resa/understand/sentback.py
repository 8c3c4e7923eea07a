"""Products that are sent back far more often than others."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.understand.comparison import share_difference
from resa.understand.facet import LEAST, Counted, Facet, Traits
from resa.understand.finding import Finding, command
from resa.understand.history import Texts, text_codes
from resa.understand.material import Material
from resa.understand.observation import DONE_KINDS, share_of

BEFORE_DAYS = 14
"""What was met so long before an order may have to do with it."""

RETURN_KINDS = frozenset({"return", "returned", "refund"})

_LEAST_RATIO = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class _Bought:
    """Each product of each order once, among the `products`, and whether that order came back."""

    products: tuple[str, ...]
    code: NDArray[np.int64]
    at: NDArray[np.int64]  # the interaction in which it was ordered
    came_back: NDArray[np.bool_]
    touchpoint: int  # where most of it comes back


def products_sent_back(seen: Material, *, traits: Traits) -> Iterator[Finding]:
    """Returns the products whose orders come back more often than those of all other products.

    An order that came back tells of each product in it: which one was sent back, sources seldom tell.
    """
    found = _bought(seen, traits)
    if found is None:
        return
    size = len(found.products)
    n = np.bincount(found.code, minlength=size)
    part = np.bincount(found.code, weights=found.came_back, minlength=size).astype(np.int64)
    looks, every, total = int((n >= LEAST).sum()), len(found.code), int(found.came_back.sum())
    for one in np.flatnonzero((n >= LEAST) & (part * (every - n) >= _LEAST_RATIO * n * (total - part))).tolist():
        own, others = (int(part[one]), int(n[one])), (int(total - part[one]), int(every - n[one]))
        mine = found.code == one
        customers = len(np.unique(seen.history.unit[found.at[mine & found.came_back]]))
        if customers >= LEAST and others[1]:
            chance = share_difference(own[0], whole=own[1], other_part=others[0], other_whole=others[1])
            yield _finding(seen, found, one, traits=traits, customers=customers, chance=min(1.0, looks * chance))


def _finding(seen: Material, found: _Bought, product: int, *, traits: Traits, customers: int, chance: float) -> Finding:
    mine, number = found.code == product, found.products[product]
    at, hits, others = found.at[mine], found.came_back[mine], found.came_back[~mine]
    share, peers = float(hits.mean()), float(others.mean())
    measure = share_of("returned_share")
    return Finding(
        cause="returns",
        title_key="pain.returns",
        stage=seen.catalogue.stages[int(seen.stage_of_touchpoint[found.touchpoint])].id,
        touchpoint=seen.history.dictionary.touchpoints[found.touchpoint],
        params={
            "product": traits.product_names.get(number, number),
            "number": number,
            "share": share,
            "peers_share": peers,
            "customers": customers,
        },
        customers=customers,
        effect=measure(hits.astype(np.float64), seen.grounds),
        compared_with=measure(others.astype(np.float64), seen.grounds),
        chance=chance,
        weight=customers * (1 - peers / share),
        evidence=(command("touchpoints", "kind = return"),),
        counted=Counted(
            "share",
            hits.astype(np.float64),
            at,
            seen.history.customer[at],
            measure,
            own=_met_before(seen, at) if seen is traits.whole else (),
        ),
    )


def _bought(seen: Material, traits: Traits) -> _Bought | None:
    order_at, came_back, touchpoint = _orders(seen)
    if touchpoint < 0 or not traits.lines.num_rows:
        return None
    product, order = _lines(traits.lines, orders=seen.fields.order.names)
    known = (product.codes >= 0) & (order >= 0)
    known[known] = order_at[order[known]] >= 0
    size = max(1, len(product.names))
    key = np.unique(order[known] * size + product.codes[known])
    return _Bought(product.names, key % size, order_at[key // size], came_back[key // size], touchpoint)


def _orders(seen: Material) -> tuple[NDArray[np.int64], NDArray[np.bool_], int]:
    """Returns of each order the interaction in which it was placed (-1: not here), whether it came back, and where.

    A return names its order, or is about it as its matter. Orders of a source that tells of no returns don't count.
    """
    orders, matters = seen.fields.order, seen.fields.matter
    places = seen.history.dictionary.places
    tells = {place.source for place in places if place.kind in RETURN_KINDS}
    sold = np.array([place.kind in DONE_KINDS and place.source in tells for place in places], np.int64)
    code = orders.codes[seen.history.origin_at]
    at = np.flatnonzero((seen.history.of_place(sold) == 1) & (code >= 0))
    order_at = np.full(len(orders.names), -1, np.int64)
    order_at[code[at[::-1]]] = at[::-1]  # earlier ones overwrite
    sent = np.array([place.kind in RETURN_KINDS for place in places], np.int64)
    returned = np.flatnonzero(seen.history.of_place(sent) == 1)
    returned = returned[seen.stage[returned] >= 0]
    came_back = np.zeros(len(orders.names), np.bool_)
    if not len(returned) or not len(at):
        return order_at, came_back[:0], -1
    as_order = pc.fill_null(pc.index_in(pa.array(matters.names, pa.string()), value_set=pa.array(orders.names)), -1)
    of_matter = np.append(as_order.to_numpy(zero_copy_only=False), [-1]).astype(np.int64)
    origin = seen.history.origin_at[returned]
    which = np.where(orders.codes[origin] >= 0, orders.codes[origin], of_matter[matters.codes[origin]])
    came_back[which[which >= 0]] = True
    return order_at, came_back, int(np.bincount(seen.history.touchpoint[returned[which >= 0]], minlength=1).argmax())


def _lines(table: pa.Table, *, orders: tuple[str, ...]) -> tuple[Texts, NDArray[np.int64]]:
    """Returns the product of each line, and its order as a place in `orders`."""
    ids = table["order_id"].combine_chunks()
    found = pc.fill_null(pc.index_in(ids, value_set=pa.array(orders, ids.type)), -1)
    return text_codes(table["product"]), np.asarray(found.to_numpy(zero_copy_only=False)).astype(np.int64)


def _met_before(seen: Material, orders: NDArray[np.int64]) -> tuple[Facet, ...]:
    """Returns for each touchpoint of earlier stages whether it was met in the weeks before each order."""
    unit, seconds = seen.history.unit, seen.history.seconds
    stage = int(np.bincount(np.maximum(seen.stage[orders], 0)).argmax())
    earlier = np.flatnonzero((seen.stage_of_touchpoint >= 0) & (seen.stage_of_touchpoint < stage))
    found = []
    for code in earlier.tolist():
        met = np.flatnonzero(seen.history.touchpoint == code)
        if len(met):
            last = met[np.maximum(np.searchsorted(met, orders) - 1, 0)]
            is_near = (last < orders) & (seconds[orders] - seconds[last] <= BEFORE_DAYS * 86_400)
            codes = ((unit[last] == unit[orders]) & is_near).astype(np.int64)
            found.append(Facet("met", ("", seen.history.dictionary.touchpoints[code]), codes))
    return tuple(found)
