"""Devices that several customers used in turn: whose they were, and from when on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.linking import Links
from resa.collect.identity.network import Section, ranks
from resa.model.identifier import DEVICE_NAMESPACES


@dataclass(frozen=True, slots=True)
class Turns:
    """Whose each handed-over device was, sorted by device and time.

    `device` and `root` are numbers of identifiers in the section; `time` is when this customer began to use it,
    microseconds since the epoch. A device's first turn also covers everything before it.
    """

    device: NDArray[np.int32]
    time: NDArray[np.int64]
    root: NDArray[np.int32]

    def first(self, device: NDArray[np.int32]) -> NDArray[np.int32]:
        """Returns the first customer of each device, the device itself where nobody known used it."""
        at = np.searchsorted(self.device, device)
        has_any = at < len(self.device)
        has_any[has_any] = self.device[at[has_any]] == device[has_any]
        found = device.copy()
        found[has_any] = self.root[at[has_any]]
        return found


def turns(book: IdentityBook, part: Section, links: Links) -> Turns:
    """Returns the turns of every device that decides where a subject belongs.

    A login at the very instant of another is ordered by the texts of who logged in.
    """
    device, subject = _logins(book, part, links)
    uses, lengths = book.evidence.uses(part.subjects[subject])
    if not len(uses):
        return Turns(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int32))
    time = book.evidence.use_time.view[uses]
    device, subject = np.repeat(device, lengths), np.repeat(subject, lengths)
    best = links.best[subject]
    tie = ranks(book, part.identifiers[best])
    order = np.lexsort((tie, part.network.level[best], time, device))
    device, time, root = device[order], time[order], links.subject_root[subject[order]]
    starts = np.ones(len(order), dtype=np.bool_)
    starts[1:] = (device[1:] != device[:-1]) | (root[1:] != root[:-1])
    return Turns(device[starts], time[starts], root[starts])


def _logins(book: IdentityBook, part: Section, links: Links) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Returns the devices that decide somewhere, each with the subjects of the named customers who used it."""
    network = part.network
    devices = np.unique(links.device[links.device >= 0])
    begins, ends = network.identifier_starts[devices], network.identifier_starts[devices + 1]
    rows = [np.arange(begin, end) for begin, end in zip(begins, ends, strict=True)]
    subject = network.subjects[np.concatenate(rows)] if rows else np.zeros(0, dtype=np.int32)
    device = np.repeat(devices, ends - begins)
    best = links.best[subject]
    is_device = np.array([name in DEVICE_NAMESPACES for name in book.namespaces])
    is_login = (subject < len(part.subjects)) & links.is_named[best] & (links.device[subject] < 0)
    is_login &= ~is_device[book.identifiers.kinds.view[part.identifiers[best]]]  # another device says nothing of who
    device, subject = device[is_login], subject[is_login]
    for one, other in network.apart:
        meets = ((device == one) & (links.subject_root[subject] == links.root[other])) | (
            (device == other) & (links.subject_root[subject] == links.root[one])
        )
        device, subject = device[~meets], subject[~meets]
    return device, subject
