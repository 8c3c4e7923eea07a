"""What systems call things in English, Swedish, Danish and Norwegian: words for columns, sources and channels.

Words are lower case without signs. A column's role is found by its whole name first, then by its words.
"""

import re
import unicodedata
from functools import lru_cache

_ROLES = {
    "customer_number": "customerid customernumber customerno custid custno cust customer guestid passengerid patientid "
    "subscriberid abonnent kundnummer kundnr "
    "kundid kundenummer "
    "kundenr kundeid kunde kund klientid klientnummer clientid clientnumber clientno client klient",
    "loyalty": "loyaltyid loyaltynumber loyaltycard loyalty memberid membernumber memberno member membership "
    "medlemsnummer medlemsnr medlemsid medlemnr medlem bonuskort kundkort kundekort householdid household hushåll",
    "login": "userid username user login loginid account accountid användare användarid användarnamn bruger brugerid "
    "brugernavn bruker brukerid brukernavn konto handle",
    "email": "email mail epost epostadress epostadresse emailaddress loginemail mailadress mejl",
    "phone": "phone phonenumber phoneno mobile mobilenumber cellphone telephone msisdn telefon telefonnummer telefonnr "
    "tlf tlfnr tel mobil mobilnummer mobilnr mobiltelefon caller callerid phonefinal uppringare",
    "device": "deviceid cookie cookieid anonymousid visitorid browserid enhetsid enhedsid besökarid "
    "besøgsid gaclientid distinctid idvisitor",
    "crm": "crmid contactid leadid mqlid kontaktid prospectid hubspotid salesforceid",
    "card": "cardtoken cardid korttoken kortid paymentcard",
    "order": "orderid orderno ordernumber ordernr ordernummer ordrenummer ordrenr ordreid invoice invoiceno invoiceid "
    "invoicenumber fakturanummer fakturanr faktura receiptid receiptno receiptnumber kvitto kvittonr kvittonummer "
    "kvittoid kvitteringsnr kvitteringsnummer kvittering bonnr basketid bestillingsnummer bestillingsnr bestillingsid "
    "bestilling beställningsnummer köpid købsid kjøpsid transactionid purchaseid",
    "ticket": "ticketid ticketno ticketnumber ticket caseid caseno casenumber complaintid complaint incidentid "
    "ärende ärendeid ärendenummer ärendenr sag sagsnummer sagsnr sagsid sak saksnummer saksnr saksid henvendelsesid",
    "call": "callid callno samtalsid samtalid samtal opkaldsid opkald samtaleid anropsid anrop",
    "case": "caseconceptname",
    "conversation": "sessionid session conversationid conversation threadid thread chatid",
    "record": "id eventid messageid recordid rowid uuid guid reviewid responseid svarsid svarid chatid "
    "callid samtalsid "
    "opkaldsid samtaleid ticketid ärendenummer ärendeid sagsnummer saksnummer complaintid meddelandeid",
    "time": "time timestamp datetime ts eventtime occurredat happenedat tidpunkt tidspunkt tid dato datum date "
    "timetimestamp transactiontimestamp invoicedate transactiondate händelsetid hændelsestid hendelsestid klokkeslett "
    "postedat startedat starttime starttid start createdat created skapad oprettet opprettet besvarad besvaret "
    "besvart datereceived receivedat mottagen modtaget mottatt orderdate orderdatum ordredato köpdatum købsdato "
    "kjøpsdato purchasedate eventdate firstcontactdate redemptiondate wondate sentat senttime",
    "received": "receivedat serverreceivedat ingestedat servertime",
    "birth": "birthdate dateofbirth dob birthyear född födelseår födelsedatum fødselsdag fødselsår fødselsdato",
    "event": "event eventname eventtype händelse hændelse hendelse activity aktivitet action "
    "conceptname touchpoint step steg trin trinn",
    "channel": "channel kanal submittedvia via casechannel contactchannel kontaktkanal medium",
    "origin": "origin utmmedium source sourcemedium utmsource källa kilde ursprung oprindelse opprinnelse",
    "device_type": "device devicetype platform plattform enhet enhed enhetstyp os",
    "direction": "direction riktning retning inout role sender sendertype avsändare afsender avsender",
    "amount": "amount total totalamount ordertotal ordervalue orderamount sum summa belopp beløb beløp "
    "totalt totalbelopp "
    "salesvalue sales revenue omsättning omsætning omsetning grandtotal linetotal köpbelopp",
    "price": "price unitprice pris styckpris stykpris enhetspris àpris apris itemprice",
    "quantity": "quantity qty antal antall count kvantitet units stk",
    "product": "product productid productno sku stockcode article articleid articleno artikel artikelnr artikelnummer "
    "artikkelnummer artikkelnr vara varenr varenummer item itemid productnumber productcode",
    "currency": "currency currencycode valuta valutakod valutakode",
    "nps": "nps npsscore npsbetyg netpro netpromoter netpromoterscore likelihoodtorecommend recommend "
    "rekommendera rekommenderar anbefal anbefaler "
    "anbefale",
    "csat": "csat csatscore satisfaction satisfied satisfactionscore nöjdhet nöjd tilfredshed "
    "tilfreds tilfredshet fornøyd",
    "ces": "ces cesscore effort effortscore ansträngning anstrengelse indsats innsats easy lätt enkelt lett let nemt",
    "stars": "stars star rating ratings stjärnor stjerner betyg karakter bedömning bedømmelse vurdering terningkast",
    "text": "text comment comments kommentar kommentarer fritext fritekst message meddelande besked melding review "
    "reviews reviewtext feedback body beskrivning beskrivelse recension omdöme anmeldelse verbatim note",
    "language": "language lang languagecode språk sprog locale",
    "matter": "matter regarding gäller vedrørende gjelder",
    "topic": "topic åtgärd subject issue category reason ämne ärendetyp kategori emne orsak årsak årsag",
    "wait": "wait waitseconds waittime waitingtime queue queuetime queueseconds kötid kötids väntetid ventetid køtid "
    "holdtime timetoanswer svarstid responsetime",
    "outcome": "outcome result status resultat utfall udfald disposition resolution companyresponsetoconsumer",
    "campaign": "campaign campaignid campaignname kampanj kampagne kampanje utmcampaign utskicksnamn",
    "purpose": "purpose syfte formål formal",
    "touchpoint": "touchpoint kontaktpunkt surveypoint",
    "sequence": "sequence seq sequenceno sekvens turn stepno stepnumber ordinal eventindex",
    "country": "country countrycode land landskod landekode nation country_code",
    "person_name": "name firstname lastname fullname first middle last surname förnamn efternamn namn "
    "fornavn efternavn "
    "etternavn navn author requestername",
    "address": "address address1 address2 street adress adresse gata gate vej zipcode postnummer postnr zip",
    "consent": "consent samtycke samtykke optin newsletter nyhetsbrev nyhedsbrev nyhetsbrev permission gdpr",
    "sent": "sent sentat skickad skickat sendt utskickad afsendt sendttid",
    "delivered": "delivered deliveredat levererad leveret levert leveransdatum deliverydate",
    "opened": "opened openedat öppnad öppnat åbnet åpnet",
    "read": "read readat läst læst lest",
    "clicked": "clicked clickedat klickad klickat klikket klikk",
    "answered": "answered answeredat replied repliedat svarad svarat besvaret besvart",
    "unsubscribed": "unsubscribed unsubscribedat avregistrerad afmeldt avmeldt optedout",
    "bounced": "bounced bouncedat studsad",
    "failed": "failed failedat error fel fejl feil",
    "placed": "placed placedat lagd lagt ordered orderedat beställd bestilt bestilld orderdate orderdatum ordredato "
    "created createdat invoicedate",
    "paid": "paid paidat betald betalt",
    "shipped": "shipped shippedat skickad afsendt sendt avsänd dispatched",
    "returned": "returned returnedat returnerad returneret returnert",
    "cancelled": "cancelled canceled cancelledat annullerad annulleret annullert avbeställd",
    "first_answer": "firstanswered firstansweredat firstreply firstresponse firstresponseat förstasvar førstesvar",
    "click_x": "x pagex clientx mousex clickx posx xpos xposition xcoordinate coordx coordinatex offsetx relx "
    "relativex pagexoffset xpx xpixel",
    "click_y": "y pagey clienty mousey clicky posy ypos yposition ycoordinate coordy coordinatey offsety rely "
    "relativey pageyoffset ypx ypixel",
    "page_width": "pagewidth documentwidth docwidth viewportwidth windowwidth innerwidth clientwidth browserwidth "
    "screenwidth scrollwidth sidbredd sidebredde skärmbredd skærmbredde skjermbredde",
    "page_height": "pageheight documentheight docheight scrollheight contentheight sidhöjd sidehøjde sidehøyde",
    "view_height": "viewportheight windowheight innerheight clientheight browserheight screenheight skärmhöjd "
    "skærmhøjde skjermhøyde",
    "element": "selector cssselector css cssselectorpath elementselector csspath domselector dompath xpath element "
    "elementid elementname domelement clickedelement targetselector targetelement testid datatestid datatest dataqa "
    "elementtestid target",
    "page": "page pageurl pagepath pagelocation pagename url path pathname location screen screenname view viewname "
    "currenturl sida sidan side sidenavn sidnamn skärm skærm skjerm",
    "ended": "ended endedat end endtime sluttid slut closed closedat stängd lukket",
}

