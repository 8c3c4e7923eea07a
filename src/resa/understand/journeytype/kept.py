"""Types of journeys as they were found, kept so that the same journeys are found again: their model and their names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from resa.kernels.lookup import places_in
from resa.model.condition import TYPE_PREFIX
from resa.understand.array import Codes
from resa.understand.journeytype.choice import Choice
from resa.understand.journeytype.histories import Histories
from resa.understand.journeytype.mixture import Form, Mixture
from resa.understand.journeytype.ways import StepBook, Ways

FILE = "journey-types.yaml"
BEFORE_FILE = "journey-types-before.yaml"
_DIGITS = 7


@dataclass(frozen=True, slots=True)
class KeptType:
    """One type: its lasting id, its name, and how many customers it had when it was found."""

    id: str
    name: str
    customers: int


@dataclass(frozen=True, slots=True, eq=False)
class KeptTypes:
    """Types of customers' whole histories; `steps` are what the codes of the model stand for, `by` what a step is."""

    made: str
    by: str
    steps: tuple[str, ...]
    drawn: Choice
    types: tuple[KeptType, ...]

    def shares(self, seen: Histories) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Returns in which shares (n, k) each history belongs to each type; steps that were not known tell nothing."""
        number = {name: at for at, name in enumerate(self.steps)}
        lookup = np.array([number.get(name, -1) for name in seen.names] or [-1], np.int64)
        partition = seen.partition
        code = lookup[partition.touchpoint.astype(np.int64)]
        kept = np.concatenate([[0], np.cumsum(code >= 0)]).astype(np.int64)
        ways = Ways(kept[partition.offsets.astype(np.int64)], code[code >= 0], len(self.steps))
        return self.drawn.mixture.shares(ways)[0]

    def named(self, name: str) -> int | None:
        """Returns the place of the type that is called so, None where there is none."""
        wanted = name.casefold()
        places = (at for at, one in enumerate(self.types) if wanted in (one.id.casefold(), one.name.casefold()))
        return next(places, None)

    def renamed(self, at: int, name: str) -> "KeptTypes":
        """Returns the types with another name for one of them."""
        types = tuple(replace(one, name=name) if place == at else one for place, one in enumerate(self.types))
        return replace(self, types=types)

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        mixture, form = self.drawn.mixture, self.drawn.form
        return {
            "made": self.made,
            "by": self.by,
            "types": [{"id": one.id, "name": one.name, "customers": one.customers} for one in self.types],
            "agreement": round(self.drawn.agreement, _DIGITS),
            "gain": round(self.drawn.gain, _DIGITS),
            "form": {"types": form.types, "order": form.order, "lean": form.lean},
            "steps": list(self.steps),
            "model": {
                "key": mixture.book.key.tolist(),
                "share": np.round(mixture.share, _DIGITS).tolist(),
                "step": np.round(mixture.step, _DIGITS).tolist(),
            },
        }


def kept_types_from(told: Mapping[str, Any]) -> KeptTypes:
    """Returns what `to_json` told; raises `KeyError`, `TypeError` or `ValueError` where it can't be that."""
    form = Form(int(told["form"]["types"]), int(told["form"]["order"]), float(told["form"]["lean"]))
    steps, model = tuple(str(one) for one in told["steps"]), told["model"]
    book = StepBook(np.array(model["key"], np.int64), len(steps) + 1, form.order)
    least = 10.0**-_DIGITS  # what was rounded to nothing can still happen
    step = np.maximum(np.array(model["step"], np.float64).reshape(len(book.key), -1), least)
    share = np.maximum(np.array(model["share"], np.float64), least)
    types = tuple(KeptType(str(one["id"]), str(one["name"]), int(one["customers"])) for one in told["types"])
    if step.shape[1] != len(share) or len(types) != len(share):
        raise ValueError(f"expected {len(types)} types in the model, got {step.shape[1]} and {len(share)}")
    drawn = Choice(Mixture(book, step, share), form, float(told["gain"]), float(told["agreement"]))
    return KeptTypes(str(told["made"]), str(told["by"]), steps, drawn, types)


@dataclass(frozen=True, slots=True, eq=False)
class TypedCustomers:
    """Every customer with a history, ascending, and the place of its type among the kept ones; how sure that is."""

    kept: KeptTypes
    customers: Codes
    type_of: Codes
    sureness: np.ndarray[Any, np.dtype[np.float64]]

    def of(self, customers: Codes) -> Codes:
        """Returns the type of each of these customers, -1 for those without a history."""
        return np.append(self.type_of, -1)[places_in(self.customers, customers)]

    @property
    def segments(self) -> dict[str, frozenset[int]]:
        """The customer codes of each type, by its id and its name, as filters find them."""
        found: dict[str, frozenset[int]] = {}
        for at, one in enumerate(self.kept.types):
            codes = frozenset(self.customers[self.type_of == at].tolist())
            found.update(dict.fromkeys((TYPE_PREFIX + one.name, TYPE_PREFIX + one.id), codes))
        return found


def typed(kept: KeptTypes, seen: Histories) -> TypedCustomers:
    """Returns the type of every customer by the kept model; `seen` are whole histories of customers."""
    shares = kept.shares(seen)
    customers = seen.partition.customer.astype(np.int64)
    order = np.argsort(customers, kind="stable")
    most = shares.argmax(axis=1) if len(shares) else np.zeros(0, np.int64)
    sure = shares.max(axis=1) if len(shares) else np.zeros(0)
    return TypedCustomers(kept, customers[order], most[order].astype(np.int64), sure[order])
