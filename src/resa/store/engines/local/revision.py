"""From one revision to the next: what changed between two manifests, and whom it touches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.model.condition import CUSTOMER_PREFIX, Comparison
from resa.store.assignment import Assignment
from resa.store.engines.local.build import rows_of
from resa.store.engines.local.customerfield import profile_texts, profile_words, satisfying_customers
from resa.store.engines.local.histories import joined_rows
from resa.store.engines.local.identity import Catalogue, read_assignment, read_catalogue
from resa.store.engines.local.journeystore import JourneyStore, load
from resa.store.engines.local.rowfield import RowFields
from resa.store.engines.local.state import State, no_histories, state_of
from resa.store.engines.local.tie import TieBreaks
from resa.store.manifest import Manifest
from resa.store.place import PlaceNumbers, dictionary_of
from resa.store.placefield import satisfying_places
from resa.store.port import Scope
from resa.store.who import NOBODY, changed_subjects, customers_of, distinct, resolved
from resa.store.workspace import Workspace

_SMALL = 500_000
"""An overlay of so many interactions is never worth a rebuild."""

_FIRST = 20_000
"""So many interactions without a journey store are worth one."""

_LARGE_SHARE = 0.1

Flags = NDArray[np.bool_]


class Told:
    """What was told of customers, read from the segments when it is first asked for."""

    def __init__(self) -> None:
        self._words: pa.Table | None = None
        self._flags: dict[Comparison, Flags] = {}
        self._texts: dict[str, pa.ChunkedArray] = {}

    def words(self, revision: "Revision") -> pa.Table:
        """Returns everything told, as `profile_words` does."""
        if self._words is None:
            segments = revision.manifest.segments
            self._words = profile_words(revision.workspace, segments, assignment=revision.assignment)
        return self._words

    def satisfying(self, comparison: Comparison, *, revision: "Revision", scope: Scope) -> Flags:
        """Returns by customer code whether the comparison holds; segments are the scope's, all else is remembered."""
        if comparison in self._flags:
            return self._flags[comparison]
        layers = revision.state.layers
        codes = 1 + max(int(layer.histories.partition.customer.max(initial=-1)) for layer in layers)
        is_profile = comparison.field.startswith(CUSTOMER_PREFIX)
        texts = self._texts_of(comparison.field, revision=revision, customers=codes) if is_profile else None
        found = satisfying_customers(
            comparison, texts=texts, assignment=revision.assignment, scope=scope, customers=codes
        )
        if comparison.field != "segment":
            self._flags[comparison] = found
        return found

    def _texts_of(self, field: str, *, revision: "Revision", customers: int) -> pa.ChunkedArray:
        """Returns the texts of a profile field by customer code; who asks of one country asks of another next."""
        if field not in self._texts:
            self._texts[field] = profile_texts(field, words=self.words(revision), customers=customers)
        return self._texts[field]


@dataclass(frozen=True, slots=True)
class Revision:
    """Everything that answers rest on, at one revision. `held` names the segments whose rows the state holds."""

    manifest: Manifest
    assignment: Assignment
    catalogue: Catalogue
    numbers: PlaceNumbers
    state: State
    held: frozenset[tuple[int, int]]
    workspace: Workspace
    told: Told = field(default_factory=Told)

    @property
    def is_worth_compacting(self) -> bool:
        """Whether so much stands over the journey store that building it anew pays."""
        overlay, base = self.state.overlay_interactions, self.state.base_interactions
        return overlay > (max(_SMALL, base * _LARGE_SHARE) if base else _FIRST)

    def leads_to(self, manifest: Manifest) -> bool:
        """Says whether what the state holds is all in the manifest, so that it can be advanced to it."""
        return self.held <= {(segment.id, segment.first_row) for segment in manifest.segments}

    def lookup(self, scope: Scope, *, rows: RowFields) -> "RevisionLookup":
        """Returns what answers the comparisons of a scope."""
        return RevisionLookup(self, scope, rows)


