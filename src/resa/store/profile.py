"""What is known of a customer at last: the newest word on each field."""

from collections.abc import Mapping, Sequence
from typing import Any


def latest_profiles(told: Sequence[tuple[tuple[Any, ...], Mapping[str, str | None]]]) -> dict[str, str]:
    """Returns the newest filled value of each field; each telling stands beside its rank in the canonical order.

    >>> latest_profiles([((2,), {"country": "SE"}), ((1,), {"country": "NO", "city": "Oslo"}), ((3,), {"city": ""})])
    {'country': 'SE', 'city': 'Oslo'}
    """
    found: dict[str, str] = {}
    for _, fields in sorted(told, key=lambda one: one[0], reverse=True):
        for name, text in fields.items():
            if text:
                found.setdefault(name, text)
    return found
