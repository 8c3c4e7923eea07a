"""What was counted lately, kept as long as it is still what the workspace would answer."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from resa.app.knowledge import Knowledge
from resa.app.workspace import Workspace
from resa.mapping.catalogue import Catalogue

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")
Memory = TypeVar("Memory")


class Lately(Generic[Key, Made]):
    """The last `most` things that were asked for, for several threads at once; what is asked again stays longest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Key, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Made | None:
        """Returns what is remembered, None where nothing is."""
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
            return found

    def keep(self, key: Key, made: Made) -> Made:
        """Remembers what was made, and returns it; what was not asked for longest is let go."""
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made

    def told(self, key: Key, make: Callable[[], Made]) -> Made:
        """Returns what is remembered; makes it where nobody asked lately."""
        found = self.get(key)
        return self.keep(key, make()) if found is None else found

    def forget(self, is_gone: Callable[[Key], bool]) -> None:
        """Lets go of what stands under such keys."""
        with self._lock:
            for key in [key for key in self._known if is_gone(key)]:
                del self._known[key]


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """What answers rest on: a revision, and settings that are read into new objects when they change."""

    revision: int
    knowledge: Knowledge
    catalogue: Catalogue
    heard: tuple[str, str] | None

    def is_that_of(self, other: "_Standing") -> bool:
        is_same = self.knowledge is other.knowledge and self.catalogue is other.catalogue
        return is_same and self.revision == other.revision and self.heard == other.heard


class PerWorkspace(Generic[Memory]):
    """A memory for each open workspace, begun anew with each revision, knowledge, catalogue and reading of texts.

    One that `is_deaf` holds nothing that was read in texts, and lasts when they are read or labelled anew.
    """

    def __init__(self, begin: Callable[[Workspace], Memory], *, is_deaf: bool = False) -> None:
        self._begin, self._is_deaf = begin, is_deaf
        self._known: WeakKeyDictionary[Workspace, tuple[_Standing, Memory]] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, workspace: Workspace) -> Memory:
        """Returns the memory of a workspace, a fresh one where answers may have changed."""
        heard = None if self._is_deaf else workspace.heard_mark
        standing = _Standing(workspace.engine.revision, workspace.knowledge, workspace.catalogue, heard)
        with self._lock:
            known = self._known.get(workspace)
        if known is not None and known[0].is_that_of(standing):
            return known[1]
        begun = self._begin(workspace)
        with self._lock:
            self._known[workspace] = (standing, begun)
        return begun
