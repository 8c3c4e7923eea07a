"""In which order kinds of identifiers are believed, and which of them contradict each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.identifier import DEVICE_NAMESPACES, RECORD_NAMESPACES, TRUST, UNIQUE_NAMESPACES

NAMED = np.uint64(1 << 63)
"""Marks a customer whom something other than a device or a record names."""


@dataclass(frozen=True, slots=True)
class TrustOrder:
    """The order in which namespaces are resolved: what names a person, then records, then devices; each by trust.

    Arrays run along that order. `bit` is what an identifier adds to its customer's word; `watch` are the bits that no
    two customers may both have if an identifier of this namespace is to join them.
    """

    namespaces: tuple[str, ...]
    bit: NDArray[np.uint64]
    watch: NDArray[np.uint64]
    is_unique: NDArray[np.bool_]
    is_device: NDArray[np.bool_]

    def levels(self, namespaces: list[str]) -> NDArray[np.int8]:
        """Returns the place of each namespace in this order."""
        return np.array([self.namespaces.index(name) for name in namespaces], dtype=np.int8)


def trust_order(namespaces: list[str]) -> TrustOrder:
    """Returns the order for these namespaces."""
    order = sorted(namespaces, key=lambda name: (_turn(name), trust_rank(name)))
    bit = np.zeros(len(order), dtype=np.uint64)
    watch = np.zeros(len(order), dtype=np.uint64)
    above = 0
    for level, name in enumerate(order):
        if _turn(name) == 0:
            bit[level] = np.uint64(1 << level) | NAMED
            watch[level] = np.uint64(above)
            above |= 1 << level
        else:
            watch[level] = NAMED if name in DEVICE_NAMESPACES else np.uint64(above)
    return TrustOrder(
        tuple(order),
        bit,
        watch,
        np.array([name in UNIQUE_NAMESPACES for name in order], dtype=np.bool_),
        np.array([name in DEVICE_NAMESPACES for name in order], dtype=np.bool_),
    )


def trust_rank(namespace: str) -> tuple[int, str]:
    """Returns a key that sorts namespaces by falling trust.

    >>> sorted(["order", "club", "phone", "crm"], key=trust_rank)
    ['phone', 'crm', 'club', 'order']
    """
    if namespace in TRUST:
        return TRUST.index(namespace), ""
    return TRUST.index("crm"), namespace


def _turn(namespace: str) -> int:
    return 2 if namespace in DEVICE_NAMESPACES else 1 if namespace in RECORD_NAMESPACES else 0
