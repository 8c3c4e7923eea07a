"""Everything one customer did, across channels, in order."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resa.app.workspace import Workspace
from resa.kernels.partition import Partition
from resa.model.condition import Comparison
from resa.model.errors import UnknownNameError
from resa.model.identifier import RECORD_NAMESPACES
from resa.model.measurement import Base
from resa.model.table import Table
from resa.store.port import Scope
from resa.store.who import label

_RECORDS = pa.array(sorted(RECORD_NAMESPACES))

SHOWN = ("source", "money_minor", "currency", "score", "matter", "topic", "outcome", "campaign", "text")


def timeline(workspace: Workspace, name: str) -> Table:
    """Returns a row for each interaction of the customer of that name, oldest first.

    `name` is a label ("email:a@x.se") or a bare identifier. Raises `UnknownNameError` where nobody goes by it.
    """
    identifiers, mine = _named(workspace, name)
    scope = Scope(Comparison("customer", "=", (name,)))
    rows = [row for partition in workspace.engine.partitions(scope) for row in _rows(workspace, partition)]
    known_as = _labels(identifiers.filter(pc.is_in(identifiers["customer"], value_set=mine)))
    several = f"; {len(mine)} customers go by this name" if len(mine) > 1 else ""
    return Table(
        what="customer",
        columns=("time", "channel", "touchpoint", "stage", "kind", *SHOWN),
        rows=tuple(sorted(rows, key=lambda row: str(row["time"]))),
        base=Base(len(mine), len(rows)),
        as_of=workspace.now(),
        revision=workspace.engine.revision,
        notes=(f"known as {', '.join(known_as)}{several}",),
    )


def customers_named(workspace: Workspace, name: str) -> list[int]:
    """Returns the codes of the customers who go by that name; raises `UnknownNameError` where nobody does."""
    codes: list[int] = _named(workspace, name)[1].to_pylist()
    return codes


def _named(workspace: Workspace, name: str) -> tuple[pa.Table, pa.Array]:
    identifiers = workspace.engine.assignment().tables.get("identifiers", _nobody())
    mine = _customers(identifiers, name)
    if not len(mine):
        names_person = pc.invert(pc.is_in(identifiers["namespace"].cast(pa.string()), value_set=_RECORDS))
        raise UnknownNameError("customer", name, known=_labels(identifiers.filter(names_person).slice(0, 20_000)))
    return identifiers, mine


def _rows(workspace: Workspace, partition: Partition) -> list[dict[str, Any]]:
    names, stages = partition.dictionary, workspace.stage_of
    further = workspace.further.fields(partition.row, names=SHOWN).to_pylist()
    rows = []
    for at, more in enumerate(further):
        touchpoint = names.touchpoints[int(partition.touchpoint[at])]
        place = names.places[int(partition.place[at])]
        when = datetime.fromtimestamp(int(partition.time[at]) + partition.origin, UTC)
        stage = stages.get(touchpoint)
        told = {"time": when, "channel": place.channel, "touchpoint": touchpoint, "stage": stage, "kind": place.kind}
        rows.append({**told, **more})
    return rows


def _customers(identifiers: pa.Table, name: str) -> pa.Array:
    texts = identifiers["text"].cast(pa.string())
    labels = pc.binary_join_element_wise(identifiers["namespace"].cast(pa.string()), texts, ":")
    mine = pc.or_(pc.equal(texts, name), pc.equal(labels, name))
    return pc.unique(identifiers.filter(mine)["customer"].drop_null())


def _labels(identifiers: pa.Table) -> list[str]:
    pairs = zip(identifiers["namespace"].to_pylist(), identifiers["text"].to_pylist(), strict=True)
    return [label(namespace, text) for namespace, text in pairs]


def _nobody() -> pa.Table:
    return pa.table(
        {
            "customer": pa.array([], pa.int32()),
            "namespace": pa.array([], pa.string()),
            "text": pa.array([], pa.string()),
        }
    )
