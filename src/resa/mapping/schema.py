"""The published JSON Schema of map documents, made from the same table that the map checks itself with."""

from typing import Any

from resa.mapping.document import FORMAT, section
from resa.model.journeymap import FIELDS, VERSION, FieldSpec, RecordKind
from resa.model.measurement import Provenance

_SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "prose": {"type": "string"},
    "number": {"type": "number"},
    "yes_no": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "mapping": {"type": "object"},
}


def json_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) that every map document satisfies.

    What no schema can say, that references lead somewhere, is checked when a map is read.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Resa journey map",
        "type": "object",
        "required": ["resa", "version"],
        "additionalProperties": False,
        "properties": {
            "resa": {"const": FORMAT},
            "version": {"const": VERSION},
            **{section(kind): _section(kind) for kind in RecordKind},
        },
        "$defs": {
            "provenance": {"enum": [str(one) for one in Provenance]},
            **{str(kind): _record(kind) for kind in RecordKind},
        },
    }


def _section(kind: RecordKind) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{kind}"}, "propertyNames": {"minLength": 1}}


def _record(kind: RecordKind) -> dict[str, Any]:
    specs = FIELDS[kind]
    known = list(specs)
    said = {"$ref": "#/$defs/provenance"}
    return {
        "type": "object",
        "required": [name for name, spec in specs.items() if spec.is_required],
        "additionalProperties": False,
        "properties": {
            **{name: _field(spec) for name, spec in specs.items()},
            "provenance": {"anyOf": [said, _by_field(known, said)]},
            "evidence": _by_field(known, _SHAPES["texts"]),
            "version": {"type": "integer", "minimum": 1},
        },
    }


def _field(spec: FieldSpec) -> dict[str, Any]:
    if spec.refers_to is None:
        return dict(_SHAPES[spec.shape])
    return {**_SHAPES[spec.shape], "description": f"the id of a {spec.refers_to}"}


def _by_field(known: list[str], content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": {"enum": known}, "additionalProperties": content}
