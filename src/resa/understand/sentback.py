"""Products that are sent back far more often than others."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.understand import figure
from resa.understand.comparison import share_difference
from resa.understand.facet import LEAST, Counted, Traits
from resa.understand.finding import Finding, command
from resa.understand.history import Texts, text_codes
from resa.understand.material import Material
from resa.understand.observation import DONE_KINDS, share_of

RETURN_KINDS = frozenset({"return", "returned", "refund"})

_LEAST_RATIO = 1.5


def products_sent_back(seen: Material, *, traits: Traits) -> Iterator[Finding]:
    """Returns the products whose orders come back more often than those of all other products.

    An order that came back tells of each product in it: which one was sent back, sources seldom tell.
    """
    order_at, came_back, return_code = _orders(seen)
    table = traits.lines
    if not len(came_back) or return_code < 0 or not table.num_rows:
        return
    product, line_order = _lines(table, orders=seen.fields.order.names)
    known = (product.codes >= 0) & (line_order >= 0)
    known[known] = order_at[line_order[known]] >= 0
    key = np.unique(line_order[known] * len(product.names) + product.codes[known])
    order, code = key // max(1, len(product.names)), key % max(1, len(product.names))
    hits = came_back[order]
    n = np.bincount(code, minlength=len(product.names))
    part = np.bincount(code, weights=hits, minlength=len(product.names)).astype(np.int64)
    looks, total = int((n >= LEAST).sum()), int(hits.sum())
    for one in np.flatnonzero((n >= LEAST) & (part * (len(hits) - n) >= _LEAST_RATIO * n * (total - part))).tolist():
        mine = code == one
        at = order_at[order[mine]]
        customers = len(np.unique(seen.history.unit[at[hits[mine]]]))
        share, peers = part[one] / n[one], (total - part[one]) / max(1, len(hits) - n[one])
        stage = int(seen.stage_of_touchpoint[return_code])
        touchpoint = seen.history.dictionary.touchpoints[return_code]
        title = product.names[one]
        if customers < LEAST:
            continue
        yield Finding(
            cause="returns",
            title_key="pain.returns",
            stage=seen.catalogue.stages[stage].id,
            touchpoint=touchpoint,
            params={
                "product": traits.product_names.get(title, title),
                "number": title,
                "share": float(share),
                "peers_share": float(peers),
                "customers": customers,
            },
            customers=customers,
            effect=figure.share(int(part[one]), whole=int(n[one]), variant="returned_share", grounds=seen.grounds),
            compared_with=figure.share(
                int(total - part[one]), whole=int(len(hits) - n[one]), variant="returned_share", grounds=seen.grounds
            ),
            chance=looks
            * share_difference(
                int(part[one]),
                whole=int(n[one]),
                other_part=int(total - part[one]),
                other_whole=int(len(hits) - n[one]),
            ),
            weight=customers * float(1 - peers / share),
            evidence=(command("touchpoints", "kind = return"),),
            counted=Counted(
                "share", hits[mine].astype(np.float64), at, seen.history.customer[at], share_of("returned_share")
            ),
        )


def _orders(seen: Material) -> tuple[NDArray[np.int64], NDArray[np.bool_], int]:
    """Returns of each order the interaction in which it was placed (-1: not here), whether it came back, and where.

    A return names its order, or is about it as its matter. Orders of a source that tells of no returns don't count.
    """
    orders, matters = seen.fields.order, seen.fields.matter
    places = seen.history.dictionary.places
    tells = {place[0] for place in places if place[3] in RETURN_KINDS}
    sold = np.array([place[3] in DONE_KINDS and place[0] in tells for place in places], np.int64)
    code = orders.codes[seen.history.origin_at]
    at = np.flatnonzero((seen.history.of_place(sold) == 1) & (code >= 0))
    order_at = np.full(len(orders.names), -1, np.int64)
    order_at[code[at[::-1]]] = at[::-1]  # earlier ones overwrite
    sent = np.array([place[3] in RETURN_KINDS for place in places], np.int64)
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
