"""Every field of the app that takes text, told by its own descriptions, and an attack for each of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from servedcompany import record

from resa.model.journeymap import FIELDS, JourneyMap, MapRecord, RecordKind

EACH = 60
SIGNS = ("script", "onerror", "onload", "javascript:", "<svg", "</", "data:", "{{")

NEVER_SHOWN = "is compared and kept as a hash, never shown"
CHOSEN = "is one of a list, whatever else comes is refused"
ID = "is the id of something that is there, whatever else comes is refused"
NO_ATTACK: Mapping[str, str] = {
    "POST /api/setup key": NEVER_SHOWN,
    "POST /api/setup name": "becomes a person's name, as PATCH /api/people/{id} name",
    "POST /api/setup email": "becomes a person's address, as POST /api/invitations email",
    "POST /api/setup password": NEVER_SHOWN,
    "POST /api/setup language": CHOSEN,
    "POST /api/session email": "is looked for and not kept",
    "POST /api/session password": NEVER_SHOWN,
    "PUT /api/me/password present": NEVER_SHOWN,
    "PUT /api/me/password wanted": NEVER_SHOWN,
    "PATCH /api/people/{id} language": CHOSEN,
    "POST /api/invitations/by-token/{token} password": NEVER_SHOWN,
    "POST /api/invitations/by-token/{token} language": CHOSEN,
    "POST /api/maps/{id}/shares language": CHOSEN,
    "POST /api/maps/{id}/shares password": NEVER_SHOWN,
    "PATCH /api/maps/{id}/shares/{share} language": CHOSEN,
    "PATCH /api/maps/{id}/shares/{share} password": NEVER_SHOWN,
    "POST /api/shared/{token} password": NEVER_SHOWN,
    "POST /api/maps from": CHOSEN,
    "POST /api/maps form": CHOSEN,
    "POST /api/maps language": CHOSEN,
    "POST /api/maps template": ID,
    "POST /api/maps map": ID,
    "POST /api/maps packed": "is a workbook, whose texts tests/flows/test_hostile_texts.py reads",
    "PATCH /api/maps/{id} form": CHOSEN,
    "PATCH /api/maps/{id} parent": ID,
    "POST /api/maps/{id}/status status": CHOSEN,
    "POST /api/templates map": ID,
    "POST /api/uploads/{id}/import specs[].source": "is checked as by POST /api/uploads/{id}/check",
    "POST /api/uploads/{id}/import specs[].spec": "is checked as by POST /api/uploads/{id}/check",
    "POST /api/uploads/{id}/import answers[].source": "is checked as by POST /api/uploads/{id}/check",
    "POST /api/uploads/{id}/import answers[].field": "is checked as by POST /api/uploads/{id}/check",
    "POST /api/uploads/{id}/import answers[].answer": "is checked as by POST /api/uploads/{id}/check",
    "POST /api/touchpoints/confirm touchpoints[]": ID,
}
"""Fields of the API that get no attack of their own, and why; all others must."""


def payloads(corpora: Path) -> list[str]:
    """Return texts that run where a page lets them, of every kind in the corpora."""
    found = json.loads((corpora / "blns" / "blns.json").read_text(encoding="utf-8"))
    for file in sorted((corpora / "web-payloads" / "XSS Injection").rglob("*.txt")):
        found += file.read_text(encoding="utf-8", errors="replace").splitlines()
    chosen = [text.replace("\x00", "") for text in dict.fromkeys(found) if any(sign in text.lower() for sign in SIGNS)]
    return chosen[:: max(1, len(chosen) // EACH)][:EACH]


def fields_of(description: Mapping[str, Any]) -> set[str]:
    """Return every field of a request's body that takes text: "POST /api/maps title"."""
    found: set[str] = set()
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                names = _texts(content["schema"], "", description["components"]["schemas"])
                found |= {f"{method.upper()} {path} {name}".strip() for name in names}
    return found