class RevisionLookup:
    """Answers comparisons at one revision."""

    def __init__(self, revision: Revision, scope: Scope, rows: RowFields) -> None:
        self._revision = revision
        self._scope = scope
        self._rows = rows

    def places(self, comparison: Comparison) -> Flags:
        """Returns by place code whether the comparison holds."""
        dictionary = self._revision.state.dictionary
        sources = {segment.source for segment in self._revision.manifest.segments}
        return satisfying_places(comparison, dictionary=dictionary, stages=self._scope.stages, sources=sources)

    def customers(self, comparison: Comparison) -> Flags:
        """Returns by customer code whether the comparison holds."""
        return self._revision.told.satisfying(comparison, revision=self._revision, scope=self._scope)

    def rows(self, comparison: Comparison) -> Flags:
        """Returns by row number whether the comparison holds."""
        manifest = self._revision.manifest
        return self._rows.satisfying(comparison, segments=manifest.segments, rows=manifest.next_row)


def first_revision(manifest: Manifest, *, workspace: Workspace, journeys: Path | None = None) -> Revision:
    """Returns the revision from the journey store and what came after it; without a store, from the segments."""
    folder = journeys or (workspace.path(manifest.journeys) if manifest.journeys else None)
    store = load(folder) if folder else None
    present = frozenset((segment.id, segment.first_row) for segment in manifest.segments)
    if store is None or not store.segments <= present:
        store = _empty_store(read_catalogue(workspace, manifest.catalogue))
    dictionary = store.histories.partition.dictionary
    begun = Revision(
        manifest=Manifest(),
        assignment=store.assignment,
        catalogue=dict(store.catalogue),
        numbers=PlaceNumbers(dictionary.places),
        state=state_of(store.histories, dictionary=dictionary),
        held=store.segments,
        workspace=workspace,
    )
    return advanced(begun, manifest, workspace=workspace)


def _empty_store(catalogue: Mapping[tuple[str, str], str]) -> JourneyStore:
    return JourneyStore(no_histories(dictionary_of((), catalogue=catalogue)), NOBODY, catalogue, frozenset())


def advanced(old: Revision, manifest: Manifest, *, workspace: Workspace) -> Revision:
    """Returns the revision of the manifest, made from an older one by encoding anew whom the changes touch."""
    present = {(segment.id, segment.first_row): segment for segment in manifest.segments if segment.interactions}
    if not old.held <= present.keys():
        return first_revision(manifest, workspace=workspace)
    new = [segment for at, segment in present.items() if at not in old.held]
    assignment = old.assignment
    if old.manifest.assignment != manifest.assignment or old.manifest.revision == 0:
        assignment = read_assignment(workspace, manifest.assignment)
    catalogue = old.catalogue
    if old.manifest.catalogue != manifest.catalogue or old.manifest.revision == 0:
        catalogue = read_catalogue(workspace, manifest.catalogue)
    rows = joined_rows([rows_of(workspace, segment, numbers=old.numbers) for segment in new])
    customer = resolved(assignment, subject=rows.subject, instant=rows.instant)
    subjects = np.empty(0, np.int32) if assignment is old.assignment else changed_subjects(old.assignment, assignment)
    touched = distinct(customer, customers_of(old.assignment, subjects), customers_of(assignment, subjects))
    state = _with_dictionary(old, catalogue=catalogue)
    if len(touched):
        ties = TieBreaks(workspace, manifest.segments)
        state = state.stepped(touched=touched[touched >= 0], rows=rows, assignment=assignment, ties=ties)
    return Revision(manifest, assignment, catalogue, old.numbers, state, frozenset(present), workspace)


def _with_dictionary(old: Revision, *, catalogue: Catalogue) -> State:
    """Returns the old state with the dictionary of all places that are numbered now, and of the catalogue."""
    known = old.state.dictionary
    if catalogue == old.catalogue and len(known.places) == len(old.numbers):
        return old.state
    dictionary = dictionary_of(old.numbers.places, catalogue=catalogue)
    before = known.touchpoint_of_place
    keeps_codes = np.array_equal(dictionary.touchpoint_of_place[: len(before)], before)  # though names may change
    return old.state.told(dictionary) if keeps_codes else old.state.grouped(dictionary)
