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
    "Google review": ("recension på Google", "anmeldelse på Google", "anmeldelse på Google"),
    "Trustpilot review": ("recension på Trustpilot", "anmeldelse på Trustpilot", "anmeldelse på Trustpilot"),
    "became customer": ("blev kund", "blev kunde", "ble kunde"),
    "call back": ("återuppringning", "tilbagekald", "tilbakeringing"),
    "call with sales": ("samtal med säljare", "samtale med sælger", "samtale med selger"),
    "organic search": ("organisk sökning", "organisk søgning", "organisk søk"),
    "cart left": ("varukorg lämnad", "kurv forladt", "handlekurv forlatt"),
    "case closed": ("ärende avslutat", "sag afsluttet", "sak avsluttet"),
    "case opened": ("ärende öppnat", "sag oprettet", "sak opprettet"),
    "contact created": ("kontakt skapad", "kontakt oprettet", "kontakt opprettet"),
    "conversation": ("konversation", "samtale", "samtale"),
    "deal lost": ("affär förlorad", "aftale tabt", "avtale tapt"),
    "deal opened": ("affär påbörjad", "aftale påbegyndt", "avtale påbegynt"),
    "deal won": ("affär vunnen", "aftale vundet", "avtale vunnet"),
    "e-mail": ("e-post", "e-mail", "e-post"),
    "e-mail with sales": ("e-post med säljare", "e-mail med sælger", "e-post med selger"),
    "follow-up by sales": ("uppföljning av säljare", "opfølgning fra sælger", "oppfølging fra selger"),
    "goal": ("mål", "mål", "mål"),
    "lead converted": ("lead konverterat", "lead konverteret", "lead konvertert"),
    "lead created": ("lead skapat", "lead oprettet", "lead opprettet"),
    "link": ("länk", "link", "lenke"),
    "opportunity lost": ("affärsmöjlighet förlorad", "salgsmulighed tabt", "salgsmulighet tapt"),
    "opportunity opened": ("affärsmöjlighet skapad", "salgsmulighed oprettet", "salgsmulighet opprettet"),
    "opportunity won": ("affärsmöjlighet vunnen", "salgsmulighed vundet", "salgsmulighet vunnet"),
    "order": ("order", "ordre", "ordre"),
    "order completed": ("order slutförd", "ordre gennemført", "ordre fullført"),
    "order sent": ("order skickad", "ordre afsendt", "ordre sendt"),
    "page": ("sida", "side", "side"),
    "reported as spam": ("anmält som skräppost", "anmeldt som spam", "meldt som søppelpost"),
    "site search": ("sökning på sajten", "søgning på sitet", "søk på nettstedet"),
    "subscribed to newsletter": ("nyhetsbrev beställt", "nyhedsbrev tilmeldt", "nyhetsbrev bestilt"),
    "subscription changed": ("prenumeration ändrad", "abonnement ændret", "abonnement endret"),
    "support rated": ("support betygsatt", "support bedømt", "kundestøtte vurdert"),
    "ticket answered": ("ärende besvarat", "henvendelse besvaret", "henvendelse besvart"),
    "ticket closed": ("ärende avslutat", "henvendelse afsluttet", "henvendelse avsluttet"),
    "ticket opened": ("ärende öppnat", "henvendelse oprettet", "henvendelse opprettet"),
    "unsubscribed from newsletter": ("nyhetsbrev avbeställt", "nyhedsbrev afmeldt", "nyhetsbrev avbestilt"),
    "complaint": ("klagomål", "klage", "klage"),
}
_LANGUAGES: Final = ("sv", "da", "nb")


def named_in(spec: SourceSpec, language: str) -> SourceSpec:
    """Returns a proposed spec whose own names of what happened are in that language; names of columns stay."""
    if language not in _LANGUAGES:
        return spec
    answers = tuple(
        replace(one, touchpoint=in_words(one.touchpoint, language)) if one.touchpoint else one for one in spec.answers
    )
    return replace(spec, interactions=tuple(_spoken(one, language) for one in spec.interactions), answers=answers)


def in_words(name: Origin, language: str) -> Origin:
    """Returns a name as said in one of the Nordic languages; one that we did not make up, or of another, unchanged.

    >>> in_words(Origin(constant="survey answered"), "da").constant
    'spørgeskema besvaret'
    """
    at = _LANGUAGES.index(language)
    constant, otherwise = (_SPOKEN[text][at] if text in _SPOKEN else text for text in (name.constant, name.otherwise))
    translate = tuple((theirs, _SPOKEN[ours][at] if ours in _SPOKEN else ours) for theirs, ours in name.translate)
    return replace(name, constant=constant, otherwise=otherwise, translate=translate)


def _spoken(rule: InteractionRule, language: str) -> InteractionRule:
    return replace(rule, name=in_words(rule.name, language))
