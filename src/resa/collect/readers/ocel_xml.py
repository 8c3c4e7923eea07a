"""The XML form of object-centric event logs, as the JSON form holds it."""

from typing import Any
from xml.parsers import expat

_MOST_DEPTH = 12


def parsed(text: bytes) -> dict[str, list[dict[str, Any]]]:
    """Returns the events and objects of a log; raises ValueError where it is none, or brings a document type along."""
    listening = _Listening()
    try:
        listening.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise ValueError(f"its XML breaks off or is damaged: {error}") from error
    return {"events": listening.events, "objects": listening.objects}


class _Listening:
    """Listens to the parser; an `objects` element inside an event or object lists what that is related to."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.objects: list[dict[str, Any]] = []
        self._thing: dict[str, Any] | None = None
        self._attribute: dict[str, Any] | None = None
        self._depth = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_told: object) -> None:
        raise ValueError("it has a document type, which is never looked up; take the <!DOCTYPE …> out")

    def _begin(self, tag: str, told: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ValueError(f"it is nested more than {_MOST_DEPTH} deep")
        if self._depth == 1 and tag != "log":
            raise ValueError(f"it begins with <{tag}>, not <log>")
        if tag in ("event", "object") and self._thing is None and self._depth == 3:
            named = {"id": told.get("id", ""), "type": told.get("type", ""), "time": told.get("time", "")}
            self._thing = {**named, "attributes": [], "relationships": []}
            (self.events if tag == "event" else self.objects).append(self._thing)
        elif self._thing is not None and tag in ("relationship", "relobj"):
            one = {"objectId": told.get("object-id", ""), "qualifier": told.get("qualifier", "")}
            self._thing["relationships"].append(one)
        elif self._thing is not None and tag == "attribute":
            self._attribute = {"name": told.get("name", ""), "time": told.get("time", ""), "value": ""}
            self._thing["attributes"].append(self._attribute)

    def _say(self, text: str) -> None:
        if self._attribute is not None:
            self._attribute["value"] += text

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag == "attribute":
            self._attribute = None
        elif tag in ("event", "object") and self._depth == 2:
            self._thing = None
