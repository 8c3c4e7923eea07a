"""On which channel, under which name, and by whom: what the source calls the place where something happened."""

from resa.collect.proposing.findings import Findings
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.words import DIRECTIONS, channel_word, word_set, words_of
from resa.collect.spec import Origin
from resa.model.channel import KNOWN_CHANNELS

MOST_NAMES = 300
LONGEST_NAME = 24  # letters, on average

_STORES = word_set("store butik butikk shop filial branch varuhus")
_NOISE = word_set("dataset data export exports cleaned clean final copy csv list log logs report full sample")

_BY_KIND = {
    "line": "web",
    "call": "phone",
    "chat": "chat",
    "ticket": "email",
    "message": "email",
    "receipt": "store",
    "return": "parcel",
    "order": "web",
    "survey": "survey",
    "review": "review",
    "social": "social",
    "event": "event",
    "delivery": "parcel",
    "workshop": "store",
    "app": "app",
    "web": "web",
    "ads": "ads",
}

_NAMES = {
    "call": ("call", "call", "in"),
    "chat": ("chat", "chat", "in"),
    "ticket": ("ticket", "ticket", "in"),
    "message": ("message", "message_sent", "out"),
    "receipt": ("purchase", "order", None),
    "return": ("return", "return", "in"),
    "order": ("order placed", "order", "in"),
    "survey": ("survey answered", "survey", "in"),
    "review": ("review", "review", "in"),
    "social": ("mention", "mention", "in"),
    "event": ("event visit", "visit", "in"),
    "delivery": ("delivery", "delivery", "out"),
    "ads": ("ad", "view", "out"),
    "workshop": ("workshop", "service", "in"),
}


def channel(findings: Findings) -> Origin:
    """Returns where the channel stands, with known words translated; else the one that the source's name speaks for."""
    for role in ("channel", "origin"):
        for portrait in findings.ranked(role, fits=lambda one: len(one.distinct) <= 40):
            known = {text: channel_word(text) for text in portrait.distinct.to_pylist()}
            told = [text for text, word in known.items() if word is not None]
            if len(told) >= 0.6 * len(known) or (told and _is_called_channel(portrait)):
                findings.reason("channel", portrait.name, 0.95, f"its texts are channels: {', '.join(told[:4])}")
                return _translated(findings, portrait, known)
    kind = next((kind for kind in findings.kinds if kind in _BY_KIND), None)
    if kind is not None:
        findings.reason(
            "channel", _BY_KIND[kind], 0.6, f"no column tells, but the source's name does: {findings.source}"
        )
        return Origin(constant=_BY_KIND[kind])
    guess = _by_columns(findings)
    findings.reason("channel", guess, 0.3, "no column tells and the source's name does not either")
    return Origin(constant=guess)


def _is_called_channel(portrait: Portrait) -> bool:
    """Returns whether a column is called just that and holds short names; a company has channels that no list knows."""
    return portrait.roles.get("channel") == 1.0 and portrait.decimal is None and portrait.mean_length <= LONGEST_NAME


def _by_columns(findings: Findings) -> str:
    words = " ".join(findings.portraits).lower()
    if any(
        words_of(name)[:1] and words_of(name)[0] in _STORES and len(words_of(name)) <= 2 for name in findings.portraits
    ):
        return "store"
    if any(word in words for word in ("url", "page", "referrer", "browser")):
        return "web"
    word = channel_word(findings.source)
    return word if word in KNOWN_CHANNELS else "other"


def _translated(findings: Findings, portrait: Portrait, known: dict[str, str | None]) -> Origin:
    changed = tuple((text, word) for text, word in known.items() if word is not None and word != text)
    if not changed:
        findings.taken.add(portrait.name)
    return Origin(column=portrait.name, translate=changed)


def name_column(findings: Findings) -> Portrait | None:
    """Returns the column that names what happened, None where the source holds one kind of thing."""
    found = [
        one
        for one in findings.ranked("event", fits=lambda one: len(one.distinct) <= MOST_NAMES)
        if one.decimal is None and not one.is_prose and len(one.distinct) <= max(3, 0.5 * len(one.texts))
    ]
    if not found or (len(found[0].distinct) == 1 and found[0].roles["event"] < 0.9):
        return None
    findings.taken.add(found[0].name)
    findings.reason(
        "name", found[0].name, found[0].roles["event"], f"names what happened, e.g. {', '.join(found[0].samples())}"
    )
    return found[0]


def plain_names(findings: Findings) -> tuple[str, str, str | None]:
    """Returns (name, kind, direction) of a source that holds one kind of thing."""
    kind = next((kind for kind in findings.kinds if kind in _NAMES), None)
    if kind is not None:
        return _NAMES[kind]
    for name, one in findings.portraits.items():
        if one.roles.get("ticket", 0) >= 0.9 and one.is_unique:
            return ("complaint" if "complaint" in name.lower() else "ticket"), "ticket", "in"
    words = [word for word in findings.source.split("_") if word not in _NOISE]
    return " ".join(words) or findings.source, "", None


def direction(findings: Findings, *, otherwise: str | None) -> Origin | None:
    """Returns who began: a column with known words, else what the kind of source says."""
    found = findings.take("direction", fits=lambda one: all(text.lower() in DIRECTIONS for text in one.samples(20)))
    if found is not None:
        words = tuple(
            (text, DIRECTIONS[text.lower()]) for text in found.distinct.to_pylist() if text.lower() in DIRECTIONS
        )
        return Origin(column=found.name, translate=words)
    return Origin(constant=otherwise) if otherwise is not None else None
