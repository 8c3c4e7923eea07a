"""The company's stages: the five defaults, or its own with its own names and order (`stages.yaml`)."""

from collections import Counter
from collections.abc import Sequence

from resa.mapping import settings
from resa.model.stage import DEFAULT_STAGES, Stage

FILE = "stages.yaml"


def read_stages(text: str, *, where: str = FILE) -> tuple[Stage, ...]:
    """Returns the stages a settings file lists, in its order; the default ones where it lists none.

    >>> [stage.id for stage in read_stages("stages: [{id: dream, name: Drömma}, {id: use}]")]
    ['dream', 'use']
    """
    found = settings.read(text, where=where)
    faults = settings.unexpected(found, expected=frozenset({"stages"}), at=where)
    listed = found.get("stages") or []
    stages: list[Stage] = []
    for number, entry in enumerate(listed, start=1):
        try:
            stages.append(_stage(entry))
        except (ValueError, TypeError, KeyError) as error:
            faults.append(f"stage {number}: expected an id and perhaps a name, got {entry!r} ({error})")
    times = Counter(stage.id for stage in stages)
    faults += [f"stage {name!r} is listed {count} times; list it once" for name, count in times.items() if count > 1]
    settings.complain(faults, where=where)
    return tuple(stages) or DEFAULT_STAGES


def write_stages(stages: Sequence[Stage]) -> str:
    """Returns the settings file that lists these stages."""
    return settings.write(
        {"stages": [{"id": stage.id, **({"name": stage.name} if stage.name else {})} for stage in stages]}
    )


def _stage(entry: object) -> Stage:
    if isinstance(entry, str):
        return Stage(entry)
    if not isinstance(entry, dict) or set(entry) - {"id", "name"}:
        raise TypeError("known keys: id, name")
    return Stage(str(entry["id"]), entry.get("name"))
