"""What a page shows that a browser has saved: its form, its first call to act, its links, and what is unsafe."""

import re
from dataclasses import dataclass
from typing import ClassVar

from resa.model.errors import UsageError
from resa.understand.checking.pagewalk import Walk
from resa.understand.checking.pageword import PAYMENTS, TRUST, is_personal

MOST_BYTES = 10_000_000
"""A page larger than this is no page."""

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NEXT = "save the page from a browser as 'web page, HTML only'"


class PageError(UsageError):
    """A file that is no page as a browser saves it."""

    code: ClassVar[str] = "page_unreadable"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that people fill in; `form` is the 0-based form around it, -1 outside of all.

    `is_typed_for` says whether a phone brings the keyboard that it wants.
    """

    kind: str
    name: str
    form: int
    is_required: bool
    has_label: bool
    autocomplete: str
    is_typed_for: bool

    @property
    def is_personal(self) -> bool:
        """Whether a browser could fill it in from what it knows of a person."""
        return is_personal(self.name)


@dataclass(frozen=True, slots=True)
class Page:
    """What one saved page shows.

    `title` and `address` are as it says itself, "" where it does not. `call` is the text of the first call to act,
    `call_letters` and `call_share` how much of the page's text stands before it; None where there is none. `trust`
    and `payments` are the kinds of links and the ways to pay that it names; `has_secret` says whether it asks for a
    password or a card.
    """

    name: str
    title: str
    address: str
    viewport: str | None
    fields: tuple[Field, ...]
    actions: tuple[str, ...]
    unsafe: tuple[str, ...]
    call: str | None
    call_share: float | None
    call_letters: int | None
    trust: tuple[str, ...]
    payments: tuple[str, ...]
    has_secret: bool

    @property
    def form(self) -> tuple[Field, ...]:
        """The fields of the form with the most of them."""
        each = [
            tuple(one for one in self.fields if one.form == form) for form in sorted({one.form for one in self.fields})
        ]
        return max(each, key=len, default=())


def read_page(content: bytes, *, name: str) -> Page:
    """Returns what a page shows; raises `PageError` where the file is none.

    Costs about a second for two megabytes. What scripts would add later is not seen: save the page from the browser.
    """
    walk = Walk().over(_text(content, name=name))
    if not walk.elements:
        raise PageError(f"expected an HTML page, got {name!r} without any element; {_NEXT}")
    call = walk.first_call()
    fields = tuple(Field(**one) for one in walk.told_fields())
    return Page(
        name=name,
        title=walk.title,
        address=walk.address or walk.meta.get("og:url", ""),
        viewport=walk.meta.get("viewport"),
        fields=fields,
        actions=tuple(walk.actions),
        unsafe=tuple(dict.fromkeys(walk.unsafe)),
        call=call.words[:80] if call else None,
        call_share=call.begins / max(1, walk.said) if call else None,
        call_letters=call.begins if call else None,
        trust=tuple(one for one in TRUST if one in walk.trust),
        payments=tuple(one for one in PAYMENTS if one in walk.payments),
        has_secret=any(one.kind == "password" or "cc-" in one.autocomplete for one in fields),
    )


def _text(content: bytes, *, name: str) -> str:
    """Returns the words of a page by the encoding that it states, else UTF-8, else that of old Western pages."""
    if not content.strip():
        raise PageError(f"expected an HTML page, got {name!r}, which is empty; {_NEXT}")
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.0f} MB"
        raise PageError(
            f"expected an HTML page of at most {MOST_BYTES // 1_000_000} MB, got {name!r} with {size}; {_NEXT}"
        )
    head = content[:4096]
    if head.lstrip().lower().startswith((b"mime-version", b"from: <saved", b'from: "saved')):
        raise PageError(f"expected an HTML page, got {name!r}, which is a web archive; {_NEXT}")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\0" in head:
        raise PageError(f"expected an HTML page, got {name!r}, which is no text; {_NEXT}")
    stated = _CHARSET.search(head)
    for encoding in (*((stated[1].decode("ascii", "replace"),) if stated else ()), "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")
