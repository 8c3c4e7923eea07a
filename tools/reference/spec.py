"""Every rule that a source spec may have."""

import inspect
import re
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from tools.reference.markdown import prose, table

from resa.collect import spec as spec_module
from resa.collect.readers import raw
from resa.collect.readers.raw import FileFormat
from resa.collect.spec import SourceSpec
from resa.model.identifier import RECORD_NAMESPACES, TRUST


def specs() -> str:
    """Returns every rule a source spec may have, beginning with the spec itself."""
    classes = [
        one for one in vars(spec_module).values() if is_dataclass(one) and one.__module__ == spec_module.__name__
    ]
    ordered = [SourceSpec, *(one for one in classes if one is not SourceSpec), FileFormat]
    intro = (
        "A spec is YAML in `sources/`. Where a rule has a *short form*, that field may stand alone: `text: comment` is "
        "`text: {column: comment}`. Texts are taken as written: `03` and `no` stay texts. A `?` is an open question.\n"
    )
    parts = ["# Source specs\n", intro]
    for one in ordered:
        remarks = _remarks(one)
        short = getattr(one, "SHORT", None)
        parts.append(f"## {one.__name__}\n\n{prose(one)}\n" + (f"\nShort form: `{short}`.\n" if short else ""))
        hints = get_type_hints(one)
        rows = [(f"`{f.name}`", _kind(hints[f.name]), _field_default(f), remarks.get(f.name, "")) for f in fields(one)]
        has_remarks = any(row[3] for row in rows)
        head = ("field", "holds", "default", "remark")
        parts.append(table(head if has_remarks else head[:3], rows=rows if has_remarks else [row[:3] for row in rows]))
    parts.append("## Namespaces of identifiers\n\nIn falling order of trust; others rank after `crm`: ")
    parts[-1] += ", ".join(f"`{name}`" for name in TRUST)
    records = ", ".join(f"`{name}`" for name in sorted(RECORD_NAMESPACES))
    parts[-1] += f". {records} name a record and link the customers through it.\n"
    return "\n".join(parts)


def _remarks(rule: type) -> dict[str, str]:
    module = raw if rule is FileFormat else spec_module
    source = inspect.getsource(module)
    body = source.split(f"class {rule.__name__}:", 1)[1].split("\n@dataclass", 1)[0]
    return dict(re.findall(r"^    (\w+): [^#\n]+#\s*(.+)$", body, flags=re.MULTILINE))


def _kind(hint: Any) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        return _kind(next(one for one in get_args(hint) if one is not types.NoneType))
    if hint == tuple[tuple[str, str], ...]:
        return "pairs of texts"
    if get_origin(hint) is tuple:
        return f"list of {_kind(get_args(hint)[0])}"
    if is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", bool: "true or false", int: "whole number", float: "number"}[hint]


def _field_default(one: "Field[Any]") -> str:
    if one.default is MISSING:
        return "needed"
    if one.default is None or one.default == ():
        return ""
    return f"`{str(one.default).lower() if isinstance(one.default, bool) else one.default}`"
