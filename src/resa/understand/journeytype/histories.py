"""Histories to compare as paths: seen at a grain whose codes follow the names, per customer or per account."""

from dataclasses import dataclass

import numpy as np

from resa.kernels.join import concatenate, recode
from resa.kernels.partition import Partition
from resa.kernels.unite import united
from resa.mapping.catalogue import Catalogue
from resa.store.port import Engine, Scope
from resa.understand.conversion import profile_texts
from resa.understand.history import FieldSource
from resa.understand.lens import Lens, lens
from resa.understand.reach import dictionary_of


@dataclass(frozen=True, slots=True)
class Accounts:
    """Customers of one account count as one: those of whom the profile field `name` says the same."""

    name: str
    source: FieldSource

    def note(self, left_out: int) -> str:
        """Returns what readers must know of this."""
        one = f"customers with the same profile.{self.name} are one account"
        return f"{one}; {left_out} customers without one are left out"


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Units in one partition, its touchpoints being `names` by alphabet; `left_out` customers have no account."""

    partition: Partition
    names: tuple[str, ...]
    left_out: int = 0


def histories(
    engine: Engine, *, scope: Scope, by: str, catalogue: Catalogue | None = None, accounts: Accounts | None = None
) -> Histories:
    """Returns everything in scope in one piece; takes about 50 bytes an interaction.

    Codes by name, and so hashes of paths, are the same in whatever order sources arrived.
    """
    seen = by_name(lens(by, dictionary=dictionary_of(engine, scope=scope), catalogue=catalogue))
    whole = concatenate(list(engine.partitions(scope)))
    codes = np.array(seen.code_of_place, np.uint16)
    partition = recode(whole, touchpoints=seen.names, touchpoint_of_place=codes)
    if accounts is None:
        return Histories(partition, seen.names)
    told = profile_texts(accounts.source, name=accounts.name, customer=partition.customer.astype(np.int64))
    rank = np.append(np.argsort(np.argsort(np.array(told.names, np.str_))), -1)
    return Histories(united(partition, group=rank[told.codes]), seen.names, int(np.count_nonzero(told.codes < 0)))


def by_name(seen: Lens) -> Lens:
    """Returns the same lens with its names in alphabetical order.

    >>> by_name(Lens(("web", "app"), (0, 0, 1)))
    Lens(names=('app', 'web'), code_of_place=(1, 1, 0))
    """
    names = tuple(sorted(seen.names))
    rank = {name: at for at, name in enumerate(names)}
    return Lens(names, tuple(rank[seen.names[code]] for code in seen.code_of_place))
