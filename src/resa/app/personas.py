"""Personas as people look at them and change them: found anew, named, described, brought from a workshop."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from resa.app.keptgroups import KEPT_FIT
from resa.app.knowledge import change_setting
from resa.app.personasheet import PersonaFileError, brought, trait_named
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError, UsageError
from resa.model.table import Measure, Table
from resa.understand.answer import CUSTOMERS
from resa.understand.persona.claim import claiming
from resa.understand.persona.described import FILE, LISTS, TEXTS, Described, with_described, write_personas
from resa.understand.persona.grouping import MOST_GROUPS, Progress
from resa.understand.persona.kept import Kept
from resa.understand.persona.living import OUTCOMES, Living, fresh
from resa.understand.persona.roster import Roster

LONGEST_NAME = 120


def personas(workspace: Workspace) -> Table:
    """Returns every persona: how many customers it has now, and had when it was fitted."""
    alive = workspace.personas
    rows = [*_found(alive), *_workshop(alive)]
    columns = ("persona", "name", "customers", "share", "share_at_fit", "provenance")
    measures = {
        "customers": CUSTOMERS,
        "share": Measure("share", "of_the_customers_that_can_be_described"),
        "share_at_fit": Measure("share", "of_the_customers_that_could_be_described"),
    }
    revision = workspace.engine.revision
    return Table("personas", columns, tuple(rows), workspace.base, workspace.now(), revision, measures=measures)


def _found(alive: Living) -> list[dict[str, Any]]:
    everybody, then = max(len(alive.known.customers), 1), max(alive.kept.customers, 1)
    rows = []
    for at, group in enumerate(alive.kept.groups):
        now = int(alive.members(at).sum())
        rows.append(
            {
                "persona": group.id,
                "name": alive.roster.names(group)["en"],
                "customers": now,
                "share": now / everybody,
                "share_at_fit": group.customers / then if alive.is_kept else None,
                "provenance": "inferred",
            }
        )
    return sorted(rows, key=lambda row: (-row["customers"], row["persona"]))


def _workshop(alive: Living) -> Iterator[dict[str, Any]]:
    for one in alive.roster.workshop:
        size = int(claiming(alive.known, alive.kept.encodings, one.claims).members.sum())
        yield {
            "persona": one.id,
            "name": one.name or one.id,
            "customers": size,
            "share": size / max(len(alive.known.customers), 1),
            "share_at_fit": None,
            "provenance": "asserted",
        }


def fit_personas(
    workspace: Workspace, *, without: Sequence[str] = (), most: int | None = None, progress: Progress | None = None
) -> Kept:
    """Finds the personas anew, keeps them, and returns them; `fit_told` says what was found.

    `without` are traits left out of the fit so that they can test it: "score", "profile:Churn". `progress` hears
    "gathering", "trying" and "drawing".
    """
    if progress:
        progress("gathering", None)
    known = workspace.described
    left = tuple(trait_named(one) for one in without) or OUTCOMES
    unknown = [one for one in left if without and known.trait(one) is None]
    if unknown:
        raise UnknownNameError("trait", unknown[0], known=[one.id for one in known.traits])
    before = workspace.personas if KEPT_FIT.of(workspace.folder) is not None else None
    made = workspace.now().isoformat(timespec="seconds")
    fit = fresh(known, made=made, without=left, before=before, most=most or MOST_GROUPS, progress=progress)
    KEPT_FIT.write(workspace.folder, fit)
    workspace.forget_personas()
    return fit


def fit_told(fit: Kept) -> str:
    """Returns sentences about what was found and what became of the groups before."""
    if fit.mixture is None:
        return "no personas: no groups that come back when customers are drawn anew; resa show personas tells more"
    new = [one.id for one in fit.groups]
    said = f"{len(new)} personas of {fit.customers} customers, stability {fit.stability:.2f}: {', '.join(new)}"
    if fit.earlier is None:
        return said
    old = [one.id for one in fit.earlier.groups]
    changes = {"come": [one for one in new if one not in old], "gone": [one for one in old if one not in new]}
    return "\n".join([said, *(f"{what}: {', '.join(ids)}" for what, ids in changes.items() if ids), *_moved(fit)])


def _moved(fit: Kept) -> Iterator[str]:
    """Yields where most of an earlier group are now, and how its size changed among the customers of now."""
    if fit.earlier is None:
        return
    sizes = {one.id: one.customers for one in fit.groups}
    for old in fit.earlier.groups:
        moves = [(count, new) for was, new, count in fit.earlier.moves if was == old.id]
        if moves and old.customers:
            count, new = max(moves)
            now = f", now {sizes[old.id]} customers" if old.id in sizes else ""
            yield f"{old.id}: {count} of its {old.customers} are in {new}{now}"


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of a persona; what is None stays as it was, an empty tuple or text takes away.

    `by` is who says so.
    """

    name: str | None = None
    occupation: str | None = None
    age: str | None = None
    quote: str | None = None
    interests: tuple[str, ...] | None = None
    goals: tuple[str, ...] | None = None
    challenges: tuple[str, ...] | None = None
    values: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    by: str | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What is said, by field."""
        return {name: getattr(self, name) for name in (*TEXTS, *LISTS) if getattr(self, name) is not None}


def describe_persona(workspace: Workspace, persona: str, saying: Saying) -> str:
    """Writes what somebody says of a persona into `personas.yaml`, and returns a sentence about it.

    Fits that were not kept are kept first: what is said needs a lasting persona.
    """
    given = saying.given
    if not given:
        raise UsageError("expected something to say of the persona, got nothing; for example a name, or --goals")
    if saying.name and (not saying.name.strip() or len(saying.name) > LONGEST_NAME or not saying.name.isprintable()):
        raise UsageError(f"expected a name of 1 to {LONGEST_NAME} letters, got {saying.name[:LONGEST_NAME]!r}")
    roster = kept_roster(workspace)
    lasting = roster.lasting(persona)
    namesake = roster.called(saying.name) if saying.name else None
    if namesake not in (None, lasting):
        raise UsageError(f"expected a name of its own for {lasting}, {namesake} is called {saying.name!r}")
    known = roster.said(lasting)
    write_said(workspace, with_described(roster.described, described_anew(known, saying)))
    return f"{lasting}: " + "; ".join(
        f"{name}: {told if isinstance(told, str) else ', '.join(told)}" for name, told in given.items()
    )


def kept_roster(workspace: Workspace) -> Roster:
    """Returns which personas there are by the kept fit; groups that were not kept are kept first."""
    fit = KEPT_FIT.of(workspace.folder)
    return Roster(fit if fit is not None else fit_personas(workspace), workspace.knowledge.personas)


def described_anew(known: Described, saying: Saying) -> Described:
    """Returns what is said of a persona with the new words in it, and who said them."""
    given = saying.given
    by = {name: who for name, who in known.said_by.items() if name not in given}
    by |= dict.fromkeys((name for name, told in given.items() if told), saying.by) if saying.by else {}
    words: dict[str, Any] = {name: told or (None if name in TEXTS else ()) for name, told in given.items()}
    return replace(known, **words, said_by=by)


def import_personas(workspace: Workspace, file: Path, *, by: str | None = None) -> Table:
    """Takes a workshop's personas from a file (YAML, CSV or XLSX), and tests their claims; `by` brought them."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise PersonaFileError(f"expected a file of personas at {file}, got: {error.strerror}") from error
    return keep_brought(workspace, brought(content, name=file.name, alive=workspace.personas, by=by))


