"""Every command with its options."""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_type_hints

from cyclopts import App
from tools.reference.markdown import prose, table

from resa.cli.program import program


def commands() -> str:
    """Returns every command with its options."""
    parts = [
        "# Commands\n",
        "Exit codes: 0 done, 1 failure, 2 wrong use or open questions, 3 something new to look at (`resa watch`). "
        "`RESA_WORKSPACE` names the workspace too.\n",
    ]
    for words, app in _commands(program, ()):
        parts.append(f"## resa {' '.join(words)}\n")
        if app.default_command is None:
            parts.append(f"{app.help}\n")
            continue
        told = _arguments_told(app.default_command)
        parts.append(prose(app.default_command) + "\n")
        rows = [
            (f"`{' / '.join(one.names)}`", _default(one), _told(told, one))
            for one in app.assemble_argument_collection(default_parameter=program.default_parameter)
            if one.show
        ]
        parts.append(table(("option", "default", "meaning"), rows=rows))
    return "\n".join(parts)


def _commands(app: App, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], App]]:
    for name in app:
        if not name.startswith("-"):
            yield (*before, name), app[name]
            yield from _commands(app[name], (*before, name))


def _arguments_told(command: Any) -> dict[str, str]:
    """Returns what a command says of its arguments, and what the groups of options say that it shares."""
    kinds = [one for one in get_type_hints(command).values() if is_dataclass(one)]
    shared = [pair for kind in kinds for pair in _listed(kind, below="Attributes")]
    return dict([*shared, *_listed(command, below="Args")])


def _listed(told: Any, *, below: str) -> list[tuple[str, str]]:
    text = inspect.getdoc(told) or ""
    lines = text.split(f"{below}:\n", 1)[-1] if f"{below}:\n" in text else ""
    found = re.findall(r"^    (\w+): (.+(?:\n        .+)*)", lines, flags=re.MULTILINE)
    return [(name, re.sub(r"\s+", " ", meaning)) for name, meaning in found]


def _told(told: Mapping[str, str], argument: Any) -> str:
    name = "place" if argument.names[0] == "--workspace" else argument.field_info.name
    if name not in told:
        raise SystemExit(f"tools/reference: expected the docstring of a command to explain {argument.names[0]}")
    return told[name]


def _default(argument: Any) -> str:
    default = argument.field_info.default
    if argument.required:
        return "needed"
    if default is inspect.Parameter.empty or default is None or default is False:
        return ""
    return f"`{default}`"