_SOURCES = {
    "line": "orderrader orderrad ordrelinjer ordrelinier orderlines orderitems lineitems lines rader",
    "call": "calls call samtal samtaler opkald anrop callcenter callcentre telefoni telefon",
    "chat": "chats chat chattar chatter chatt",
    "ticket": "tickets ticket ärenden arenden ärende aerenden sager sag saker cases support henvendelser incidents "
    "complaints klagomål helpdesk",
    "message": "utskick sends messages sms newsletter newsletters nyhetsbrev nyhedsbrev mailings meldinger udsendelser "
    "beskeder utsendelser emailevents",
    "receipt": "kvitton kvitto kvitteringer kvittering receipts receipt pos till kassa transactions "
    "transaktioner baskets bong",
    "return": "returns returer returneringer retur",
    "order": "orders order ordrar ordrer ordre bestillinger beställningar sales köp køb kjøp retail invoices purchases",
    "survey": "enkät enkat enkätsvar enkatsvar survey surveys undersøgelse undersøkelse nps spørgeskema",
    "review": "reviews review recensioner omdömen anmeldelser omtaler recension",
    "social": "omnämnanden omnamnanden mentions social socials omtale",
    "event": "mässa massa messe mässor fair fairs expo",
    "customer": "kundregister kunder kunderegister customers customer clients medlemmar medlemmer "
    "members profiles contacts "
    "kontakter demographics register households kundedata completedclient",
    "delivery": "leveranser leveringer deliveries parcels paket pakker delivery",
    "workshop": "verkstad værksted verksted workshop repairs repair reparationer reparasjoner",
    "app": "app appevents",
    "web": "web webb nett clickstream pageviews visits besök besøg besøk sessions events händelser handelser hændelser "
    "hendelser onlineshop shop webshop site ga4",
    "ads": "ads annonser annoncer",
}

