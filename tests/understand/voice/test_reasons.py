"""What texts are about: every reason in four languages, and expressions whose words mean something else elsewhere."""

import pytest

from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.reading import LANGUAGES, REASONS

READER = LexiconReader()

ABOUT = {
    "waiting": (
        ("sv", "Det dröjde en evighet innan någon svarade"),
        ("sv", "Handläggningstiden är alldeles för lång"),
        ("da", "Sagsbehandlingstiden er helt urimelig"),
        ("da", "Vi stod i kø en hel time"),
        ("nb", "Saksbehandlingstiden er altfor lang"),
        ("nb", "Ventetiden var uendelig"),
        ("en", "It took forever before anybody answered"),
        ("en", "Forty minutes on hold"),
    ),
    "price": (
        ("sv", "Månadsavgiften gick upp igen"),
        ("sv", "Prislappen var fel"),
        ("da", "Alt for dyrt i forhold til andre"),
        ("da", "God rabat til studerende"),
        ("nb", "Hyggelige priser"),
        ("nb", "Gebyret var skjult"),
        ("en", "A good deal for what you get"),
        ("en", "Prices went up twice this year"),
    ),
    "findability": (
        ("sv", "Sökrutan ger bara konstiga träffar"),
        ("sv", "Sajten är användarvänlig"),
        ("da", "Jeres side er uoverskuelig"),
        ("da", "Hjemmesiden er brugervenlig"),
        ("nb", "Nettsidene er rotete"),
        ("nb", "Finner ikke frem i menyen"),
        ("en", "Your homepage is a maze"),
        ("en", "The filters reset all the time"),
    ),
    "staff": (
        ("sv", "Skickliga killar som kunde sin sak"),
        ("sv", "Kassörskan var ohyfsad"),
        ("da", "Ekspedienten rullede med øjnene"),
        ("da", "Søde og venlige folk"),
        ("nb", "De var så hyggelige alle sammen"),
        ("nb", "Resepsjonisten var frekk"),
        ("en", "The receptionist rolled her eyes"),
        ("en", "The waiter was lovely"),
    ),
    "delivery": (
        ("sv", "Budet ställde lådan hos grannen"),
        ("sv", "De skickade fel låda"),
        ("da", "Pakken blev afleveret hos naboen"),
        ("da", "Fragten tog en uge"),
        ("nb", "Pakken havnet på feil hentested"),
        ("nb", "Sendingen kom ikke"),
        ("en", "The parcel was left outside in the rain"),
        ("en", "It was dispatched to the wrong town"),
    ),
    "fault": (
        ("sv", "Den hängde sig hela tiden"),
        ("sv", "Resan blev inställd samma dag"),
        ("da", "Skærmen var knust"),
        ("da", "Turen blev aflyst"),
        ("nb", "Avgangen ble innstilt"),
        ("nb", "Skjermen sprakk etter en dag"),
        ("en", "The zip broke and the glass was shattered"),
        ("en", "The network went down again"),
    ),
    "quality": (
        ("sv", "Bilen var i gott skick"),
        ("sv", "Flyttstädningen var slarvig"),
        ("da", "Stoffet føles tyndt"),
        ("da", "Morgenmaden var kedelig"),
        ("nb", "Frokosten var kald"),
        ("nb", "Sømmene gikk opp"),
        ("en", "The fabric shrank at once"),
        ("en", "Breakfast was cold"),
    ),
    "assortment": (
        ("sv", "Tomma hyllor överallt"),
        ("sv", "Varan var slutsåld"),
        ("da", "Der var tomme hylder"),
        ("da", "Kjolen er lille i størrelsen"),
        ("nb", "Det var tomme hyller"),
        ("nb", "Buksa er liten i størrelsen"),
        ("en", "Shelves were empty"),
        ("en", "They discontinued my favourite tea"),
    ),
    "payment": (
        ("sv", "Mitt kort nekades"),
        ("sv", "Presentkortet gick inte att använda"),
        ("da", "Jeg blev trukket to gange"),
        ("da", "Gavekortet virkede ikke"),
        ("nb", "Gavekortet var utløpt"),
        ("nb", "Ble trukket to ganger"),
        ("en", "I was charged twice"),
        ("en", "My card was declined"),
    ),
    "returns": (
        ("sv", "Jag vill ha tillbaka mina pengar, skickade tillbaka den i maj"),
        ("sv", "Reklamationen avslogs"),
        ("da", "Min reklamation blev afvist"),
        ("da", "Jeg sendte den retur"),
        ("nb", "Reklamasjonen ble avvist"),
        ("nb", "Angreretten gjaldt visst ikke"),
        ("en", "I sent it back in May"),
        ("en", "Where is my refund"),
    ),
    "information": (
        ("sv", "Ingen svarar på min e-post"),
        ("sv", "Fick motstridiga besked"),
        ("da", "Vi fik intet at vide, ikke engang en e-mail"),
        ("da", "De lovede at vende tilbage"),
        ("nb", "Fikk motstridende opplysninger"),
        ("nb", "De lovte å ringe tilbake"),
        ("en", "We were told nothing"),
        ("en", "Conflicting answers every time"),
    ),
    "access": (
        ("sv", "Butiken stängde innan jag hann dit"),
        ("sv", "Det går inte att logga in"),
        ("da", "I lukkede før tid"),
        ("da", "Jeg kan ikke logge på"),
        ("nb", "Dere stengte før tiden"),
        ("nb", "Det er umulig å få tak i dere"),
        ("en", "The shop closed early"),
        ("en", "Impossible to reach anyone"),
    ),
}

