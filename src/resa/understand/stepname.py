"""Which touchpoints, channels or stages a name of a step means."""

from collections.abc import Sequence

from resa.kernels.origin import Origin
from resa.model.errors import UnknownNameError, UsageError

SIDES = ("after", "before")
VISITS = ("first", "last")


def step_codes(step: str, *, names: Sequence[str], where: str) -> frozenset[int]:
    """Returns the codes that a step means; raises `UnknownNameError` with the nearest names where there is none.

    A full name counts before a plain one; a plain name that several touchpoints share means any of them.

    >>> sorted(step_codes("basket", names=("app: basket", "home page", "web: basket"), where="--at"))
    [0, 2]
    """
    exact = [at for at, name in enumerate(names) if name == step]
    plain = [at for at, name in enumerate(names) if name.split(": ", 1)[-1] == step]
    if not exact and not plain:
        raise UnknownNameError("touchpoint", step, known=names, where=where)
    return frozenset(exact or plain)


def origin_at(at: str | None, *, names: Sequence[str], side: str = "after", visit: str = "first") -> Origin:
    """Returns where paths begin: with everybody's first step, or at the first or last visit to a step `at`."""
    if side not in SIDES:
        raise UsageError(f"expected --side {' or '.join(SIDES)}, got {side!r}")
    if visit not in VISITS:
        raise UsageError(f"expected --visit {' or '.join(VISITS)}, got {visit!r}")
    if at is None:
        backwards = side == "before"
        return Origin(is_before=backwards, is_last=backwards)
    anchor = step_codes(at, names=names, where="--at")
    return Origin(anchor, is_before=side == "before", is_last=visit == "last")
