"""Personas as people look at them and change them: found anew, named, described, brought from a workshop."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from resa.app.knowledge import change_setting
from resa.app.personafit import kept_fit, write_fit
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError, UsageError
from resa.model.table import Measure, Table
from resa.understand.answer import CUSTOMERS
from resa.understand.persona.answer import place_of
from resa.understand.persona.claim import claiming
from resa.understand.persona.described import (
    FILE,
    LISTS,
    TEXTS,
    Described,
    read_personas,
    with_described,
    write_personas,
)
from resa.understand.persona.grouping import MOST_GROUPS
from resa.understand.persona.kept import Kept
from resa.understand.persona.living import OUTCOMES, Living, fresh


class PersonaFileError(UsageError):
    """A file of personas that can't be read as one."""

    code: ClassVar[str] = "persona_file"


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
                "name": alive.names(group)["en"],
                "customers": now,
                "share": now / everybody,
                "share_at_fit": group.customers / then if alive.is_kept else None,
                "provenance": "inferred",
            }
        )
    return sorted(rows, key=lambda row: (-row["customers"], row["persona"]))


def _workshop(alive: Living) -> Iterator[dict[str, Any]]:
    for one in alive.workshop:
        size = int(claiming(alive.known, alive.kept.encodings, one.claims).members.sum())
        yield {
            "persona": one.id,
            "name": one.name or one.id,
            "customers": size,
            "share": size / max(len(alive.known.customers), 1),
            "share_at_fit": None,
            "provenance": "asserted",
        }


def fit_personas(workspace: Workspace, *, without: Sequence[str] = (), most: int | None = None) -> str:
    """Finds the personas anew, keeps them, and returns sentences about what was found and what became of the old ones.

    `without` are traits left out of the fit so that they can test it: "score", "profile:Churn".
    """
    known = workspace.described
    left = tuple(trait_named(one) for one in without) or OUTCOMES
    unknown = [one for one in left if without and known.trait(one) is None]
    if unknown:
        raise UnknownNameError("trait", unknown[0], known=[one.id for one in known.traits])
    before = workspace.personas if kept_fit(workspace.folder) is not None else None
    made = workspace.now().isoformat(timespec="seconds")
    fit = fresh(known, made=made, without=left, before=before, most=most or MOST_GROUPS)
    write_fit(workspace.folder, fit)
    workspace.forget_personas()
    return _told(fit, before=before)


def _told(fit: Kept, *, before: Living | None) -> str:
    if fit.mixture is None:
        return "no personas: no groups that come back when customers are drawn anew; resa show personas tells more"
    new = [one.id for one in fit.groups]
    said = f"{len(new)} personas of {fit.customers} customers, stability {fit.stability:.2f}: {', '.join(new)}"
    if before is None:
        return said
    old = [one.id for one in before.kept.groups]
    changes = {"come": [one for one in new if one not in old], "gone": [one for one in old if one not in new]}
    return "\n".join([said, *(f"{what}: {', '.join(ids)}" for what, ids in changes.items() if ids)])


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of a persona; what is None stays as it was, an empty tuple takes away."""

    name: str | None = None
    occupation: str | None = None
    age: str | None = None
    quote: str | None = None
    interests: tuple[str, ...] | None = None
    goals: tuple[str, ...] | None = None
    challenges: tuple[str, ...] | None = None
    values: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None


def describe_persona(workspace: Workspace, persona: str, saying: Saying) -> str:
    """Writes what somebody says of a persona into `personas.yaml`, and returns a sentence about it.

    Fits that were not kept are kept first: what is said needs a lasting persona.
    """
    if kept_fit(workspace.folder) is None:
        fit_personas(workspace)
    alive = workspace.personas
    place = place_of(alive, persona)
    lasting = place if isinstance(place, str) else alive.kept.groups[place].id
    given = {name: getattr(saying, name) for name in (*TEXTS, *LISTS) if getattr(saying, name) is not None}
    if not given:
        raise UsageError("expected something to say of the persona, got nothing; for example a name, or --goals")
    _write(workspace, with_described(workspace.knowledge.personas, replace(alive.said(lasting), **given)))
    return f"{lasting}: " + "; ".join(
        f"{name}: {told if isinstance(told, str) else ', '.join(told)}" for name, told in given.items()
    )


def import_personas(workspace: Workspace, file: Path) -> Table:
    """Takes a workshop's personas from a file (YAML, or CSV with persona, trait and level), and tests their claims."""
    brought = _from_csv(file) if file.suffix.lower() == ".csv" else _from_yaml(file)
    known = workspace.knowledge.personas
    for one in brought:
        known = with_described(known, one)
    _write(workspace, known)
    alive = workspace.personas
    rows = [row for one in brought for row in _claims(alive, one)]
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


def _write(workspace: Workspace, known: Sequence[Described]) -> None:
    change_setting(workspace.folder, FILE, write_personas(known))
    workspace.forget_personas()


def _from_yaml(file: Path) -> tuple[Described, ...]:
    found = read_personas(_text(file), where=file.name)
    bare = [one.id for one in found if not one.claims]
    if bare or not found:
        raise PersonaFileError(
            f"expected personas with claims in {file}, got {', '.join(bare) or 'none'} without; write, for example, "
            "claims: {channel:app: mainly, orders: high}"
        )
    return tuple(replace(one, claims={trait_named(key): level for key, level in one.claims.items()}) for one in found)


def _from_csv(file: Path) -> tuple[Described, ...]:
    reader = csv.DictReader(_text(file).splitlines())
    lacking = [one for one in ("persona", "trait", "level") if one not in (reader.fieldnames or ())]
    if lacking:
        raise PersonaFileError(f"expected the columns persona, trait and level in {file}, {', '.join(lacking)} missing")
    claims: dict[str, dict[str, str]] = {}
    for row in reader:
        claims.setdefault(row["persona"].strip(), {})[trait_named(row["trait"])] = row["level"].strip()
    return tuple(Described(name, name=name, claims=told) for name, told in claims.items() if name)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PersonaFileError(f"expected a file of personas in UTF-8 at {file}, got: {error}") from error


def trait_named(name: str) -> str:
    """Returns a trait as answers name it; filters write a point where answers write a colon.

    >>> trait_named("profile.Land")
    'profile:Land'
    """
    kind, point, rest = name.strip().partition(".")
    return f"{kind}:{rest}" if point and kind in ("profile", "channel", "answer") else name.strip()
