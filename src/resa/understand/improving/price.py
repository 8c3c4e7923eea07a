"""The settings file of what contacts cost and customers are worth (`worth.yaml`): asserted, never measured."""

import math
import re
from typing import Any

from resa.mapping import settings
from resa.model.worth import Worth

FILE = "worth.yaml"

_KEYS = frozenset({"currency", "said_by", "customer", "contacts", "messages", "goals"})


def read_worth(text: str, *, where: str = FILE) -> Worth:
    """Returns what a settings file says; raises `SettingsError` with every fault.

    >>> read_worth("{currency: SEK, contacts: {phone: 85}}").contacts
    {'phone': 85.0}
    """
    found = settings.read(text, where=where)
    faults = settings.unexpected(found, expected=_KEYS, at=where)
    customer = _amounts({"customer": found["customer"]}, at=where, faults=faults) if "customer" in found else {}
    amounts = [_amounts(found.get(name), at=name, faults=faults) for name in ("contacts", "messages", "goals")]
    currency = str(found.get("currency") or "")
    told = Worth(currency, str(found["said_by"]) if found.get("said_by") else None, customer.get("customer"),
                 *amounts)  # fmt: skip
    if (told.is_said or currency) and not re.fullmatch("[A-Z]{3}", currency):
        faults.append(f"currency: expected three capital letters such as SEK, got {currency!r}")
    settings.complain(faults, where=where)
    return told


def write_worth(worth: Worth) -> str:
    """Returns the settings file that says the same."""
    told = {"currency": worth.currency, "said_by": worth.said_by, "customer": worth.customer,
            "contacts": dict(worth.contacts), "messages": dict(worth.messages), "goals": dict(worth.goals)}  # fmt: skip
    return settings.write({name: one for name, one in told.items() if one not in (None, "", {})})


def _amounts(found: Any, *, at: str, faults: list[str]) -> dict[str, float]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        faults.append(f"{at}: expected names with amounts such as {{phone: 85}}, got {found!r}")
        return {}
    amounts = {}
    for name, given in found.items():
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        if is_number and math.isfinite(given) and given >= 0:
            amounts[str(name)] = float(given)
        else:
            faults.append(f"{at}.{name}: expected an amount of 0 or more, got {given!r}")
    return amounts