def keep_brought(workspace: Workspace, found: Sequence[Described]) -> Table:
    """Writes a workshop's personas down, and returns their claims tested."""
    keep_said(workspace, found)
    return claims_tested(workspace, found)


def keep_said(workspace: Workspace, found: Sequence[Described]) -> None:
    """Writes down what is said of these personas, in the place of what was."""
    known = workspace.knowledge.personas
    for one in found:
        known = with_described(known, one)
    write_said(workspace, known)


def claims_tested(workspace: Workspace, found: Sequence[Described]) -> Table:
    """Returns a row for each claim of these personas: whether the data bears it out."""
    alive = workspace.personas
    rows = [row for one in found for row in _claims(alive, one)]
    columns = ("persona", "customers", "trait", "level", "verdict", "share", "versus_share", "p")
    measures = {
        "customers": CUSTOMERS,
        "share": Measure("share", "of_those_who_fit_all_other_claims"),
        "versus_share": Measure("share", "of_everybody_else"),
        "p": Measure("probability", "two_shares_pooled"),
    }
    revision = workspace.engine.revision
    return Table("persona-claims", columns, tuple(rows), workspace.base, workspace.now(), revision, measures=measures)


def _claims(alive: Living, one: Described) -> Iterator[Mapping[str, Any]]:
    fit = claiming(alive.known, alive.kept.encodings, one.claims)
    for claim in fit.claims:
        yield {
            "persona": one.id,
            "customers": int(fit.members.sum()),
            "trait": claim.trait,
            "level": claim.level,
            "verdict": claim.verdict,
            "share": claim.share,
            "versus_share": claim.elsewhere_share,
            "p": claim.p,
        }


def write_said(workspace: Workspace, known: Sequence[Described]) -> None:
    """Writes what people say of personas; what is known of the customers stays."""
    change_setting(workspace.folder, FILE, write_personas(known))
    workspace.forget_personas()
