"""A spec in the words of one file: its columns by the file's names, and nothing that the file cannot give."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

from resa.collect.readers.raw import FileFormat
from resa.collect.spec import InteractionRule, LineRule, Origin, ProfileRule, SourceSpec, TimeRule, Wait, When, places

_ONE = frozenset({"column", "times", "quantity", "region_column"})
_SEVERAL = frozenset({"columns", "once_per", "record", "sequence"})
_WHOLE = (Origin, TimeRule, Wait, When)
"""Rules that mean something else without one of their columns."""
_NARROWING = frozenset({"when", "once_per", "times"})
"""Parts without which a rule would yield more, or other amounts, than it should."""


class _AbsentError(LookupError):
    """A column that the file lacks."""


def fitted(spec: SourceSpec, called: Mapping[str, str]) -> SourceSpec | None:
    """Returns the spec with columns named as `called` says, and without the parts that read any other column.

    None where nothing is left of it that could be followed.
    """
    try:
        found = _rule(spec, called)
    except (_AbsentError, ValueError):
        return None
    assert isinstance(found, SourceSpec)
    return found


def _rule(rule: Any, called: Mapping[str, str]) -> Any:
    if isinstance(rule, Origin) and rule.column not in (None, *called) and rule.otherwise is not None:
        return Origin(constant=rule.otherwise)
    given = {}
    for one in fields(rule):
        try:
            given[one.name] = _field(rule, one, called)
        except _AbsentError:
            if one.default is MISSING or one.name in _NARROWING or isinstance(rule, _WHOLE):
                raise
            given[one.name] = one.default
    if isinstance(rule, InteractionRule) and rule.time is not None and given["time"] is None:
        raise _AbsentError
    if isinstance(rule, LineRule) and not any(inner for name, inner in given.items() if name != "when"):
        raise _AbsentError
    return replace(rule, **given)


def _field(rule: Any, one: Field[Any], called: Mapping[str, str]) -> Any:
    inner = getattr(rule, one.name)
    if inner is None or isinstance(inner, FileFormat):
        return inner
    if isinstance(inner, str):
        return _text(rule, one.name, inner, called)
    if isinstance(rule, ProfileRule) and one.name == "columns":
        return _pairs(inner, called)
    if one.name in _SEVERAL:
        return tuple(_name(name, called) for name in inner)
    if isinstance(inner, tuple) and inner and is_dataclass(inner[0]):
        return _rules(inner, called, keeps_all=one.name in _NARROWING)
    return _rule(inner, called) if is_dataclass(inner) else inner


def _text(rule: Any, field: str, text: str, called: Mapping[str, str]) -> str:
    if field in _ONE:
        return _name(text, called)
    if field == "template" and isinstance(rule, Origin | TimeRule):
        names = {name: _name(name, called) for name in places(text)}
        return re.sub(r"\{([^{}]+)\}", lambda found: f"{{{names[found[1]]}}}", text)
    return text


def _rules(rules: tuple[Any, ...], called: Mapping[str, str], *, keeps_all: bool) -> tuple[Any, ...]:
    found = []
    for one in rules:
        try:
            found.append(_rule(one, called))
        except _AbsentError:
            if keeps_all:
                raise
    return tuple(found)


def _pairs(pairs: tuple[tuple[str, str], ...], called: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = tuple((called[name], ours) for name, ours in pairs if name in called)
    if not found:
        raise _AbsentError
    return found


def _name(name: str, called: Mapping[str, str]) -> str:
    if name not in called:
        raise _AbsentError(name)
    return called[name]
