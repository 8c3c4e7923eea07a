"""What an owner says about the whole workspace: its name, where it is, and how often maps are looked through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from resa.app.audit import record
from resa.app.catalogueedit import LOCK
from resa.app.knowledge import DEFAULTS, Defaults, edit_setting, read_defaults
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.mapping import settings
from resa.store.lock import exclusive

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """What workspace.yaml says; `name` is what pages show, the folder's where nobody has named the company."""

    name: str
    company: str | None
    zone: str
    region: str | None
    review_months: int | None


def workspace_settings(person: Person, served: ServedWorkspace) -> WorkspaceSettings:
    """Returns the settings of the whole workspace."""
    require(person, Act.SEE_MAPS)
    return _told(served, served.ask(lambda workspace: workspace.knowledge.defaults))


def change_workspace(person: Person, served: ServedWorkspace, fields: Mapping[str, Any]) -> WorkspaceSettings:
    """Writes the given settings down, None takes one away, and returns all; what is not named stays.

    Raises `SettingsError` where one of them can't be, or somebody's hand edit broke the file.
    """
    require(person, Act.CHANGE_WORKSPACE)
    _complain(fields)

    def changed(text: str) -> str:
        content = {**settings.read(text, where=DEFAULTS), **_tidied(fields)}
        after = settings.write({name: told for name, told in content.items() if told is not None})
        read_defaults(after)
        return after

    with exclusive(served.folder / LOCK):
        edit_setting(served.folder, DEFAULTS, changed)
    served.follow()
    with served.database.writing() as connection:
        record(connection, person, act="workspace.change", about=", ".join(sorted(fields)), now=served.now())
    return workspace_settings(person, served)


def _told(served: ServedWorkspace, found: Defaults) -> WorkspaceSettings:
    return WorkspaceSettings(served.name, found.company, found.zone, found.region, found.review_months)


def _tidied(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the fields as the file holds them: no blanks around, nothing for empty, regions in capitals."""
    texts = {name: told.strip() or None if isinstance(told, str) else told for name, told in fields.items()}
    region = texts.get("region")
    return {**texts, **({"region": region.upper()} if region else {})}


def _complain(fields: Mapping[str, Any]) -> None:
    company, region = fields.get("company") or "", fields.get("region") or ""
    faults: list[str] = []
    if len(company) > LONGEST_NAME:
        faults.append(f"company: expected at most {LONGEST_NAME} letters, got {len(company)}")
    if region and not (len(region.strip()) == 2 and region.strip().isascii() and region.strip().isalpha()):
        faults.append(f"region: expected two letters such as SE, got {region!r:.40}")
    settings.complain(faults, where=DEFAULTS)