_CHANNELS = {
    "web": "web website online internet site webb webbplats nettside hjemmeside direct direct_traffic "
    "desktop shop webshop internetbank nettbank netbank nätbutik netbutik nettbutikk hemsida",
    "app": "app mobileapp mobilapp mobilbank ios android",
    "email": "email mail epost newsletter nyhetsbrev",
    "sms": "sms text textmessage",
    "whatsapp": "whatsapp wa",
    "rcs": "rcs",
    "viber": "viber",
    "push": "push pushnotification",
    "messenger": "messenger",
    "chat": "chat livechat chatt webchat",
    "chatbot": "chatbot bot",
    "phone": "phone telephone call telefon tlf samtal opkald callcenter",
    "fax": "fax",
    "store": "store shop instore butik butikk pos counter desk branch kontor bankkontor filial varuhus",
    "mail": "post mail letter postalmail brev directmail dr",
    "parcel": "parcel paket pakke delivery leverans levering",
    "search": "search organicsearch paidsearch organic google sök søg søk seo sem cpc",
    "social": "social facebook instagram tiktok linkedin twitter x socialmedia organicsocial paidsocial",
    "ads": "ads ad display banner annons annonce annonse displayads otherpublicities",
    "affiliate": "affiliate affiliates partnerlink",
    "referral": "referral referrals remiss henvisning",
    "review": "review reviews trustpilot",
    "survey": "survey enkät undersøgelse undersøkelse",
    "event": "event mässa messe fair",
    "portal": "portal selfservice minasidor minside",
    "marketplace": "marketplace amazon",
    "kiosk": "kiosk",
    "pickup": "pickup clickandcollect hämtning afhentning henting",
    "catalogue": "catalogue catalog katalog",
    "partner": "partner reseller",
    "tv": "tv",
    "radio": "radio",
    "print": "print tidning avis",
    "other": "other övrigt annat andet annet",
    "unknown": "unknown okänd ukendt ukjent na",
}

