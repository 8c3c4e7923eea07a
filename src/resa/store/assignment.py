"""Who is who: the customer behind each set of identifiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Assignment:
    """Says which customer every subject belongs to.

    `customer` (s,) gives the customer code of each subject code. A customer's code is the smallest of its subjects'
    codes, so codes stay when others merge. Subjects of a handed-over device belong to different customers at different times:
    `handover_subject`, `handover_time` (microseconds since the epoch, sorted within a subject) and
    `handover_customer` say from when on; before the first handover `customer` holds.
    `tables` are the projections people may look at: "identifiers", "links", "merges", "conflicts". "identifiers" has the
    columns `customer`, `namespace` and `text`; where others have a column `customer`, it holds customer codes.
    """

    customer: NDArray[np.int32]
    handover_subject: NDArray[np.int32]
    handover_time: NDArray[np.int64]
    handover_customer: NDArray[np.int32]
    tables: Mapping[str, pa.Table] = field(default_factory=dict)

    def resolve(self, subject: NDArray[np.int32], *, time: NDArray[np.int64]) -> NDArray[np.int32]:
        """Returns the customer of each interaction, -1 for subject -1.

        `time` is in microseconds since the epoch, aligned with `subject`.
        """
        known = subject >= 0
        found = np.where(known, self.customer[np.where(known, subject, 0)], -1).astype(np.int32)
        if not len(self.handover_subject):
            return found
        timed = np.flatnonzero(known & np.isin(subject, self.handover_subject))
        for one in np.unique(subject[timed]):
            rows = timed[subject[timed] == one]
            mine = np.flatnonzero(self.handover_subject == one)
            at = np.searchsorted(self.handover_time[mine], time[rows], side="right") - 1
            found[rows] = np.where(at >= 0, self.handover_customer[mine[np.maximum(at, 0)]], found[rows])
        return found