NOT_ABOUT = (
    ("sv", "Det blev som väntat", "waiting"),
    ("sv", "Det överträffade mina förväntningar", "waiting"),
    ("sv", "Köpte den för tre veckor sedan", "waiting"),
    ("sv", "Kort sagt en lyckad dag", "payment"),
    ("sv", "Svarade på den här undersökningen", "findability"),
    ("sv", "Killen var skicklig", "delivery"),
    ("sv", "Hotellet levde upp till allt", "delivery"),
    ("sv", "Ingen svarar på e-post", "delivery"),
    ("sv", "Tydligen har ni bytt chef", "information"),
    ("sv", "God service", "quality"),
    ("sv", "Det är inget fel på den", "fault"),
    ("sv", "För mycket reklam i brevlådan", "returns"),
    ("sv", "Ångrar inte att jag köpte den", "returns"),
    ("da", "Det gik som ventet", "waiting"),
    ("da", "Den levede op til mine forventninger", "waiting"),
    ("da", "Købte den for to uger siden", "waiting"),
    ("da", "Købte den for to uger siden", "findability"),
    ("da", "Jeg sætter pris på hjælpen", "price"),
    ("da", "Kort sagt en god dag", "payment"),
    ("da", "Det er rent ud sagt pinligt", "quality"),
    ("da", "Hunden var hos dyrlægen", "price"),
    ("da", "I fortjener ros", "staff"),
    ("da", "Tøjet findes i blå", "findability"),
    ("da", "Appen er brugervenlig", "staff"),
    ("da", "Der er ingen fejl på den", "fault"),
    ("nb", "Det gikk som ventet", "waiting"),
    ("nb", "Den innfridde forventningene", "waiting"),
    ("nb", "Jeg setter pris på hjelpen", "price"),
    ("nb", "Kort sagt en fin dag", "payment"),
    ("nb", "Hvis jeg ikke tar feil, var det hun", "fault"),
    ("nb", "Vi fant ut av det", "findability"),
    ("nb", "Det er rent faktisk flaut", "quality"),
    ("nb", "Et lovende konsept", "information"),
    ("nb", "Angrer ikke et sekund", "returns"),
    ("en", "I can't wait to come again", "waiting"),
    ("en", "I bought it two days ago", "waiting"),
    ("en", "I will return next summer", "returns"),
    ("en", "I find this sad", "findability"),
    ("en", "We flew to Washington", "quality"),
    ("en", "The person in charge was away", "payment"),
    ("en", "It was my own fault", "fault"),
    ("en", "I had no choice", "assortment"),
    ("en", "No big deal", "price"),
    ("en", "In terms of comfort it is fine", "information"),
    ("en", "A family friendly place", "staff"),
    ("en", "I opened the box", "access"),
)


def reasons_of(text: str, language: str) -> set[str]:
    (row,) = READER.read([text], languages=[language]).reasons
    return {reason for reason, speaks in zip(REASONS, row, strict=True) if speaks}


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_known_in_every_language(reason: str) -> None:
    missed = [text for language, text in ABOUT[reason] if reason not in reasons_of(text, language)]
    assert missed == []
    assert {language for language, _ in ABOUT[reason]} == set(LANGUAGES)


def test_expressions_do_not_name_what_their_words_name_elsewhere() -> None:
    wrong = [(text, reason) for language, text, reason in NOT_ABOUT if reason in reasons_of(text, language)]
    assert wrong == []