PURCHASES = frozenset(["köp", "køb", "kjøp", "purchase", "sale", "sales", "salg", "försäljning", "order", "köpt"])
"""Words for buying, as rows of a till call it."""

_NO_ANSWERS = (
    "blank,don't know,dont know,do not know,dk,n/a,na,not applicable,vet ej,vet inte,ved ikke,ved ej,vet "
    "ikke,ingen åsikt,ikke relevant,ej relevant,inte relevant,inte aktuellt,ej aktuellt,ikke aktuelt,ikke aktuel,"
    "osäker,usikker,not sure,unsure,prefer not to say,vill inte svara,vil ikke svare,refused,no answer,ej svar,-"
)
NO_ANSWERS = frozenset(_NO_ANSWERS.split(","))
"""What surveys write where nobody answered, lower case."""

DIRECTIONS = {
    **dict.fromkeys(
        [
            "in",
            "inbound",
            "incoming",
            "inkommande",
            "indgående",
            "inngående",
            "client",
            "customer",
            "kund",
            "kunde",
            "user",
        ],
        "in",
    ),
    **dict.fromkeys(
        ["out", "outbound", "outgoing", "utgående", "udgående", "agent", "company", "företag", "staff"], "out"
    ),
}
"""Who began, by the words of a direction or role column."""


def _by_word(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for meaning, words in table.items():
        for word in words.split():
            found.setdefault(squeezed(word), []).append(meaning)
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}


def word_set(words: str) -> frozenset[str]:
    """Returns the words of a text as a set.

    >>> sorted(word_set("ja nej"))
    ['ja', 'nej']
    """
    return frozenset(words.split())


def squeezed(name: str) -> str:
    """Returns the letters and digits of a name, lower case: `Order-ID` and `orderId` are both `orderid`.

    >>> squeezed("E-mail"), squeezed("Kötid (s)")
    ('email', 'kötids')
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", name)).lower()


def words_of(name: str) -> tuple[str, ...]:
    """Returns the words of a name, lower case.

    >>> words_of("times.firstAnswered_at")
    ('times', 'first', 'answered', 'at')
    """
    parted = re.sub(r"([a-zåäöæø0-9])([A-ZÅÄÖÆØ])", r"\1 \2", unicodedata.normalize("NFC", name))
    return tuple(word.lower() for word in re.split(r"[\W_]+", parted) if word)


_ROLE_OF = _by_word(_ROLES)
_SOURCE_OF = _by_word(_SOURCES)
_CHANNEL_OF = _by_word(_CHANNELS)


@lru_cache(maxsize=4096)
def roles_of(name: str) -> dict[str, float]:
    """Returns the roles a column's name speaks for, each with a weight: 1 by its whole name, less by parts of it.

    >>> roles_of("Kundnr")["customer_number"], roles_of("kund_epost")["email"]
    (1.0, 0.7)
    """
    found = dict.fromkeys(_ROLE_OF.get(squeezed(name), ()), 1.0)
    words = words_of(name)
    for at in range(len(words)):
        for end in range(len(words), at, -1):
            weight = 0.9 if end == len(words) and end - at > 1 else 0.7 if end == len(words) else 0.6
            for role in _ROLE_OF.get("".join(words[at:end]), ()):
                found[role] = max(found.get(role, 0.0), weight)
    return found


def source_kinds(name: str) -> tuple[str, ...]:
    """Returns what a source seems to hold by its name, the likeliest first; none where the name tells nothing.

    >>> source_kinds("kvitton_2026-05"), source_kinds("crm_call_center_logs")
    (('receipt',), ('call',))
    """
    words = words_of(name)
    joined = ["".join(words[at:end]) for at in range(len(words)) for end in range(len(words), at, -1)]
    exact = [kind for word in joined for kind in _SOURCE_OF.get(word, ())]
    if not exact:
        exact = [
            kind for known, kinds in _SOURCE_OF.items() if len(known) >= 5 and known in squeezed(name) for kind in kinds
        ]
    rank = list(_SOURCES)
    return tuple(sorted(dict.fromkeys(exact), key=rank.index))


def channel_word(text: str) -> str | None:
    """Returns the channel that a word means, None where it is none that is known.

    >>> channel_word("Postal mail"), channel_word("Butik")
    ('mail', 'store')
    """
    meanings = _CHANNEL_OF.get(squeezed(text))
    if meanings:
        return meanings[0]
    last = [meaning for word in words_of(text) for meaning in _CHANNEL_OF.get(word, ())]
    return last[0] if last else None
