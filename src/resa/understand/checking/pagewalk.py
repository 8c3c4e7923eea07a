"""One walk over a page, element by element; elements that are never closed, or closed twice, do no harm."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from resa.understand.checking.markup import Comment, Tag, Words, tokens
from resa.understand.checking.pageword import CALL_WORDS, PAYMENTS, TRUST, spoken_of

_NO_FIELD = frozenset({"hidden", "submit", "button", "image", "reset"})
_MENUS = frozenset({"nav", "header", "footer"})
_NAMED = frozenset({"a", "button", "label"})  # elements whose words are kept
_FOLLOWED = _MENUS | _NAMED
_LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "video": "src"}
_BUTTON_CLASS = re.compile(r"(^|[\s_-])(btn|button|cta|knapp|knap)([\s_-]|$)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_PHONE = re.compile(r"\b(phone|tel|telefon|mobil)")
_MOST_FIELDS = 2_000
_DEEPEST = 200  # open elements that are followed
_MOST_WORDS = 300  # letters that are kept of a link


@dataclass(slots=True)
class _Open:
    """An element that is open: what it says of itself, the letters before it, the words in it so far."""

    tag: str
    told: Mapping[str, str]
    begins: int
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Call:
    """Something to press: the letters shown before it, and what it says."""

    begins: int
    words: str
    is_in_menu: bool


class Walk:
    """What was seen on the way; `said` counts the letters shown."""

    def __init__(self) -> None:
        self.elements = self.said = 0
        self.meta: dict[str, str] = {}
        self.title, self.address = "", ""
        self.actions: list[str] = []
        self.unsafe: list[str] = []
        self.trust: set[str] = set()
        self.payments: set[str] = set()
        self._open: list[_Open] = []
        self._searches: list[bool] = []
        self._form = -1
        self._fields: list[tuple[Mapping[str, str], str, int, bool]] = []
        self._labelled: set[str] = set()
        self._calls: list[Call] = []
        self._is_title = False

    def over(self, text: str) -> "Walk":
        """Walks over a page."""
        for token in tokens(text):
            match token:
                case Tag(is_end=False):
                    self._begins(token.name, token.attributes)
                case Tag():
                    self._ends(token.name)
                case Words():
                    self._says(token.text)
                case Comment():
                    found = _SAVED_FROM.search(token.text)
                    self.address = found[1] if found else self.address
        for one in reversed(self._open):
            self._closed(one)
        return self

    def _begins(self, tag: str, told: Mapping[str, str]) -> None:
        self.elements += 1
        self._is_title = tag == "title" and not self.title
        self._head(tag, told)
        address = told.get(_LOADS.get(tag, ""), "").strip()
        is_loaded = tag != "link" or "stylesheet" in told.get("rel", "").lower()
        if is_loaded and address.lower().startswith("http://"):
            self.unsafe.append(address[:200])
        shown = " ".join(told.get(part, "")[:_MOST_WORDS] for part in ("alt", "value", "src", "aria-label"))
        if shown.strip():
            self.payments.update(spoken_of(shown, PAYMENTS))
        if tag in ("input", "select", "textarea"):
            self._field(tag, told)
        if tag in _FOLLOWED and len(self._open) < _DEEPEST:
            self._open.append(_Open(tag, told, self.said))

    def _head(self, tag: str, told: Mapping[str, str]) -> None:
        if tag == "meta":
            self.meta.setdefault((told.get("name") or told.get("property", "")).lower(), told.get("content", ""))
        elif tag == "link" and "canonical" in told.get("rel", "").lower():
            self.address = self.address or told.get("href", "")
        elif tag == "form":
            self._form = len(self._searches)
            self._searches.append("search" in f"{told.get('role', '')} {told.get('action', '')}".lower())
            self.actions.append(told.get("action", "").strip())

    def _ends(self, tag: str) -> None:
        if tag == "form":
            self._form = -1
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].tag == tag), None)
        if at is not None:
            for one in self._open[at:]:
                self._closed(one)
            del self._open[at:]

    def _says(self, words: str) -> None:
        if self._is_title:
            self.title, self._is_title = words[:200], False
            return
        self.said += len(words)
        for one in self._open:
            if one.tag in _NAMED and sum(map(len, one.words)) < _MOST_WORDS:
                one.words.append(words[:_MOST_WORDS])
        self.payments.update(spoken_of(words, PAYMENTS))

    def _field(self, tag: str, told: Mapping[str, str]) -> None:
        kind = (told.get("type") or "text").lower() if tag == "input" else tag
        if kind in ("submit", "button", "image"):
            self._calls.append(Call(self.said, told.get("value") or told.get("alt", ""), self._is_in_menu()))
        if kind in _NO_FIELD or "display:none" in told.get("style", "").replace(" ", "").lower():
            return
        if kind == "search" and self._form >= 0:
            self._searches[self._form] = True
        if len(self._fields) < _MOST_FIELDS:
            self._fields.append((told, kind, self._form, any(one.tag == "label" for one in self._open)))

    def _closed(self, one: _Open) -> None:
        words = " ".join(one.words)[:_MOST_WORDS]
        if one.tag == "label":
            self._labelled.add(one.told.get("for", ""))
        elif one.tag == "a":
            self.trust.update(spoken_of(f"{words} {one.told.get('href', '')[:_MOST_WORDS]}", TRUST))
        if one.tag == "button" or (one.tag == "a" and _looks_like_button(one.told)):
            self._calls.append(Call(one.begins, words or one.told.get("aria-label", ""), self._is_in_menu()))

    def _is_in_menu(self) -> bool:
        return any(one.tag in _MENUS for one in self._open)

    def first_call(self) -> Call | None:
        """Returns the first call to act: one whose words ask for it, else the first button that stands in no menu."""
        order = sorted(self._calls, key=lambda one: one.begins)
        outside = [one for one in order if not one.is_in_menu and one.words.strip()]
        asking = [one for one in outside if CALL_WORDS.search(one.words.casefold())]
        return next(iter([*asking, *outside]), None)

    def told_fields(self) -> Iterator[dict[str, Any]]:
        """Yields the fields of all forms but searches; the buttons of one choice are one field."""
        choices: set[tuple[int, str]] = set()
        for told, kind, form, is_wrapped in self._fields:
            choice = (form, told.get("name", ""))
            if (form >= 0 and self._searches[form]) or (kind == "radio" and choice in choices):
                continue
            if kind == "radio":
                choices.add(choice)
            spoken = " ".join(told.get(part, "") for part in ("name", "id", "autocomplete", "placeholder")).strip()
            is_named = is_wrapped or any(told.get(part) for part in ("aria-label", "aria-labelledby", "title"))
            yield {
                "kind": kind,
                "name": spoken[:200],
                "form": form,
                "is_required": "required" in told or told.get("aria-required") == "true",
                "has_label": is_named or (bool(told.get("id")) and told["id"] in self._labelled),
                "autocomplete": told.get("autocomplete", "").lower(),
                "is_typed_for": _is_typed_for(kind, spoken.casefold(), told),
            }


def _looks_like_button(told: Mapping[str, str]) -> bool:
    return told.get("role") == "button" or bool(_BUTTON_CLASS.search(told.get("class", "")))


def _is_typed_for(kind: str, spoken: str, told: Mapping[str, str]) -> bool:
    """Says whether a phone brings the keyboard that a field wants: letters with an @, or digits."""
    wanted = "email" if "mail" in spoken else "tel" if _PHONE.search(spoken) else None
    return kind != "text" or wanted is None or told.get("inputmode", "").lower() == wanted
