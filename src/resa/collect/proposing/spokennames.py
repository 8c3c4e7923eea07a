"""What a proposal calls the things that happened, in the language of whoever imports: names that no column tells."""

from dataclasses import replace
from typing import Final

from resa.collect.spec import InteractionRule, Origin, SourceSpec

_SPOKEN: Final = {
    "order placed": ("order lagd", "ordre afgivet", "ordre lagt inn"),
    "order paid": ("order betald", "ordre betalt", "ordre betalt"),
    "order shipped": ("order skickad", "ordre afsendt", "ordre sendt"),
    "order delivered": ("order levererad", "ordre leveret", "ordre levert"),
    "order returned": ("order returnerad", "ordre returneret", "ordre returnert"),
    "order cancelled": ("order makulerad", "ordre afbestilt", "ordre kansellert"),
    "message sent": ("meddelande skickat", "besked sendt", "melding sendt"),
    "message delivered": ("meddelande levererat", "besked leveret", "melding levert"),
    "message opened": ("meddelande öppnat", "besked åbnet", "melding åpnet"),
    "message read": ("meddelande läst", "besked læst", "melding lest"),
    "message clicked": ("klick i meddelande", "klik i besked", "klikk i melding"),
    "message answered": ("meddelande besvarat", "besked besvaret", "melding besvart"),
    "unsubscribed": ("avanmäld", "afmeldt", "avmeldt"),
    "message bounced": ("meddelande studsade", "besked kom retur", "melding kom i retur"),
    "message": ("meddelande", "besked", "melding"),
    "call": ("samtal", "opkald", "telefonsamtale"),
    "chat": ("chatt", "chat", "chat"),
    "ticket": ("ärende", "henvendelse", "henvendelse"),
    "purchase": ("köp", "køb", "kjøp"),
    "return": ("retur", "returnering", "retur"),
    "survey answered": ("enkät besvarad", "spørgeskema besvaret", "undersøkelse besvart"),
    "review": ("recension", "anmeldelse", "anmeldelse"),
    "mention": ("nämnd i sociala medier", "nævnt på sociale medier", "nevnt i sosiale medier"),
    "event visit": ("besök på evenemang", "besøg på arrangement", "besøk på arrangement"),
    "delivery": ("leverans", "levering", "levering"),
    "ad": ("annons", "annonce", "annonse"),
    "workshop": ("verkstad", "værksted", "verksted"),
    "complaint": ("klagomål", "klage", "klage"),
}
_LANGUAGES: Final = ("sv", "da", "nb")


def named_in(spec: SourceSpec, language: str) -> SourceSpec:
    """Returns a proposed spec whose own names of what happened are in that language; names of columns stay."""
    if language not in _LANGUAGES:
        return spec
    return replace(spec, interactions=tuple(_spoken(one, language) for one in spec.interactions))


def in_words(name: Origin, language: str) -> Origin:
    """Returns a name as said in one of the Nordic languages; one that we did not make up, or of another, unchanged.

    >>> in_words(Origin(constant="survey answered"), "da").constant
    'spørgeskema besvaret'
    """
    at = _LANGUAGES.index(language)
    constant, otherwise = (_SPOKEN[text][at] if text in _SPOKEN else text for text in (name.constant, name.otherwise))
    return replace(name, constant=constant, otherwise=otherwise)


def _spoken(rule: InteractionRule, language: str) -> InteractionRule:
    return replace(rule, name=in_words(rule.name, language))
