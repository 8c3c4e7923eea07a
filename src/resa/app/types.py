"""Types of journeys as people keep them: found and named, so that everything can be asked for one type."""

from collections.abc import Iterator
from re import sub

from resa.app.keptgroups import KEPT_TYPES
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError, UsageError
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Scope
from resa.understand.answer import CUSTOMERS
from resa.understand.journeytype.choice import MOST_TYPES
from resa.understand.journeytype.kept import KeptType, KeptTypes
from resa.understand.journeytype.types import Asked, Found, found_types

LONGEST = 120


def types(workspace: Workspace) -> Table:
    """Returns the types that are kept: how many customers each has now, and had when it was found."""
    typed = workspace.typed
    rows = []
    if typed is not None:
        everybody = max(len(typed.customers), 1)
        then = max(sum(one.customers for one in typed.kept.types), 1)
        for at, one in enumerate(typed.kept.types):
            now = int((typed.type_of == at).sum())
            rows.append(
                {
                    "type": one.id,
                    "name": one.name,
                    "customers": now,
                    "share": now / everybody,
                    "share_at_fit": one.customers / then,
                }
            )
    measures = {
        "customers": CUSTOMERS,
        "share": Measure("share", "of_customers_with_a_history"),
        "share_at_fit": Measure("share", "of_customers_with_a_history_then"),
    }
    revision = workspace.engine.revision
    columns = ("type", "name", "customers", "share", "share_at_fit")
    return Table("kept-types", columns, tuple(rows), workspace.base, workspace.now(), revision, measures=measures)


def keep_types(workspace: Workspace, *, by: str = "touchpoint", most: int | None = None) -> KeptTypes:
    """Finds the types of customers' whole journeys and keeps them; types that are marked alike keep their names."""
    asked = Asked(by=by, most=most or MOST_TYPES)
    scope = Scope(unit=Unit.CUSTOMER, rules=workspace.knowledge.rules)
    found = found_types(workspace.engine, scope=scope, catalogue=workspace.catalogue, asked=asked)
    if found is None:
        raise UsageError("expected journeys to find types in, there are none; import some first")
    before = KEPT_TYPES.of(workspace.folder)
    kept = KeptTypes(
        workspace.now().isoformat(timespec="seconds"),
        by,
        found.names,
        found.drawn,
        tuple(_named(found, before=before)),
    )
    KEPT_TYPES.write(workspace.folder, kept)
    workspace.forget_types()
    return kept


def _named(found: Found, *, before: KeptTypes | None) -> Iterator[KeptType]:
    """Yields the types with their names, in the order of the model: after what marks each, or as they were called."""
    earlier = {one.id: one.name for one in before.types} if before else {}
    taken: set[str] = set()
    for at, signs in enumerate(found.signs):
        tried = [", ".join(signs[:parts]) for parts in range(2, len(signs) + 1)] or [", ".join(signs)]
        name = next((one for one in tried if one and _id(one) not in taken), f"type {at + 1}")
        taken.add(_id(name))
        yield KeptType(_id(name), earlier.get(_id(name), name), found.counts[at])


def _id(name: str) -> str:
    """Returns a name as an id.

    >>> _id("web: product page, Newsletter")
    'web-product-page-newsletter'
    """
    return sub(r"[^\w]+", "-", name.casefold()).strip("-") or "type"


def types_told(kept: KeptTypes) -> str:
    """Returns a sentence about what was found."""
    return f"{len(kept.types)} types of journeys kept: " + "; ".join(
        f"{one.id}: {one.customers} customers" for one in kept.types
    )


def name_type(workspace: Workspace, name: str, new: str) -> str:
    """Gives a kept type another name, and returns a sentence about it."""
    kept = KEPT_TYPES.of(workspace.folder)
    at = kept.named(name) if kept is not None else None
    if kept is None or at is None:
        raise UnknownNameError("type", name, known=[one.id for one in kept.types] if kept else [])
    new = new.strip()
    if not new or len(new) > LONGEST or not new.isprintable():
        raise UsageError(f"expected a name of 1 to {LONGEST} letters, got {new[:LONGEST]!r}")
    other = kept.named(new)
    if other not in (None, at):
        raise UsageError(f"expected a name of its own for {kept.types[at].id}, another type is called {new!r}")
    KEPT_TYPES.write(workspace.folder, kept.renamed(at, new))
    workspace.forget_types()
    return f"{kept.types[at].id}: {new}"
