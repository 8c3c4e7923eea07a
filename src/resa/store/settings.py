"""Readable settings files: mappings in YAML, safe from half writes, lost edits and broken hands."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from resa.model.errors import FailureError, UsageError
from resa.store.durable import replace_file

_GOOD = ".last-good"
DEEPEST = 100
"""Parts within parts that a text may have: what builds deeper ones takes the whole process down with it."""

Check = Callable[[Mapping[str, Any]], Sequence[str]]


class SettingsError(UsageError):
    """A settings file that can't be used, and no earlier content that could."""

    code = "settings"


class SettingsChangedError(FailureError):
    """Somebody changed a settings file after it was read."""

    code = "settings_changed"


@dataclass(frozen=True, slots=True)
class Settings:
    """The content of a settings file.

    `mark` tells this content from any other, None where there is no file. `faults` are what is wrong with the file as
    it stands now; then `content` is the last that was right, and people must be told.
    """

    path: Path
    content: Mapping[str, Any]
    mark: str | None
    faults: tuple[str, ...] = ()


def _no_faults(_: Mapping[str, Any]) -> Sequence[str]:
    return ()


def load(path: Path, *, check: Check = _no_faults) -> Settings:
    """Returns the settings; a missing file is an empty mapping.

    `check` returns a sentence for every fault of a mapping. A file with faults keeps its last good content; where
    there never was one, `SettingsError` lists all faults.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Settings(path, {}, None)
    mark = _mark(text)
    content, faults = _read(text, check=check)
    if not faults:
        _remember(path, text)
        return Settings(path, content, mark)
    good = _good(path)
    if not good.exists():
        raise SettingsError(f"expected usable settings in {path}; correct them:", faults=faults)
    earlier, since = _read(good.read_bytes(), check=check)
    if since:
        raise SettingsError(f"expected usable settings in {path}; correct them:", faults=faults)
    return Settings(path, earlier, mark, tuple(faults))


def save(path: Path, content: Mapping[str, Any], *, read: Settings) -> Settings:
    """Writes the settings in place of those that were read, and returns them.

    Comments above the first setting stay. Raises `SettingsChangedError` where the file is no longer the one read, so
    that nobody's edit is lost.
    """
    try:
        present: bytes | None = path.read_bytes()
    except FileNotFoundError:
        present = None
    if (None if present is None else _mark(present)) != read.mark:
        raise SettingsChangedError(
            f"expected {path} as it was read a moment ago, but somebody has changed it since; read it again and repeat"
        )
    text = _heading(present or b"") + dumped(content).encode()
    replace_file(path, text)
    _remember(path, text)
    return Settings(path, content, _mark(text))


def dumped(content: Mapping[str, Any]) -> str:
    """Returns the mapping as YAML, in its own order, made to be read in a diff.

    >>> print(dumped({"goals": {"purchase": {"where": "kind = order"}}}), end="")
    goals:
      purchase:
        where: kind = order
    """
    written: str = yaml.dump(dict(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return written


def loaded(text: str | bytes) -> Any:
    """Returns what a YAML text writes; `no`, `on` and dates are the texts they are. Raises `yaml.YAMLError`.

    >>> loaded("region: NO")
    {'region': 'NO'}
    """
    _require_shallow(text)
    return yaml.load(text, Loader=_Loader)


def _require_shallow(text: str | bytes) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 0
            raise yaml.YAMLError(f"line {line}: expected at most {DEEPEST} levels within one another")


def _read(text: bytes, *, check: Check) -> tuple[Mapping[str, Any], list[str]]:
    try:
        content = loaded(text)
    except yaml.YAMLError as error:
        return {}, [_told(error)]
    except UnicodeDecodeError as error:
        return {}, [f"expected UTF-8, got the byte {text[error.start]:#x} at position {error.start}"]
    if content is None:
        content = {}
    if not isinstance(content, dict):
        return {}, [f"expected settings such as 'name: …', got {type(content).__name__} {str(content)[:40]!r}"]
    return content, list(check(content))


def _told(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{place}expected YAML, {problem}"


def _mark(text: bytes) -> str:
    return blake2b(text, digest_size=16).hexdigest()


def _good(path: Path) -> Path:
    return path.parent / _GOOD / path.name


def _remember(path: Path, text: bytes) -> None:
    """Keeps the content beside the file; a folder that can't be written to has no hand that breaks it either."""
    good = _good(path)
    try:
        if not good.exists() or good.read_bytes() != text:
            replace_file(good, text)
    except PermissionError:
        return


def _heading(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    until = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith(b"#")), len(lines))
    return b"".join(lines[:until])


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the compiled one where it exists
    """Reads `no`, `on` and dates as the texts they are, and does not let one name stand twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the name {name!r} stands twice", key.start_mark)
            seen.add(name)
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # as above
    """Writes what `_Loader` reads."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_BOOLEAN = re.compile(r"^(?:true|True|false|False)$")


def _with_plain_words(kind: Any) -> None:
    """Takes dates and the many ways to write yes and no out of the words that mean something."""
    left = {
        letter: [(tag, pattern) for tag, pattern in rules if not tag.endswith((":bool", ":timestamp"))]
        for letter, rules in kind.yaml_implicit_resolvers.items()
    }
    kind.yaml_implicit_resolvers = left
    kind.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOLEAN, list("tTfF"))


_with_plain_words(_Loader)
_with_plain_words(_Dumper)
