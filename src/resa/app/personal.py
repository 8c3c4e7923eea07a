"""Questions that lead to single customers, which only those may ask who may see customers."""

from collections.abc import Iterator

from resa.app.permission import Act, Person, require
from resa.model.condition import CUSTOMER_PREFIX, PROPERTY_PREFIX, comparisons, parse

PERSONAL = frozenset({"customer", "text", "order_id", "matter"})
"""Fields that lead to single customers."""


def require_filter(person: Person, *filters: str | None, by: str | None = None) -> None:
    """Raises `NotAllowedError` where a filter, or the field to split by, leads to customers whom one may not see.

    What describes many customers at once ("profile.country") may be asked by everybody.
    """
    named = {*_fields(filters), *([by] if by else [])}
    if any(name in PERSONAL or name.startswith(PROPERTY_PREFIX) for name in named):
        require(person, Act.SEE_CUSTOMERS)


def _fields(filters: tuple[str | None, ...]) -> Iterator[str]:
    for one in filters:
        for part in comparisons(parse(one)) if one else ():
            if not part.field.startswith(CUSTOMER_PREFIX):
                yield part.field
