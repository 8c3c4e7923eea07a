"""What people have told a workspace: its readable settings, kept in files that live well in version control.

The files are authoritative. One that a hand edit broke is told about, and what it last said well goes on holding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from resa.collect.identity.decision import Decisions
from resa.mapping import catalogue, goals, settings, stages
from resa.mapping.catalogue import Said
from resa.model.errors import UsageError
from resa.model.goal import Goal
from resa.model.journey import JourneyRules
from resa.model.stage import Stage
from resa.model.worth import Worth
from resa.store import settings as settings_file
from resa.understand.checking import said as said_checks
from resa.understand.improving import price
from resa.understand.persona import described
from resa.understand.persona.described import Described
from resa.understand.watch import marked

JOURNEYS = "journeys.yaml"
IDENTITY = "identity.yaml"
DEFAULTS = "workspace.yaml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a spec says nothing: the time zone, the region of phone numbers; and the company's name.

    A map without a day of its own is due for a review `review_months` after it was last looked through.
    """

    zone: str = "UTC"
    region: str | None = None
    company: str | None = None
    is_demo: bool = False
    review_months: int | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the settings say, and the faults of files that don't read well at present."""

    said: tuple[Said, ...]
    stages: tuple[Stage, ...]
    goals: tuple[Goal, ...]
    rules: JourneyRules
    decisions: Decisions
    defaults: Defaults
    personas: tuple[Described, ...] = ()
    worth: Worth = field(default_factory=Worth)
    faults: tuple[str, ...] = ()


def read_knowledge(folder: Path) -> Knowledge:
    """Returns what the settings of a workspace say."""
    faults: list[str] = []

    def told(name: str, read: Callable[[str], T]) -> T:
        return read_setting(folder / name, read=read, faults=faults)

    own_stages = told(stages.FILE, stages.read_stages)
    return Knowledge(
        said=told(catalogue.FILE, lambda text: catalogue.read_catalogue(text, stages=own_stages)),
        stages=own_stages,
        goals=told(goals.FILE, goals.read_goals),
        rules=told(JOURNEYS, read_rules),
        decisions=told(IDENTITY, read_decisions),
        defaults=told(DEFAULTS, read_defaults),
        personas=told(described.FILE, described.read_personas),
        worth=told(price.FILE, price.read_worth),
        faults=tuple(faults),
    )


def change_setting(folder: Path, name: str, text: str) -> None:
    """Replaces a settings file at once, and durably.

    Raises `SettingsError` where the file on disk is broken: a hand edit must not be written over.
    """
    edit_setting(folder, name, lambda _: text)


def edit_setting(folder: Path, name: str, change: Callable[[str], str]) -> None:
    """Replaces a settings file with what `change` makes of its text; nobody's edit in between is lost.

    Raises `SettingsError` where the file is broken or somebody changed it while it was being changed here.
    """
    before = settings_file.load(folder / name, check=_check(_readers(folder)[name]))
    if before.faults:
        raise settings.SettingsError(
            f"expected to change {before.path}, it is broken; correct it:", faults=before.faults
        )
    text = change(settings_file.dumped(before.content) if before.content else "")
    settings_file.save(before.path, settings.read(text, where=name), read=before)


def _readers(folder: Path) -> Mapping[str, Callable[[str], Any]]:
    """Returns what reads each settings file; a catalogue is read against the stages beside it."""
    own_stages = read_setting(folder / stages.FILE, read=stages.read_stages, faults=[])
    return {
        catalogue.FILE: lambda text: catalogue.read_catalogue(text, stages=own_stages),
        stages.FILE: stages.read_stages,
        goals.FILE: goals.read_goals,
        JOURNEYS: read_rules,
        IDENTITY: read_decisions,
        DEFAULTS: read_defaults,
        described.FILE: described.read_personas,
        price.FILE: price.read_worth,
        said_checks.FILE: said_checks.read_checks,
        marked.FILE: marked.read_marks,
    }


def _check(read: Callable[[str], Any]) -> settings_file.Check:
    def check(content: Mapping[str, Any]) -> Sequence[str]:
        try:
            read(settings_file.dumped(content))
        except UsageError as error:
            return error.faults or (error.sentence,)
        return ()

    return check


def read_setting(path: Path, *, read: Callable[[str], T], faults: list[str]) -> T:
    """Returns what a file says, or last said well where it is broken, which is added to `faults`."""
    found = settings_file.load(path, check=_check(read))
    if found.faults:
        told = "; ".join(found.faults)
        faults.append(f"{path} is not followed, what it last said well holds; correct it: {told}")
    return read(settings_file.dumped(found.content) if found.content else "")


def read_rules(text: str) -> JourneyRules:
    """Returns how histories are cut.

    >>> read_rules("gap_days: 60").gap_days
    60.0
    """
    found = settings.read(text, where=JOURNEYS)
    faults = settings.unexpected(found, expected=frozenset({"gap_days", "session_minutes"}), at=JOURNEYS)
    numbers = {name: _number(name, given, faults=faults) for name, given in found.items()}
    settings.complain(faults, where=JOURNEYS)
    try:
        return JourneyRules(**numbers)
    except ValueError as error:
        raise settings.SettingsError(f"expected {JOURNEYS} to say how histories are cut: {error}") from error


def _number(name: str, given: Any, *, faults: list[str]) -> float:
    if isinstance(given, int | float) and not isinstance(given, bool):
        return float(given)
    faults.append(f"{name}: expected a number, got {given!r}")
    return 1.0


def read_decisions(text: str) -> Decisions:
    """Returns what people decided about who is who."""
    found = settings.read(text, where=IDENTITY)
    settings.complain(settings.unexpected(found, expected=frozenset({"decisions"}), at=IDENTITY), where=IDENTITY)
    return Decisions.read(found.get("decisions"), place=IDENTITY)


def write_decisions(decisions: Decisions) -> str:
    """Returns the settings file that says the same."""
    return settings.write({"decisions": decisions.document()})


def read_defaults(text: str) -> Defaults:
    """Returns the workspace's defaults; an unknown time zone is a fault.

    >>> read_defaults("zone: Europe/Stockholm").zone
    'Europe/Stockholm'
    """
    found = settings.read(text, where=DEFAULTS)
    known = frozenset({"zone", "region", "company", "is_demo", "review_months"})
    faults = settings.unexpected(found, expected=known, at=DEFAULTS)
    zone = str(found.get("zone", "UTC"))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"zone: expected a name such as Europe/Stockholm, got {zone!r}")
    months = found.get("review_months")
    if months is not None and (not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= 60):
        faults.append(f"review_months: expected a whole number from 1 to 60, got {months!r}")
    settings.complain(faults, where=DEFAULTS)
    return Defaults(zone, found.get("region"), found.get("company"), bool(found.get("is_demo")), months)
