"""Groups as they were fitted, kept so that the same people are found again: model, reading of traits, names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from resa.understand.array import Floats
from resa.understand.persona.encoding import Encoding, encoding_from
from resa.understand.persona.grouping import Grouping, Tried
from resa.understand.persona.mixture import Mixture

_ARRAYS = ("sizes", "means", "variance", "word_logs", "wide_mean", "wide_variance")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """One group: its lasting id, its name in each language, and how many customers it had when it was fitted."""

    id: str
    names: Mapping[str, str]
    customers: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """The groups before a fit, with their sizes by the customers of now, and who moved where.

    `moves` are an old group's id, a new one's, and how many customers are in both; too few are left out.
    """

    made: str
    groups: tuple[KeptGroup, ...]
    moves: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A fit: the model, how each trait enters it, and its groups in the order of the model.

    `customers` could be described then; `without` are the traits that were left out so that they can test the groups.
    `mixture` is None where no groups were found, `earlier` where none were kept before.
    """

    made: str
    customers: int
    fitted_on: int
    stability: float | None
    tried: tuple[Tried, ...]
    without: tuple[str, ...]
    encodings: tuple[Encoding, ...]
    mixture: Mixture | None
    groups: tuple[KeptGroup, ...]
    earlier: Earlier | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return {
            "made": self.made,
            "customers": self.customers,
            "fitted_on": self.fitted_on,
            "stability": self.stability,
            "without": list(self.without),
            "tried": [{"groups": one.groups, "bic": one.bic, "stability": one.stability} for one in self.tried],
            "groups": [_group(one) for one in self.groups],
            **({"earlier": _told_earlier(self.earlier)} if self.earlier else {}),
            "traits": [_plain(one.to_json()) for one in self.encodings],
            "model": _model(self.mixture) if self.mixture else None,
        }


def kept_from(told: Mapping[str, Any]) -> Kept:
    """Returns what `to_json` told; raises `KeyError`, `TypeError` or `ValueError` where it can't be that."""
    model = told["model"]
    mixture = None
    if model is not None:
        arrays = {name: np.array(model[name], np.float64) for name in _ARRAYS}
        mixture = Mixture(**_shaped(arrays), noise=float(model["noise"]))
    return Kept(
        str(told["made"]),
        int(told["customers"]),
        int(told["fitted_on"]),
        told["stability"],
        tuple(Tried(**one) for one in told["tried"]),
        tuple(told["without"]),
        tuple(encoding_from(one) for one in told["traits"]),
        mixture,
        _groups(told["groups"]),
        _earlier(told["earlier"]) if told.get("earlier") else None,
    )


def kept(grouping: Grouping, *, made: str, how: tuple[Encoding, ...], without: tuple[str, ...],
         groups: tuple[KeptGroup, ...], earlier: Earlier | None = None) -> Kept:  # fmt: skip
    """Returns a fit that can be kept."""
    return Kept(
        made, len(grouping.group), grouping.fitted_on, grouping.stability, grouping.tried, without, how,
        grouping.mixture, groups, earlier,
    )  # fmt: skip


def _group(one: KeptGroup) -> dict[str, Any]:
    return {"id": one.id, "customers": one.customers, "names": dict(one.names)}


def _groups(told: Sequence[Mapping[str, Any]]) -> tuple[KeptGroup, ...]:
    return tuple(KeptGroup(one["id"], one["names"], int(one["customers"])) for one in told)


def _told_earlier(one: Earlier) -> dict[str, Any]:
    return {
        "made": one.made,
        "groups": [_group(each) for each in one.groups],
        "moves": [list(each) for each in one.moves],
    }


def _earlier(told: Mapping[str, Any]) -> Earlier:
    moves = tuple((str(old), str(new), int(count)) for old, new, count in told["moves"])
    return Earlier(str(told["made"]), _groups(told["groups"]), moves)


def _model(mixture: Mixture) -> dict[str, Any]:
    arrays = {name: np.round(getattr(mixture, name), _DIGITS).tolist() for name in _ARRAYS}
    return {**arrays, "noise": round(mixture.noise, _DIGITS)}


def _shaped(arrays: dict[str, Floats]) -> dict[str, Any]:
    """Gives empty tables their two sides back."""
    groups = len(arrays["sizes"])
    tables = {name: arrays[name].reshape(groups, -1) for name in ("means", "word_logs")}
    return {**arrays, **tables}


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Turns tuples into lists, as files hold them."""
    return {key: _plain(one) if isinstance(one, dict) else list(one) if isinstance(one, tuple) else one
            for key, one in told.items()}  # fmt: skip
