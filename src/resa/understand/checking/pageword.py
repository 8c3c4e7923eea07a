"""By which words a page tells of trust, of ways to pay, of a call to act, of what it asks about a person."""

import re
from collections.abc import Iterator, Mapping

TRUST: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words)
    for name, words in {
        "terms": r"villkor|betingelser|vilkår|handelsb|terms",
        "returns": r"retur|ångerr|öppet köp|fortryd|angre|åpent kjøp|return|refund",
        "contact": r"kontakt|contact|kundservice|kundtjänst|kundeservice|customer service|help|hjälp|hjælp|hjelp",
        "privacy": r"integritet|personuppgift|privatliv|personvern|persondata|privacy|gdpr",
        "delivery": r"leverans|levering|frakt|fragt|shipping|delivery",
    }.items()
}
"""Kinds of links that people look for before they pay."""

PAYMENTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words)
    for name, words in {
        "card": r"\bvisa\b|master ?card|dankort|\bamex\b|american express|kortbetal|betalkort"
        r"|betalingskort|credit card",
        "wallet": r"apple ?pay|google ?pay|pay ?pal",
        "phone": r"\bswish\b|mobile ?pay|\bvipps\b",
        "invoice": r"klarna|faktura|invoice|walley|riverty",
        "bank": r"trustly|direktbetal|bank ?transfer|bankoverf|banköver",
        "instalments": r"delbetal|afdrag|avdrag på|delbetaling|instal?ments?",
    }.items()
}
"""Ways to pay."""

CALL_WORDS = re.compile(
    r"köp|kjøp|\bkøb|varukorg|i kurv|kassan|kassen|beställ|bestil|fortsätt|fortsæt|fortsett|gå vidare|videre|betal"
    r"|boka|bestill|teckna|registrera|tilmeld|registrer|skicka|send|\bbuy|add to|check ?out|order|continue|next|pay\b"
    r"|book|sign up|subscribe|get started|submit|apply|ansök|ansøg|søk"
)
"""What a button says that asks people to act."""

_PERSONAL = re.compile(
    r"mail|phone|tel\b|telefon|mobil|name|namn|navn|address|adress|adresse|street|gata|gade|\bgate|zip|postal|postnum|postnr"
    r"|city|\bort\b|\bby\b|poststed|country|\bland\b|card|kort|birth|född|født|password|lösen|adgangskode|passord"
)


def spoken_of(words: str, kinds: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    """Yields the kinds of things that words speak of.

    >>> list(spoken_of("Köpvillkor och retur", TRUST))
    ['terms', 'returns']
    """
    folded = words.casefold()
    return (name for name, pattern in kinds.items() if pattern.search(folded))


def is_personal(name: str) -> bool:
    """Says whether a field of this name asks for what a browser may know of a person.

    >>> is_personal("deliveryAddress1"), is_personal("giftcode")
    (True, False)
    """
    return bool(_PERSONAL.search(name.casefold()))
