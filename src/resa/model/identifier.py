"""Identifiers: what sources call a customer, and how far each kind is trusted."""

from dataclasses import dataclass

TRUST: tuple[str, ...] = (
    "customer_number",
    "loyalty",
    "login",
    "email",
    "phone",
    "card",
    "device",
    "crm",
    "order",
    "ticket",
    "call",
)
"""Namespaces in falling order of trust. A namespace that is not listed ranks after "crm"."""

UNIQUE_NAMESPACES = frozenset({"customer_number"})
"""One customer has at most one value of each of these: two values never merge, that is a conflict."""

DEVICE_NAMESPACES = frozenset({"device"})
"""A device belongs to a login until the next one."""

RECORD_NAMESPACES = frozenset({"order", "ticket", "call"})
"""These name a record, and link the customers through it."""

PLACEHOLDERS = frozenset({
    "", "null", "none", "nil", "nan", "na", "n/a", "undefined", "guest", "anonymous", "unknown", "test", "0", "-1", "-",
    "--", "?", "[object object]", "(not set)", "00000000-0000-0000-0000-000000000000", "false", "true",
    "okänd", "ukjent", "ukendt", "gäst", "gæst", "gjest", "saknas",
})  # fmt: skip
"""Texts that systems write where they know nobody; refused as identifiers, compared case-folded."""


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """One name a source has for a customer: a namespace and a normalised text."""

    namespace: str
    text: str

    def __post_init__(self) -> None:
        if not self.namespace or not self.text:
            raise ValueError(f"an identifier has a namespace and a text, got {self.namespace!r} and {self.text!r}")

    def __str__(self) -> str:
        return f"{self.namespace}:{self.text}"
