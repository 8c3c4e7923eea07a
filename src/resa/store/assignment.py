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
    codes, so codes stay when others merge. Subjects of a handed-over device belong to different customers at different
    times: `handover_subject`, `handover_time` (microseconds since the epoch, sorted within a subject) and
    `handover_customer` say from when on; before the first handover `customer` holds.
    `tables` are the projections people may look at: "identifiers", "links", "merges", "conflicts". "identifiers" has
    the columns `customer`, `namespace` and `text`; where others have a column `customer`, it holds customer codes.
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
        found = np.full(len(subject), -1, np.int32)
        found[known] = self.customer[subject[known]]
        if not len(self.handover_subject):
            return found
        timed = np.flatnonzero(known & np.isin(subject, self.handover_subject))
        found[timed] = self._handed(subject[timed], time=time[timed], before=found[timed])
        return found

    def _handed(
        self, subject: NDArray[np.int32], *, time: NDArray[np.int64], before: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Returns for each interaction the customer of the last handover up to its time, else that of `before`."""
        handovers = len(self.handover_subject)
        subjects = np.concatenate([self.handover_subject, subject])
        is_use = np.arange(len(subjects)) >= handovers
        order = np.lexsort((is_use, np.concatenate([self.handover_time, time]), subjects))
        last = np.maximum.accumulate(np.where(is_use[order], -1, np.arange(len(order))))
        handover = order[np.maximum(last, 0)]
        is_mine = (last >= 0) & (subjects[handover] == subjects[order]) & (handover < handovers)
        uses = is_use[order]
        at = order[uses] - handovers
        customer = before.copy()
        customer[at] = np.where(is_mine[uses], self.handover_customer[handover[uses] % handovers], before[at])
        return customer
