"""Personas as the app shows and changes them; every change can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from resa.app.audit import record
from resa.app.keptgroups import KEPT_FIT
from resa.app.permission import Act, Person, require
from resa.app.personas import (
    Saying,
    claims_tested,
    describe_persona,
    fit_personas,
    keep_said,
    kept_roster,
    write_said,
)
from resa.app.personasheet import brought
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.errors import FailureError
from resa.model.table import Table
from resa.understand.answer import ends
from resa.understand.array import Flags
from resa.understand.comparison import share_difference
from resa.understand.figure import share
from resa.understand.persona.answer import DRIFT
from resa.understand.persona.claim import claiming, levels_of
from resa.understand.persona.described import (
    BEFORE_FILE,
    FIT_FILE,
    Described,
    read_entry,
    with_described,
    without_described,
)
from resa.understand.persona.feature import ASPECTS
from resa.understand.persona.grouping import LEAST_ROWS, LEAST_STABILITY, Progress
from resa.understand.persona.kept import Kept, KeptGroup
from resa.understand.persona.living import Living
from resa.understand.persona.naming import LANGUAGES
from resa.understand.persona.trait import LEAST_PEOPLE

Plain = dict[str, Any]


class FitOnItsWayError(FailureError):
    """Somebody else finds personas at the moment."""

    code: ClassVar[str] = "fit_on_its_way"


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did, and what was said of these personas before it; null where nothing was."""

    before: Mapping[str, Plain | None]
    claims: Table | None = None


def personas_page(person: Person, served: ServedWorkspace) -> Plain:
    """Returns the personas with their sizes, what is said of each, and how the groups were found, or why not."""
    require(person, Act.SEE_MAPS)
    return served.ask(_page)


def _page(workspace: Workspace) -> Plain:
    alive = workspace.personas
    fit = alive.kept
    found = [_found(alive, at, one) for at, one in enumerate(fit.groups)]
    return {
        "state": _state(alive),
        "is_kept": alive.is_kept,
        "has_before": (workspace.folder / BEFORE_FILE).exists(),
        "made": fit.made if alive.is_kept else None,
        "customers": len(alive.known.customers),
        "others": alive.known.others,
        "fitted_on": fit.fitted_on,
        "stability": fit.stability,
        "least_stability": LEAST_STABILITY,
        "least_customers": LEAST_ROWS,
        "without": list(fit.without),
        "tried": [asdict(one) for one in fit.tried],
        "personas": [*sorted(found, key=lambda one: (-(one["customers"] or 0), one["id"])), *_workshop(alive)],
        "earlier": _earlier(fit),
        "traits": _traits(alive),
    }


def _state(alive: Living) -> str:
    """Returns "found", or why there are no groups: "few" customers, all "alike", or "unstable"."""
    if alive.kept.mixture is not None:
        return "found"
    if not alive.kept.tried:
        return "few"
    return "unstable" if any(one.stability is not None for one in alive.kept.tried) else "alike"


def _found(alive: Living, at: int, group: KeptGroup) -> Plain:
    everybody, then = len(alive.known.customers), alive.kept.customers
    now = int(alive.members(at).sum())
    p = share_difference(now, whole=everybody, other_part=group.customers, other_whole=then)
    return {
        **_sized(alive, group.id, dict(alive.roster.names(group)), alive.members(at)),
        "share_at_fit": group.customers / max(then, 1) if alive.is_kept else None,
        "has_drifted": alive.is_kept and p < DRIFT,
        "provenance": "inferred",
        "found_names": dict(group.names),
        **_said(alive.roster.said(group.id)),
    }


def _workshop(alive: Living) -> list[Plain]:
    rows = []
    for one in alive.roster.workshop:
        fit = claiming(alive.known, alive.kept.encodings, one.claims)
        names = dict.fromkeys(LANGUAGES, one.name or one.id)
        verdicts = [claim.verdict for claim in fit.claims]
        row = {
            **_sized(alive, one.id, names, fit.members),
            "share_at_fit": None,
            "has_drifted": False,
            "provenance": "asserted",
            "found_names": None,
            "verdicts": {name: verdicts.count(name) for name in dict.fromkeys(verdicts)},
            "nearest": _nearest(alive, fit.members),
        }
        rows.append({**row, **_said(one)})
    return rows


def _nearest(alive: Living, members: Flags) -> Plain | None:
    """Returns the persona of the data in which most of those who fit a workshop's persona are."""
    whole = int((members & (alive.group >= 0)).sum())
    if whole < LEAST_PEOPLE:
        return None
    counts = [int((members & alive.members(at)).sum()) for at in range(len(alive.kept.groups))]
    at = max(range(len(counts)), key=lambda one: counts[one])
    group = alive.kept.groups[at]
    told = share(counts[at], whole=whole)
    return {
        "id": group.id,
        "names": dict(alive.roster.names(group)),
        "share": told.figure,
        "interval": ends(told.interval) if told.interval else None,
        "n": whole,
    }


