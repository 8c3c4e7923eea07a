"""One customer as a whole: persona, type of journey, profile, channels, feelings told and read, open pains met."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.app.customer import customers_named
from resa.app.feedbackreading import read_before
from resa.app.workspace import Workspace
from resa.model.condition import quoted
from resa.model.measurement import Base
from resa.model.resolvedmap import PainMark
from resa.model.table import Measure, Table
from resa.store.port import Scope
from resa.understand.answer import ends
from resa.understand.figure import mean
from resa.understand.persona.naming import LANGUAGES
from resa.understand.persona.roster import Roster
from resa.understand.told import answers

COLUMNS = ("aspect", "what", "name", "figure", "unit", "n", "first", "last", "provenance")
MEASURES = {
    "figure": Measure("", "in_unit"),
    "n": Measure("interactions", "that_it_rests_on"),
}
_FILTER = re.compile(r'--where "(?P<where>.*)"\s*$')
_UNTIMED = np.iinfo(np.int64).min

Row = dict[str, Any]


def overview(workspace: Workspace, name: str) -> Table:
    """Returns everything that is known of a customer in one table, each row with who says it.

    `figure` is how sure a persona or a type is, the share of what the customer did on a channel, a mean feeling from
    -2 to 2. A "pain" is an open finding whose place the customer met, which does not say that it hurt. Costs the
    personas, the types and the findings of the workspace where nobody has asked for them yet.
    """
    codes = customers_named(workspace, name)
    seen = _Seen(workspace, name, codes)
    who = [*_persona(workspace, codes), *_type(workspace, codes), *_profile(workspace, codes)]
    rows = [*who, *seen.channels(), *_feelings(workspace, codes)]
    return Table(
        what="customer-overview",
        columns=COLUMNS,
        rows=tuple(dict.fromkeys(COLUMNS) | row for row in (*rows, *seen.pains())),
        base=Base(len(codes), seen.interactions),
        as_of=workspace.now(),
        revision=workspace.engine.revision,
        measures=MEASURES,
        notes=("a pain stands here where the customer met its place; that does not say that it hurt",),
    )


def _persona(workspace: Workspace, codes: list[int]) -> Iterator[Row]:
    """The persona a customer belongs to with how sure that is, and those of workshops whose claims it fits."""
    alive = workspace.personas
    at = np.flatnonzero(np.isin(alive.known.customers, codes))[:1]
    if not len(at) or not alive.kept.groups:
        return
    group = alive.kept.groups[int(alive.group[at[0]])]
    names = alive.roster.names(group)
    yield {
        "aspect": "persona",
        "what": group.id,
        "name": names["en"],
        "names": [[language, names.get(language, group.id)] for language in LANGUAGES],
        "figure": float(alive.sureness[at[0]]),
        "unit": "share",
        "provenance": "inferred",
    }
    for one in Roster(alive.kept, alive.described).workshop:
        if set(codes) & alive.segments.get(one.id, frozenset()):
            yield {"aspect": "persona", "what": one.id, "name": one.name or one.id, "provenance": "asserted"}


def _type(workspace: Workspace, codes: list[int]) -> Iterator[Row]:
    typed = workspace.typed
    if typed is None:
        return
    at = np.flatnonzero(np.isin(typed.customers, codes))[:1]
    if len(at):
        one = typed.kept.types[int(typed.type_of[at[0]])]
        yield {
            "aspect": "type",
            "what": one.id,
            "name": one.name,
            "figure": float(typed.sureness[at[0]]),
            "unit": "share",
            "provenance": "inferred",
        }


def _profile(workspace: Workspace, codes: list[int]) -> Iterator[Row]:
    """What profiles tell of the customer, field by field and in their words; of several the last one that tells it."""
    table = workspace.further.table("profiles")
    mine = pc.is_in(table["customer"], value_set=pa.array(codes, table["customer"].type))
    told = table["properties"].filter(mine).to_pylist()
    for field, text in {field: text for one in told for field, text in one or () if text}.items():
        yield {"aspect": "profile", "what": field, "name": text, "provenance": "measured"}


def _feelings(workspace: Workspace, codes: list[int]) -> Iterator[Row]:
    """How the customer feels by scores, and by what was read in its words; never put together."""
    said = answers(workspace.further, catalogue=workspace.catalogue)
    at = np.flatnonzero(np.isin(said.customer, codes) & ~np.isnan(said.feelings))
    yield from _feeling("reported", said.feelings[at], said.microseconds[at], provenance="measured")
    heard = read_before(workspace)
    if heard is None:
        return
    ours = heard.ours
    at = np.flatnonzero(np.isin(ours.said.customer, codes) & ours.is_read)
    felt = heard.readings.valence[ours.wording[at]]
    yield from _feeling("read", felt, ours.said.microseconds[at], provenance="inferred")


def _feeling(what: str, felt: np.ndarray[Any, Any], at: np.ndarray[Any, Any], *, provenance: str) -> Iterator[Row]:
    if not len(felt):
        return
    found = mean(felt, unit="feeling")
    timed = sorted(
        (_moment(int(when)), float(one)) for one, when in zip(felt, at, strict=True) if when > max(0, _UNTIMED)
    )
    yield {
        "aspect": "feeling",
        "what": what,
        "figure": found.figure,
        **({"figure_interval": ends(found.interval)} if found.interval else {}),
        "unit": "feeling",
        "n": len(felt),
        "first": timed[0][0] if timed else None,
        "last": timed[-1][0] if timed else None,
        "series": [list(one) for one in timed],
        "provenance": provenance,
    }


class _Seen:
    """What the customer did, gathered once."""

    def __init__(self, workspace: Workspace, name: str, codes: list[int]) -> None:
        self._workspace, self._name, self._codes = workspace, name, codes
        self._acts: list[tuple[str, str, datetime]] = []
        for part in workspace.engine.partitions(workspace.scope(f"customer = {quoted(name)}")):
            names = part.dictionary
            for at in range(part.interactions):
                when = datetime.fromtimestamp(int(part.time[at]) + part.origin, UTC)
                channel = names.places[int(part.place[at])].channel
                self._acts.append((channel, names.touchpoints[int(part.touchpoint[at])], when))

    @property
    def interactions(self) -> int:
        """How many interactions there are."""
        return len(self._acts)

    def channels(self) -> Iterator[Row]:
        """Yields each channel, the one used most first."""
        found: dict[str, list[datetime]] = {}
        for channel, _, when in self._acts:
            found.setdefault(channel, []).append(when)
        for channel, times in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            yield {
                "aspect": "channel",
                "what": channel,
                "figure": len(times) / len(self._acts),
                "unit": "share",
                "n": len(times),
                "first": min(times),
                "last": max(times),
                "provenance": "measured",
            }

    def pains(self) -> Iterator[Row]:
        """Yields the open pains whose place the customer met, the largest first."""
        from resa.app.rememberedmap import findings  # what draws maps is loaded where one is asked for

        if not self._acts or not self._workspace.knowledge.goals:
            return
        marks = sorted((one for one in findings(self._workspace).pains if one.kind == "pain"), key=lambda one: one.rank)
        for mark in marks:
            times = self._met(mark)
            if times:
                yield {
                    "aspect": "pain",
                    "what": mark.title_key.removeprefix("pain."),
                    "name": str(mark.params.get("touchpoint") or mark.params.get("channel") or mark.touchpoint or ""),
                    "title_key": mark.title_key,
                    "params": dict(mark.params),
                    "stage": mark.stage,
                    "n": len(times),
                    "first": min(times),
                    "last": max(times),
                    "provenance": "measured",
                }

    def _met(self, mark: PainMark) -> list[datetime]:
        """Returns when the customer met the place of a finding: by the filter that shows it, else by its touchpoint."""
        found = next((told for one in mark.evidence if (told := _FILTER.search(one))), None)
        at_place = [when for _, touchpoint, when in self._acts if touchpoint == mark.touchpoint]
        if found is None:
            return at_place
        where = f"({found['where']}) and customer = {quoted(self._name)}"
        scope: Scope = self._workspace.scope(where)
        times = [
            datetime.fromtimestamp(int(one) + part.origin, UTC)
            for part in self._workspace.engine.partitions(scope)
            for one in part.time
        ]
        if mark.touchpoint is None or not times:
            return times
        return [when for when in at_place if when in set(times)]


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)
