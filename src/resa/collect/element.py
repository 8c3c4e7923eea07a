"""What a click met, and on which page, without anything that a person wrote.

Selectors and addresses can hold what people typed: the value of a field, a search, an e-mail address in a query. What
is kept here names places of a page that are the same for everybody.
"""

import re

MOST_LETTERS = 120
HIDDEN = "…"
"""Stands where something was left out."""

_LONGEST_LABEL, _MOST_WORDS = 60, 6
_MARKS = frozenset(("data-testid", "data-test", "data-test-id", "data-cy", "data-qa", "data-attr"))
_KEPT = frozenset(("id", "class", "name", "role", "type", "for", "rel")) | _MARKS
_TAGS = frozenset(
    """a article aside body button div dl dt dd em fieldset figure footer form h1 h2 h3 h4 header html iframe img input
    label legend li main nav ol option p picture section select small span strong svg path table tbody td textarea th
    thead tr ul video""".split()  # noqa: SIM905 - a list of so many words reads worse
)
_ATTRIBUTE = re.compile(r"""\[\s*([\w:.-]+)\s*[~|^$*]?=\s*("[^"]*"?|'[^']*'?|[^\]]*)(\s+[isIS])?\]?""")
_SAID = re.compile(
    r"""(:contains|:has-text|:text(?:-is)?|text\(\)\s*=)\s*(\([^)]*\)?|"[^"]*"?|'[^']*'?)""", re.IGNORECASE
)
_TOLD = re.compile(r"(?<![A-Za-z-])(?:attr__)?(text|value|label|title|alt|placeholder|innertext)\s*=.*$", re.IGNORECASE)
_CHAIN = re.compile(r"""([a-z][\w-]*)(\.[^:;"]+)?:((?:[\w$-]+="(?:[^"\\]|\\.)*")+)""")
_CHAIN_ATTRIBUTE = re.compile(r"""(?:attr__|attr_)?([\w$-]+)="((?:[^"\\]|\\.)*)\"""")
_MARKUP = re.compile(r"<\s*([a-zA-Z][\w-]*)(.*?)>.*$", re.DOTALL)
_MARKUP_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_MAIL = re.compile(r"[^\s@/=?&\"'(]+(?:@|%40)[^\s@/=?&\"']+\.[^\s@/=?&\"'\])>]+", re.IGNORECASE)
_HEX = r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|(?=[a-fA-F]*\d)[0-9a-fA-F]{16,}"
_CODE = re.compile(rf"(?<![A-Za-z\d])(?:{_HEX}|\+?\d[\d ()-]{{4,}}\d)(?![A-Za-z\d])")
_ADDRESS = re.compile(r"^[a-z][a-z\d+.-]*:/*[^/?#]*|^//[^/?#]*", re.IGNORECASE)


def element(told: str) -> str | None:
    """Returns what a click met as a selector or a short label; None where nothing safe is left of it.

    >>> element('input#mail[value="kim@x.se"]'), element("a:contains('Hi Kim')")
    ('input#mail[value]', 'a:contains(…)')
    >>> element('button.buy:attr__id="pay"nth-child="2"text="Pay, Kim";div:nth-child="1"')
    'button#pay.buy'
    >>> element("a long sentence such as people write it into a field for remarks, hello")
    """
    text = " ".join(told.split())
    text = _first_of_chain(text) or _without_markup(text)
    text = _ATTRIBUTE.sub(_attribute, text)
    text = _SAID.sub(rf"\1({HIDDEN})", text)
    text = _masked(_TOLD.sub(rf"\1={HIDDEN}", text)).strip()
    words = [word for word in text.split() if word.strip(".,;:!?").isalpha() and word not in _TAGS]
    is_prose = len(words) > _MOST_WORDS or (len(words) > 1 and len(" ".join(words)) > _LONGEST_LABEL)
    return None if is_prose or not text.strip(HIDDEN) else text[:MOST_LETTERS]


def _first_of_chain(text: str) -> str | None:
    """Returns the element that a chain of elements begins with (`tag.class:name="…"…;tag:…`), as a selector.

    One that nothing but its tag names stands behind the nearest element around it that something else names.
    """
    if _CHAIN.match(text) is None:
        return None
    tags = []
    for found in _CHAIN.finditer(text):
        named = {name.lower(): said for name, said in _CHAIN_ATTRIBUTE.findall(found[3])}
        marks = "".join(f'[{name}="{said}"]' for name, said in named.items() if name in _MARKS and said)
        naming = (f"#{named['id']}" if named.get("id") else "") + (found[2] or "") + marks
        tags.append(found[1] + naming)
        if naming:
            break
    return tags[0] if len(tags) == 1 or not naming else f"{tags[-1]} {tags[0]}"


def _attribute(found: re.Match[str]) -> str:
    name = found[1].lower()
    return f"[{found[1]}={found[2]}]" if name in _KEPT else f"[{found[1]}]"


def _without_markup(text: str) -> str:
    """Returns the tag of an element that was told as markup, with what names it."""
    found = _MARKUP.search(text)
    if found is None:
        return text
    named = [(name.lower(), said.strip("\"'")) for name, said in _MARKUP_ATTRIBUTE.findall(found[2])]
    return found[1].lower() + "".join(f'[{name}="{said}"]' for name, said in named if name in _KEPT)


def page(told: str) -> str | None:
    """Returns a page without what its address holds of one visit: host, query, fragment and numbers of single things.

    >>> page("https://shop.example/order/10023411?mail=kim@x.se#top"), page("checkout")
    ('/order/…', 'checkout')
    """
    text = " ".join(told.split())
    if "://" in text or text.startswith("/") or re.search(r"\?[\w-]+=", text):
        text = re.split(r"[?#]", _ADDRESS.sub("", text), maxsplit=1)[0] or "/"
        text = text.rstrip("/") or "/"
    return _masked(text)[:MOST_LETTERS] or None


def _masked(text: str) -> str:
    return _CODE.sub(HIDDEN, _MAIL.sub(HIDDEN, text))