def _sized(alive: Living, name: str, names: Mapping[str, str], members: Flags) -> Plain:
    """Returns a persona's size; fewer than five are not told, nor that there are none of them."""
    n = int(members.sum())
    told = share(n, whole=len(alive.known.customers)) if n >= LEAST_PEOPLE else None
    return {
        "id": name,
        "names": dict(names),
        "customers": n if told else None,
        "share": told.figure if told else None,
        "interval": ends(told.interval) if told and told.interval else None,
    }


def _said(one: Described) -> Plain:
    return {"said": one.plain(), "said_by": dict(one.said_by)}


def _earlier(fit: Kept) -> Plain | None:
    if fit.earlier is None:
        return None
    groups = [{"id": one.id, "names": dict(one.names), "customers": one.customers} for one in fit.earlier.groups]
    return {"made": fit.earlier.made, "groups": groups, "moves": [list(one) for one in fit.earlier.moves]}


def _traits(alive: Living) -> list[Plain]:
    """Returns what a workshop can claim, and what can be left out of a fit to test it."""
    rows = []
    for one in alive.known.traits:
        levels, has_figures = levels_of(alive.known, alive.kept.encodings, one.id)
        if one.aspect in ASPECTS and len(levels) > 1:
            rows.append({"id": one.id, "aspect": one.aspect, "levels": list(levels), "has_figures": has_figures})
    return rows


def say_of_persona(person: Person, served: ServedWorkspace, persona: str, saying: Saying) -> Changed:
    """Writes what this person says of a persona."""
    require(person, Act.CHANGE_DATA)

    def change(workspace: Workspace) -> Changed:
        lasting = kept_roster(workspace).lasting(persona)
        before = _entry(workspace, lasting)
        describe_persona(workspace, lasting, saying)
        return Changed({lasting: before})

    changed = served.change(change)
    _written_down(person, served, act="persona.say", about=next(iter(changed.before)))
    return changed


def bring_personas(person: Person, served: ServedWorkspace, name: str, content: bytes) -> Changed:
    """Takes a workshop's personas from a file, and tests what they claim."""
    require(person, Act.CHANGE_DATA)

    found = served.ask(lambda workspace: brought(content, name=name, alive=workspace.personas, by=person.name))

    def change(workspace: Workspace) -> dict[str, Plain | None]:
        before = {one.id: _entry(workspace, one.id) for one in found}
        keep_said(workspace, found)
        return before

    before = served.change(change)
    changed = Changed(before, served.ask(lambda workspace: claims_tested(workspace, found)))
    _written_down(person, served, act="persona.import", about=name)
    return changed


def put_back(person: Person, served: ServedWorkspace, said: Mapping[str, Plain | None]) -> Changed:
    """Says of these personas what was said before; null takes what is said away, a workshop's persona with it."""
    require(person, Act.CHANGE_DATA)
    wanted = {name: read_entry(name, entry) if entry is not None else None for name, entry in said.items()}

    def change(workspace: Workspace) -> Changed:
        before = {name: _entry(workspace, name) for name in wanted}
        known: Sequence[Described] = workspace.knowledge.personas
        for name, one in wanted.items():
            known = with_described(known, one) if one is not None else without_described(known, name)
        write_said(workspace, known)
        return Changed(before)

    changed = served.change(change)
    _written_down(person, served, act="persona.say", about=", ".join(wanted))
    return changed


def _entry(workspace: Workspace, name: str) -> Plain | None:
    found = next((one for one in workspace.knowledge.personas if one.id == name), None)
    return found.entry() if found is not None else None


_fitting: WeakKeyDictionary[ServedWorkspace, Lock] = WeakKeyDictionary()


def find_personas(
    person: Person,
    served: ServedWorkspace,
    *,
    without: Sequence[str] = (),
    most: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Finds the personas anew and keeps them; takes from seconds to a minute, and one at a time."""
    require(person, Act.CHANGE_DATA)
    lock = _fitting.setdefault(served, Lock())
    if not lock.acquire(blocking=False):
        raise FitOnItsWayError("expected nobody to be finding personas, somebody is; wait until it is done")
    try:
        served.change(lambda workspace: fit_personas(workspace, without=without, most=most, progress=progress))
    finally:
        lock.release()
    _written_down(person, served, act="persona.fit", about="personas")


def fit_back(person: Person, served: ServedWorkspace) -> bool:
    """Puts the personas before in the place of those that are kept, and returns whether any are."""
    require(person, Act.CHANGE_DATA)
    KEPT_FIT.swap(served.folder)
    served.follow()
    _written_down(person, served, act="persona.fit", about="before")
    return (served.folder / FIT_FILE).exists()


def _written_down(person: Person, served: ServedWorkspace, *, act: str, about: str) -> None:
    with served.database.writing() as connection:
        record(connection, person, act=act, about=about[:200], now=served.now())
