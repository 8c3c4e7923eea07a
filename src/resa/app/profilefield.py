"""The fields that profiles have: filtering or splitting by one that nobody has is an error, not an empty answer."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from resa.model.condition import CUSTOMER_PREFIX
from resa.model.errors import UnknownNameError


def profile_fields(profiles: pa.Table) -> frozenset[str]:
    """Returns the fields that any profile has, as filters write them: "profile.country"."""
    told = profiles["properties"].combine_chunks() if profiles.num_rows else None
    if told is None:
        return frozenset()
    whole = pa.concat_arrays(told.chunks) if isinstance(told, pa.ChunkedArray) else told
    return frozenset(f"{CUSTOMER_PREFIX}{name}" for name in pc.unique(whole.keys).to_pylist())


def require_profile_fields(named: Iterable[str], *, known: frozenset[str]) -> None:
    """Raises `UnknownNameError` for the first named profile field that no profile has; other fields pass.

    >>> require_profile_fields(["channel", "profile.country"], known=frozenset({"profile.country"}))
    """
    for name in named:
        if name.startswith(CUSTOMER_PREFIX) and name not in known:
            raise UnknownNameError("profile field", name, known=known)