def _texts(schema: Mapping[str, Any], at: str, named: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        schema = named[schema["$ref"].rsplit("/", 1)[1]]
    for kind in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(kind, ()):
            yield from _texts(one, at, named)
    if schema.get("type") == "string" and not {"enum", "const", "format"} & schema.keys():
        yield at
    if schema.get("type") == "array":
        yield from _texts(schema.get("items", {}), f"{at}[]", named)
    if schema.get("type") == "object" and "properties" not in schema:
        yield at  # anything may stand in it
    for name, inside in schema.get("properties", {}).items():
        yield from _texts(inside, f"{at}.{name}" if at else name, named)


@dataclass
class Attacks:
    """Attacks, one after another; `reached` are the fields of the API that got one."""

    texts: list[str]
    reached: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._all = cycle(self.texts)

    def text(self, *, most: int = 400) -> str:
        """Return the next attack that fits into a field of so many letters."""
        return next(text for text in self._all if len(text) <= most and text.isprintable())

    def note(self, route: str, body: object, at: str = "") -> None:
        """Note which fields of a body hold an attack."""
        if isinstance(body, Mapping):
            for name, inside in body.items():
                self.note(route, inside, f"{at}.{name}" if at else name)
                if self._is_attack(name):
                    self.reached.add(f"{route} {at}".strip())
        elif isinstance(body, list):
            for one in body:
                self.note(route, one, f"{at}[]")
        elif isinstance(body, str) and self._is_attack(body):
            parts = at.split(".")
            self.reached |= {f"{route} {'.'.join(parts[:n])}".strip() for n in range(len(parts) + 1)}

    def _is_attack(self, text: str) -> bool:
        return any(one in text for one in self.texts)


def hostile(attacks: Attacks) -> JourneyMap:
    """Return a map with an attack in every field of every kind that holds words, ids included."""
    odd = attacks.text(most=80)
    own: dict[str, object] = {"stage": "stage:a", "to_stage": None, "step": None, "persona": None, "of": None}
    made = [
        attacked("map", RecordKind.MAP, attacks, form="current_state", where="channel != store"),
        attacked("persona:a", RecordKind.PERSONA, attacks, position=0),
        attacked("stage:a", RecordKind.STAGE, attacks, position=0),
        attacked(f"stage:{odd}", RecordKind.STAGE, attacks, position=1),
        attacked("step:a", RecordKind.STEP, attacks, stage="stage:a", position=0, parent=None),
        attacked("step:b", RecordKind.STEP, attacks, stage="stage:a", position=1, parent=None),
        attacked("link:a", RecordKind.LINK, attacks, **{"from": "step:a", "to": "step:b"}),
    ]
    kinds = ("pain", "quote", "action", "message_plan", "kpi", "owner", "text", "opportunity", "image")
    for at, shows in enumerate((*kinds, attacks.text(most=80))):
        lane = f"lane:{shows}"
        made.append(attacked(lane, RecordKind.LANE, attacks, shows=shows, position=at, persona=None))
        place = own | {"lane": lane, "position": 0, "impact": 5, "effort": 5}
        made.append(attacked(f"card:{shows}", RecordKind.CARD, attacks, title_key=None, **place))
        made.append(attacked(f"cell:{shows}", RecordKind.CELL, attacks, lane=lane, **own, level=1, target=3))
    made.append(attacked(f"card:{odd}", RecordKind.CARD, attacks, lane="lane:pain", **own | {"of": "entry:a"}))
    made.append(attacked("card:found", RecordKind.CARD, attacks, lane="lane:pain", **own))
    return JourneyMap.of(made)


def said(attacks: Attacks, author: str) -> list[MapRecord]:
    """Return comments, notes and votes with an attack in every field that holds words."""
    return [
        attacked("comment:a", RecordKind.COMMENT, attacks, about="card:pain", author=author, answers=None),
        attacked("comment:b", RecordKind.COMMENT, attacks, author=author, answers="comment:a"),
        attacked("note:a", RecordKind.NOTE, attacks, author=author, x=20, y=20),
        attacked("vote:a", RecordKind.VOTE, attacks, about="note:a", author=author, count=2),
    ]


def entries(attacks: Attacks) -> list[MapRecord]:
    """Return entries of the library with an attack in every field that holds words."""
    return [attacked(f"entry:{name}", RecordKind.ENTRY, attacks, shows=name) for name in ("a", "pain", "persona")]


def attacked(own: str, kind: RecordKind, attacks: Attacks, /, **given: object) -> MapRecord:
    """Return a record with an attack in each field that is not given; a field without words stays away."""
    fields = {name: _attack(spec.shape, attacks) for name, spec in FIELDS[kind].items() if name not in given}
    known = {name: held for name, held in (fields | given).items() if held is not None and name in FIELDS[kind]}
    return record(own, kind, **known)


def _attack(shape: str, attacks: Attacks) -> object:
    match shape:
        case "text" | "prose":
            return attacks.text()
        case "texts":
            return [attacks.text(), attacks.text()]
        case "mapping":
            return {"label": attacks.text(), attacks.text(): attacks.text()}
        case _:
            return None


def unattacked(*documents: JourneyMap) -> set[str]:
    """Return the fields that hold words, or anything, and got no attack in any of the documents: "stage name"."""
    words = {
        f"{kind} {name}"
        for kind, fields in FIELDS.items()
        for name, spec in fields.items()
        if spec.shape in ("text", "prose", "texts", "mapping") and spec.refers_to is None
    }
    held = {f"{one.kind} {name}" for document in documents for one in document.records.values() for name in one.fields}
    return words - held
