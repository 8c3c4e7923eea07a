"""A live document with a twin on which every update is tried first: what breaks, breaks the twin."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from pycrdt import Doc, Map, get_update

from resa.app.updatecheck import DEEPEST, UnfitUpdateError, check_fit
from resa.mapping import livedocument
from resa.mapping.livereading import ROOT, entry_of
from resa.model.errors import UsageError
from resa.model.journeymap import Change, JourneyMap

NOTHING = b"\x00\x00"
"""The update that changes nothing."""


class DamagedUpdateError(UsageError):
    """Bytes that are no update, or no state, of a document."""

    code: ClassVar[str] = "damaged_update"


class MissingUpdateError(UsageError):
    """An update that rests on another one which the server never took."""

    code: ClassVar[str] = "missing_update"


@dataclass(frozen=True, slots=True)
class Tried:
    """What an update changes: the records as they were and would be, and the names of the document's parts."""

    update: bytes
    before: Mapping[str, Mapping[str, Any]]
    after: Mapping[str, Mapping[str, Any]]
    roots: frozenset[str]


class TriedDocument:
    """A document of which only updates that were tried become a part; not for several threads at once."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self._kept = _document(contents)
        self._begin_twin()

    def state(self) -> bytes:
        """Returns what the document has, as a state vector."""
        return self._kept.get_state()

    def content(self) -> bytes:
        """Returns the whole document as one update."""
        return self._kept.get_update()

    def map(self) -> JourneyMap:
        """Returns the records of the document; what can't be read is left out."""
        return livedocument.read(self._kept)[0]

    def lacking(self, state: bytes) -> bytes:
        """Returns what somebody lacks who has `state`; raises `DamagedUpdateError`."""
        with _foreign_bytes():
            return self._kept.get_update(state)

    def tried(self, update: bytes) -> Tried:
        """Returns what the update would change, having tried it on the twin; then `keep` it, or `forget` it.

        Raises `DamagedUpdateError` and `MissingUpdateError`.
        """
        with _foreign_bytes():
            check_fit(update)
            get_update(update, b"\x00")  # reads all of it, before any document is touched
        try:
            with _foreign_bytes():
                changed = self._changed_by(lambda: self._twin.apply_update(update))
                is_whole = get_update(update, self._twin.get_state())[:1] == b"\x00"
        except DamagedUpdateError:
            self._begin_twin()  # what broke in the middle can't be trusted any more
            raise
        if not is_whole:
            raise MissingUpdateError(
                "expected an update that rests on what the server has, got one that lacks what came before; "
                "take the server's state and send again what is missing there"
            )
        return self._tried(update, changed)

    def written(self, changes: Sequence[Change]) -> Tried:
        """Returns the update that makes these changes, having made them on the twin; then `keep` it, or `forget` it."""
        updates: list[bytes] = []
        watch = self._twin.observe(lambda event: updates.append(event.update))
        try:
            changed = self._changed_by(lambda: livedocument.write(self._twin, changes))
        finally:
            self._twin.unobserve(watch)
        assert len(updates) <= 1, "one writing is one transaction"
        return self._tried(updates[0] if updates else NOTHING, changed)

    def keep(self, tried: Tried) -> None:
        """Makes what was tried a part of the document."""
        self._kept.apply_update(tried.update)

    def forget(self) -> None:
        """Takes back what was tried and not kept."""
        self._begin_twin()

    def _begin_twin(self) -> None:
        self._twin = _document([self._kept.get_update()])
        self._twin_records: Map[Any] = self._twin.get(ROOT, type=Map)

    def _changed_by(self, change: Callable[[], object]) -> frozenset[str]:
        """Returns the ids of the records that `change` touches on the twin."""
        touched: set[str] = set()
        deepest = [0]

        def note(events: list[Any]) -> None:
            for event in events:
                deepest[0] = max(deepest[0], len(event.path))
                touched.update([str(event.path[0])] if event.path else event.keys)

        watch = self._twin_records.observe_deep(note)
        try:
            change()
        finally:
            self._twin_records.unobserve(watch)
        if deepest[0] >= DEEPEST:
            raise UnfitUpdateError(f"expected at most {DEEPEST} levels within one another")
        return frozenset(touched)

    def _tried(self, update: bytes, changed: frozenset[str]) -> Tried:
        kept: Map[Any] = self._kept.get(ROOT, type=Map)
        roots = frozenset(self._twin.keys())
        return Tried(update, _raw(kept, changed), _raw(self._twin_records, changed), roots)


def map_in(*contents: bytes) -> tuple[JourneyMap, tuple[str, ...]]:
    """Returns the records that a document of these contents holds, and what of it could not be read."""
    return livedocument.read(_document(contents))


def merged(*contents: bytes) -> bytes:
    """Returns one content that says what these say together."""
    return contents[0] if len(contents) == 1 else _document(contents).get_update()


def content_of(journey_map: JourneyMap) -> bytes:
    """Returns a new document that holds this map."""
    return livedocument.update(livedocument.of(journey_map))


def _document(contents: Iterable[bytes]) -> Doc[Any]:
    document: Doc[Any] = Doc(allow_multithreading=True)
    for content in contents:
        document.apply_update(content)
    document.get(ROOT, type=Map)
    return document


def _raw(records: Map[Any], ids: frozenset[str]) -> dict[str, dict[str, Any]]:
    """Returns the records of these ids as plain mappings; what is no record at all is an empty one."""
    return {record_id: _plain(records, record_id) for record_id in sorted(ids) if record_id in records}


def _plain(records: Map[Any], record_id: str) -> dict[str, Any]:
    try:
        found = records[record_id]
    except ValueError:  # a part that has no meaning here, such as a drawing's XML
        return {}
    return entry_of(found) if isinstance(found, Map) else {}


@contextmanager
def _foreign_bytes() -> Iterator[None]:
    """Turns whatever bytes from outside break into one error; the library's panics are no `Exception`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise DamagedUpdateError(
            f"expected bytes of a document, got some that can't be read ({type(error).__name__}); reload the page"
        ) from error
