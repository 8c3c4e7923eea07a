"""What is known about every identifier and subject after resolving."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Entry = TypeVar("Entry", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Standing:
    """Customers by subject code and by identifier code.

    `identifier_customer` is -1 where no subject belongs to an identifier's customer (it is shared, and every record
    with it names somebody else). `status` is as in `linking`. `is_refused` marks subjects whose equally trusted
    identifiers could not be joined. Handovers are as in `store.assignment`.
    """

    customer: NDArray[np.int32]
    identifier_customer: NDArray[np.int32]
    status: NDArray[np.int8]
    is_refused: NDArray[np.bool_]
    handover_subject: NDArray[np.int32]
    handover_time: NDArray[np.int64]
    handover_customer: NDArray[np.int32]

    @classmethod
    def empty(cls) -> "Standing":
        """Returns the standing of an empty book."""
        codes, times = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
        flags, statuses = np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int8)
        return cls(codes, codes, statuses, flags, codes, times, codes)

    def grown(self, identifiers: int, subjects: int) -> "Standing":
        """Returns a copy that may be written to, with room for this many identifiers and subjects."""
        return replace(
            self,
            customer=_longer(self.customer, subjects),
            identifier_customer=_longer(self.identifier_customer, identifiers),
            status=_longer(self.status, identifiers),
            is_refused=_longer(self.is_refused, subjects),
        )

    def with_handovers(
        self,
        *,
        replaced: NDArray[np.int32],
        subject: NDArray[np.int32],
        time: NDArray[np.int64],
        customer: NDArray[np.int32],
    ) -> "Standing":
        """Returns the standing with these handovers instead of those of the `replaced` subjects (ascending)."""
        at = np.minimum(np.searchsorted(replaced, self.handover_subject), max(0, len(replaced) - 1))
        is_kept = replaced[at] != self.handover_subject if len(replaced) else np.ones(len(at), dtype=np.bool_)
        subject = np.concatenate([self.handover_subject[is_kept], subject]).astype(np.int32)
        time = np.concatenate([self.handover_time[is_kept], time])
        order = np.lexsort((time, subject))
        return replace(
            self,
            handover_subject=subject[order],
            handover_time=time[order],
            handover_customer=np.concatenate([self.handover_customer[is_kept], customer])[order].astype(np.int32),
        )


def _longer(array: NDArray[Entry], size: int) -> NDArray[Entry]:
    longer = np.zeros(size, dtype=array.dtype)
    longer[: len(array)] = array
    return longer
