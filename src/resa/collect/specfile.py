"""Source specs as YAML: canonical order, nothing lost on the way there and back, every fault told at once.

Texts are taken as they are written, so `03`, `no` and `2017-05-01` stay texts. A rule that mostly has one field may be
written as that field alone: `text: comment` is `text: {column: comment}`.
"""

import types
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from resa.collect.spec import OPEN, SourceSpec
from resa.model.errors import UsageError, nearest

Rule = TypeVar("Rule")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a dozen times as quick where it was built along


_hints = cache(get_type_hints)


STILL_OPEN = "is still open"
"""Stands in the fault of a place that waits for an answer."""


class SpecError(UsageError):
    """A source spec that can't be followed; `faults` lists everything that is wrong with it."""

    code: ClassVar[str] = "spec"


def read_spec(path: Path) -> SourceSpec:
    """Returns the spec kept in a YAML file."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SpecError(
            f"expected a source spec in {path}, but the system says: {error.strerror}; `resa import FILE` proposes one"
        ) from error
    except UnicodeDecodeError as error:
        raise SpecError(f"expected a source spec as UTF-8 text in {path}, got other bytes ({error.reason})") from error
    return spec_from_yaml(text, where=str(path))


def spec_from_yaml(text: str, *, where: str = "the spec") -> SourceSpec:
    r"""Returns the spec that a YAML text says, or raises `SpecError` with every fault and its line.

    >>> spec_from_yaml("source: web\ntime: at\ninteractions: [{name: page, channel: {constant: web}}]").time.columns
    ('at',)
    """
    return rule_from_yaml(text, SourceSpec, where=where)


def rule_from_yaml(text: str, rule: type[Rule], *, where: str) -> Rule:
    """Returns the rule of one kind that a YAML text says, or raises `SpecError` with every fault and its line."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as fault:
        raise SpecError(f"expected YAML in {where}, got something else: {fault}") from fault
    except RecursionError:
        raise SpecError(f"expected a source spec in {where}, got lists in lists without end; write it anew") from None
    if node is None:
        raise SpecError(f"expected a source spec in {where}, got an empty text; `resa import FILE` proposes one")
    reading = _Reading(where)
    found = reading.read(rule, node, "spec")
    if reading.faults:
        raise SpecError(
            f"{where} has {len(reading.faults)} fault(s); correct them and run again", faults=reading.faults
        )
    assert isinstance(found, rule)
    return found


def spec_to_yaml(spec: SourceSpec) -> str:
    """Returns the spec in canonical order, defaults left out; `spec_from_yaml` gives an equal spec back."""
    return yaml.safe_dump(_plain(spec), sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def _plain(part: Any) -> Any:
    if is_dataclass(part) and not isinstance(part, type):
        return _plain_rule(part)
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    return part


def _plain_rule(rule: Any) -> Any:
    kind: type = type(rule)
    hints = _hints(kind)
    written: dict[str, Any] = {}
    for one in fields(rule):
        inner = getattr(rule, one.name)
        if one.default is not MISSING and inner == one.default:
            continue
        written[one.name] = dict(inner) if _is_pairs(hints[one.name]) else _plain(inner)
    short = getattr(rule, "SHORT", "")
    if list(written) == [short]:
        alone = written[short]
        return alone[0] if isinstance(alone, list) and len(alone) == 1 else alone
    return written


def _is_pairs(hint: Any) -> bool:
    return bool(hint == tuple[tuple[str, str], ...])


@dataclass(slots=True)
class _Reading:
    """Walks YAML nodes along the types of the spec and remembers every fault."""

    where: str
    faults: list[str] = field(default_factory=list)

    def fault(self, node: yaml.Node, sentence: str) -> None:
        self.faults.append(f"line {node.start_mark.line + 1}: {sentence}")

    def read(self, hint: Any, node: yaml.Node, path: str) -> Any:
        if get_origin(hint) in (Union, types.UnionType):
            if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
                return None
            return self.read(next(one for one in get_args(hint) if one is not types.NoneType), node, path)
        if _is_pairs(hint):
            return self._pairs(node, path)
        if get_origin(hint) is tuple:
            return self._several(get_args(hint)[0], node, path)
        if is_dataclass(hint):
            return self._rule(hint, node, path)
        return self._scalar(hint, node, path)

    def _pairs(self, node: yaml.Node, path: str) -> tuple[tuple[str, str], ...]:
        if isinstance(node, yaml.MappingNode):
            return tuple((str(key.value), self._scalar(str, text, path)) for key, text in node.value)
        return tuple((name, name) for name in self._several(str, node, path))

    def _several(self, hint: Any, node: yaml.Node, path: str) -> tuple[Any, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.read(hint, one, f"{path}[{at}]") for at, one in enumerate(node.value))
        return (self.read(hint, node, path),)

    def _scalar(self, hint: Any, node: yaml.Node, path: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, f"expected {_word(hint)} at {path}, got a list or mapping")
            return "" if hint is str else None
        text = str(node.value)
        if text == OPEN:
            self.fault(node, f"{path} {STILL_OPEN}: write the answer in place of {OPEN!r}")
        if hint is str:
            return text
        if hint is bool and text.lower() in _TRUE + _FALSE:
            return text.lower() in _TRUE
        try:
            if hint is not bool:
                return hint(text)
        except ValueError:
            pass
        self.fault(node, f"expected {_word(hint)} at {path}, got {text!r}")
        return None

    def _rule(self, rule: Any, node: yaml.Node, path: str) -> Any:
        short = getattr(rule, "SHORT", None)
        hints = _hints(rule)
        if not isinstance(node, yaml.MappingNode):
            if short is None:
                self.fault(node, f"expected fields such as {', '.join(list(hints)[:4])} at {path}, got {_seen(node)}")
                return None
            return self._build(rule, {short: self.read(hints[short], node, path)}, node, path)
        given: dict[str, Any] = {}
        names = [one.name for one in fields(rule)]
        before = len(self.faults)
        for key, inner in node.value:
            if key.value not in names:
                close = ", ".join(nearest(str(key.value), known=names, most=3))
                self.fault(key, f"unknown field {key.value!r} at {path}; nearest: {close}")
                continue
            given[key.value] = self.read(hints[key.value], inner, f"{path}.{key.value}")
        missing = [one.name for one in fields(rule) if one.default is MISSING and one.name not in given]
        for name in missing:
            self.fault(node, f"expected {name} at {path}, which is missing")
        return None if missing or len(self.faults) > before else self._build(rule, given, node, path)

    def _build(self, rule: Any, given: dict[str, Any], node: yaml.Node, path: str) -> Any:
        try:
            return rule(**given)
        except ValueError as fault:
            self.fault(node, f"{path}: {fault}")
            return None


def _seen(node: yaml.Node) -> str:
    return repr(node.value) if isinstance(node, yaml.ScalarNode) else "a list"


def _word(hint: Any) -> str:
    return {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}.get(hint, "something else")
