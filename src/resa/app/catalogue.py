"""The touchpoint catalogue and the stages, as people look at them and change them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from resa.app.knowledge import change_setting, edit_setting
from resa.app.workspace import Workspace
from resa.mapping import catalogue as catalogue_file
from resa.mapping import stages as stages_file
from resa.mapping.catalogue import Said, confirmed, read_catalogue, write_catalogue
from resa.mapping.stages import write_stages
from resa.model.errors import UnknownNameError, UsageError
from resa.model.stage import UNPLACED, Stage
from resa.model.table import Table
from resa.model.touchpoint import Touchpoint
from resa.understand.reach import touchpoints as reached_touchpoints


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody says about touchpoints: their stage, their common name, whether they are physical."""

    touchpoints: tuple[str, ...]
    stage: str | None = None
    name: str | None = None
    is_physical: bool | None = None

    def __post_init__(self) -> None:
        if not self.touchpoints:
            raise UsageError("expected the names of touchpoints, got none; `resa touchpoints` lists them")
        if self.stage is None and self.name is None and self.is_physical is None:
            raise UsageError("expected --stage, --name or --physical, got none of them; say what is to be set")


def touchpoints(workspace: Workspace) -> Table:
    """Returns every touchpoint with its stage, who or which rule says so, and how many it reached."""
    return replace(
        reached_touchpoints(
            workspace.engine, scope=workspace.scope(), now=workspace.now(), catalogue=workspace.catalogue
        ),
        base=workspace.base,
    )


def set_touchpoints(workspace: Workspace, change: Change) -> str:
    """Writes what somebody said into `catalogue.yaml`, and returns a sentence about it."""
    require_stage(workspace, change.stage)
    chosen = [workspace.catalogue.named(name) for name in change.touchpoints]

    _change(workspace, lambda before: said_after(before, chosen, change=change))
    told = [f"in {change.stage}"] if change.stage else []
    told += [f"named {change.name!r}"] if change.name else []
    told += ["physical" if change.is_physical else "digital"] if change.is_physical is not None else []
    return f"{', '.join(one.id for one in chosen)}: {', '.join(told)}"


def said_after(said: tuple[Said, ...], chosen: Sequence[Touchpoint], *, change: Change) -> tuple[Said, ...]:
    """Returns what people said, with a change of the chosen touchpoints; several with a name become one."""
    is_group = len(chosen) > 1 and change.name is not None
    after = grouped(said, chosen, name=change.name) if is_group and change.name else said
    names = [change.name or ""] if is_group else [one.id for one in chosen]
    for name in names:
        own = change.name if len(chosen) == 1 else None
        after = confirmed(after, touchpoint=name, stage=change.stage, name=own, is_physical=change.is_physical)
    return tuple(_tidy(one) for one in after)


def grouped(said: tuple[Said, ...], chosen: Sequence[Touchpoint], *, name: str) -> tuple[Said, ...]:
    """Returns what people said, with several touchpoints counted as one of that name."""
    places = tuple(place for one in chosen for place in one.places)
    gone = {one.id for one in chosen} | {name}
    stages = {one.stage for one in said if one.id in gone and one.stage}
    kept = tuple(one for one in said if one.id not in gone)
    return (*kept, Said(name, places=places, stage=stages.pop() if len(stages) == 1 else None))


def confirm_touchpoints(workspace: Workspace, names: Sequence[str]) -> str:
    """Writes the proposed stages of these touchpoints (none: of all placed ones) down as asserted."""
    every = workspace.catalogue
    chosen = [every.named(name) for name in names] if names else list(every.touchpoints)
    placed = [one for one in chosen if one.placement.stage != UNPLACED]

    def said(before: tuple[Said, ...]) -> tuple[Said, ...]:
        for one in placed:
            before = confirmed(before, touchpoint=one.id, stage=one.placement.stage)
        return before

    _change(workspace, said)
    left = len(chosen) - len(placed)
    rest = f"; {left} have no stage yet: resa touchpoints set NAME --stage STAGE" if left else ""
    return f"confirmed the stages of {len(placed)} touchpoints{rest}"


def stages(workspace: Workspace) -> Table:
    """Returns the stages in order, with how many touchpoints stand in each."""
    counts = {stage.id: 0 for stage in workspace.knowledge.stages} | {UNPLACED: 0}
    for one in workspace.catalogue.touchpoints:
        counts[one.placement.stage] = counts.get(one.placement.stage, 0) + 1
    names = {stage.id: stage.name for stage in workspace.knowledge.stages}
    rows = tuple({"stage": stage, "name": names.get(stage), "touchpoints": count} for stage, count in counts.items())
    base = workspace.base
    return Table("stages", ("stage", "name", "touchpoints"), rows, base, workspace.now(), workspace.engine.revision)


def set_stages(workspace: Workspace, written: Sequence[str]) -> str:
    """Writes the stages, in order, into `stages.yaml`; each is an id, or id=Name."""
    chosen = tuple(stage_of(text) for text in written)
    if not chosen:
        raise UsageError("expected stages in order, for example: awareness engagement=Engagemang conversion retention")
    freed = replace_stages(workspace.folder, chosen, before=workspace.knowledge.stages)
    workspace.refresh()
    workspace.regroup()
    told = f"{len(chosen)} stages: {', '.join(stage.id for stage in chosen)}"
    return f"{told}; placed anew, as their stage is gone: {', '.join(freed)}" if freed else told


def replace_stages(folder: Path, stages: Sequence[Stage], *, before: Sequence[Stage]) -> list[str]:
    """Writes the stages down in the place of those before; returns the touchpoints that stood in one that is gone.

    What somebody said about the stage of these is forgotten, so that the rules place them again. Raises `UsageError`
    where a stage is named twice or there is none.
    """
    ids = [one.id for one in stages]
    if not ids or len(set(ids)) < len(ids):
        raise UsageError(f"expected stages in order, each once, got {', '.join(ids) or 'none'}")
    gone = {one.id for one in before} - {*ids, UNPLACED}
    freed: list[str] = []

    def said(text: str) -> str:
        known = read_catalogue(text, stages=tuple(before))
        freed.extend(one.name or one.id for one in known if one.stage in gone)
        return write_catalogue([replace(one, stage=None) if one.stage in gone else one for one in known])

    if gone:
        edit_setting(folder, catalogue_file.FILE, said)
    edit_setting(folder, stages_file.FILE, lambda _: write_stages(tuple(stages)))
    return freed


def stage_of(text: str) -> Stage:
    """Returns the stage that a text such as `delivery=Leverans` says."""
    stage, _, name = text.partition("=")
    try:
        return Stage(stage.strip().lower(), name.strip() or None)
    except ValueError as error:
        raise UsageError(f"expected a stage as id or id=Name, got {text!r}: {error}") from error


def require_stage(workspace: Workspace, stage: str | None) -> None:
    """Raises `UnknownNameError` where there is no such stage."""
    known = [*(one.id for one in workspace.knowledge.stages), UNPLACED]
    if stage is not None and stage not in known:
        raise UnknownNameError("stage", stage, known=known)


def _change(workspace: Workspace, change: Callable[[tuple[Said, ...]], tuple[Said, ...]]) -> None:
    after = change(workspace.knowledge.said)
    change_setting(workspace.folder, catalogue_file.FILE, write_catalogue([_tidy(one) for one in after]))
    workspace.refresh()
    workspace.regroup()


def _tidy(said: Said) -> Said:
    return replace(said, places=tuple(sorted(set(said.places))))
