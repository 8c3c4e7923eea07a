"""Elements and words of a page in their order, in one pass whose cost grows as the text does, however odd."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_RAW = ("script", "style", "textarea", "title", "template", "noscript")
_MOST_GREATER = 8  # signs that may stand inside the attributes of one tag
_MOST_TAG = 100_000


@dataclass(frozen=True, slots=True)
class Tag:
    """An element that begins, or ends."""

    name: str
    attributes: Mapping[str, str]
    is_end: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What is shown between two tags, spaces gathered."""

    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark that nobody sees."""

    text: str


Token = Tag | Words | Comment


def tokens(text: str) -> Iterator[Token]:
    """Yields what a page consists of; a tag that never ends is text, a comment that never ends hides the rest.

    >>> [one.name for one in tokens("<p class=a>Hi<br></p>") if isinstance(one, Tag)]
    ['p', 'br', 'p']
    """
    folded, at = text.lower(), 0
    while at < len(text):
        begin = text.find("<", at)
        if begin < 0:
            yield from _words(text[at:])
            return
        yield from _words(text[at:begin])
        if text.startswith("<!--", begin):
            end = text.find("-->", begin + 4)
            yield Comment(text[begin + 4 : end if end >= 0 else begin + 4_000])
            at = end + 3 if end >= 0 else len(text)
            continue
        found = _tag(text, begin)
        if found is None:
            at = _beyond(text, begin)
            continue
        yield found[0]
        at = found[1]
        if found[0].name in _RAW and not found[0].is_end:
            end = folded.find(f"</{found[0].name}", at)
            end = len(text) if end < 0 else end
            if found[0].name == "title":
                yield from _words(text[at:end])
            at = end


def _tag(text: str, begin: int) -> tuple[Tag, int] | None:
    """Returns the tag that begins here, and where it ends; None where none does."""
    end = begin
    for _ in range(_MOST_GREATER):
        end = text.find(">", end + 1, begin + _MOST_TAG)
        if end < 0:
            return None
        found = _TAG.fullmatch(text, begin, end + 1)
        if found:
            return Tag(found[2].lower(), _attributes(found[3]), bool(found[1])), end + 1
    return None


def _beyond(text: str, begin: int) -> int:
    """Returns where reading goes on after a sign that begins no tag: behind a declaration, else with the next sign."""
    if text.startswith(("<!", "<?", "</"), begin):
        end = text.find(">", begin, begin + _MOST_TAG)
        return end + 1 if end >= 0 else begin + 2
    return begin + 1


def _attributes(told: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, quoted in _ATTRIBUTE.findall(told):
        bare = quoted[1:-1] if quoted[:1] in ("'", '"') and quoted[-1:] == quoted[:1] else quoted
        found.setdefault(name.lower(), unescape(bare))
    return found


def _words(text: str) -> Iterator[Words]:
    words = " ".join(unescape(text).split())
    if words:
        yield Words(words)
