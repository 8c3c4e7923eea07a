"""The words of customers, by language and subject: sentences with slots, and what goes around them."""

Phrases = dict[str, tuple[str, ...]]

THINGS: Phrases = {
    "sv": ("jackan", "byxorna", "skaljackan", "ryggsäcken", "fleecen", "kängorna", "sovsäcken", "tältet", "mössan"),
    "da": ("jakken", "bukserne", "skaljakken", "rygsækken", "fleecen", "støvlerne", "soveposen", "teltet", "huen"),
    "nb": ("jakka", "buksa", "skalljakka", "sekken", "fleecen", "støvlene", "soveposen", "teltet", "lua"),
    "en": ("the jacket", "the trousers", "the shell", "the backpack", "the fleece", "the boots", "the tent", "the hat"),
}

OPENERS: Phrases = {
    "sv": (
        "",
        "",
        "Hej! ",
        "Tja. ",
        "Jaha. ",
        "Kort sagt: ",
        "Har handlat hos er i flera år. ",
        "Första gången jag handlar här. ",
        "Ville bara säga: ",
        "Kund sedan länge. ",
    ),
    "da": (
        "",
        "",
        "Hej! ",
        "Nå. ",
        "Kort sagt: ",
        "Har handlet hos jer i årevis. ",
        "Første gang jeg køber her. ",
        "Ville bare sige: ",
        "Mangeårig kunde. ",
    ),
    "nb": (
        "",
        "",
        "Hei! ",
        "Tja. ",
        "Kort sagt: ",
        "Har handlet hos dere i mange år. ",
        "Første gang jeg kjøper her. ",
        "Ville bare si: ",
        "Kunde i årevis. ",
    ),
    "en": (
        "",
        "",
        "Hi! ",
        "Well. ",
        "In short: ",
        "I have shopped here for years. ",
        "First time buying here. ",
        "Just wanted to say: ",
        "Long-time customer. ",
    ),
}

GLAD: Phrases = {
    "sv": (
        "",
        "",
        " Tack!",
        " Kommer tillbaka.",
        " Mycket nöjd.",
        " Rekommenderar gärna.",
        " Fortsätt så.",
        " Toppen.",
    ),
    "da": (
        "",
        "",
        " Tak!",
        " Jeg kommer igen.",
        " Meget tilfreds.",
        " Anbefales varmt.",
        " Bliv ved med det.",
        " Super.",
    ),
    "nb": ("", "", " Takk!", " Kommer tilbake.", " Veldig fornøyd.", " Anbefales.", " Fortsett slik.", " Topp."),
    "en": (
        "",
        "",
        " Thanks!",
        " I will be back.",
        " Very happy.",
        " Warmly recommended.",
        " Keep it up.",
        " Brilliant.",
    ),
}

CROSS: Phrases = {
    "sv": (
        "",
        "",
        " Inte okej.",
        " Handlar nog någon annanstans nästa gång.",
        " Besviken.",
        " Det måste bli bättre.",
        " Synd, för varorna är bra.",
        " Hur svårt kan det vara?",
    ),
    "da": (
        "",
        "",
        " Ikke i orden.",
        " Næste gang køber jeg nok et andet sted.",
        " Skuffet.",
        " Det skal blive bedre.",
        " Ærgerligt, for varerne er gode.",
        " Hvor svært kan det være?",
    ),
    "nb": (
        "",
        "",
        " Ikke greit.",
        " Handler nok et annet sted neste gang.",
        " Skuffet.",
        " Dette må bli bedre.",
        " Synd, for varene er bra.",
        " Hvor vanskelig kan det være?",
    ),
    "en": (
        "",
        "",
        " Not good enough.",
        " I will probably shop elsewhere.",
        " Disappointed.",
        " This has to get better.",
        " A pity, because the gear is good.",
        " How hard can it be?",
    ),
}

JUDGEMENTS: dict[str, Phrases] = {
    "parcel late": {
        "sv": (
            "Paketet kom {days} dagar för sent och ingen hörde av sig.",
            "Väntade {days} dagar på {thing}, spårningen stod still.",
            "{days} dagars försening och jag fick jaga er själv.",
        ),
        "da": (
            "Pakken kom {days} dage for sent, og ingen sagde noget.",
            "Ventede {days} dage på {thing}, sporingen stod stille.",
            "{days} dages forsinkelse, og jeg måtte selv rykke.",
        ),
        "nb": (
            "Pakken kom {days} dager for sent og ingen ga beskjed.",
            "Ventet {days} dager på {thing}, sporingen sto stille.",
            "{days} dager forsinket, og jeg måtte mase selv.",
            "Turen var over da {thing} endelig kom, {days} dager for sent.",
        ),
        "en": (
            "The parcel came {days} days late and nobody told me.",
            "Waited {days} days for {thing}, tracking never moved.",
            "{days} days late and I had to chase you myself.",
        ),
    },
    "size wrong": {
        "sv": (
            "Storleksguiden stämmer inte, {thing} var minst en storlek för liten.",
            "Följde guiden och fick skicka tillbaka {thing}.",
            "Mätte {minutes} gånger, ändå fel storlek på {thing}.",
        ),
        "da": (
            "Størrelsesguiden passer ikke, {thing} var mindst en størrelse for lille.",
            "Fulgte guiden og måtte sende {thing} retur.",
            "Målte {minutes} gange, alligevel forkert størrelse.",
        ),
        "nb": (
            "Størrelsesguiden stemmer ikke, {thing} var minst en størrelse for liten.",
            "Fulgte guiden og måtte returnere {thing}.",
            "Målte {minutes} ganger, likevel feil størrelse på {thing}.",
        ),
        "en": (
            "The size guide is wrong, {thing} came up a size too small.",
            "Followed the guide and had to send {thing} back.",
            "Measured {minutes} times and still the wrong size.",
        ),
    },
    "phone queue": {
        "sv": (
            "Satt i telefonkö i {minutes} minuter.",
            "{minutes} minuter i kö på en måndag, sedan bröts samtalet.",
            "Bra svar till slut, men {minutes} minuters väntan i telefon.",
        ),
        "da": (
            "Sad i telefonkø i {minutes} minutter.",
            "{minutes} minutter i kø en mandag, så røg forbindelsen.",
            "Godt svar til sidst, men {minutes} minutters ventetid i telefonen.",
        ),
        "nb": (
            "Satt i telefonkø i {minutes} minutter.",
            "{minutes} minutter i kø på en mandag, så ble jeg kastet ut.",
            "Greit svar til slutt, men {minutes} minutters venting på telefon.",
        ),
        "en": (
            "Sat in the phone queue for {minutes} minutes.",
            "{minutes} minutes on hold on a Monday, then cut off.",
            "Good answer in the end, after {minutes} minutes on hold.",
        ),
    },
    "slow answer": {
        "sv": (
            "Fick vänta {days} dagar på ett mejlsvar.",
            "Chatten svarade efter {minutes} minuter, då hade jag gett upp.",
        ),
        "da": (
            "Ventede {days} dage på svar på min mail.",
            "Chatten svarede efter {minutes} minutter, da havde jeg givet op.",
        ),
        "nb": (
            "Måtte vente {days} dager på svar på e-post.",
            "Chatten svarte etter {minutes} minutter, da hadde jeg gitt opp.",
        ),
        "en": (
            "Had to wait {days} days for a reply.",
            "Chat answered after {minutes} minutes, by then I had given up.",
        ),
    },
    "delivery fast": {
        "sv": (
            "Snabb leverans, {thing} låg på utlämningen redan dagen efter.",
            "Beställde på kvällen och hade {thing} två dagar senare.",
            "Smidigt hela vägen, bra sms när paketet kom.",
        ),
        "da": (
            "Hurtig levering, {thing} lå klar allerede dagen efter.",
            "Bestilte om aftenen og havde {thing} to dage senere.",
            "Nemt hele vejen, god sms da pakken kom.",
        ),
        "nb": (
            "Rask levering, {thing} lå klar dagen etter.",
            "Bestilte på kvelden og hadde {thing} to dager senere.",
            "Enkelt hele veien, fin sms da pakken kom.",
        ),
        "en": (
            "Quick delivery, {thing} was ready the next day.",
            "Ordered in the evening and had {thing} two days later.",
            "Smooth all the way, nice text when the parcel arrived.",
        ),
    },
    "quality good": {
        "sv": (
            "Riktigt bra kvalitet på {thing}, torr efter {days} dagar i regn.",
            "Har använt {thing} i {days} veckor, håller fint.",
            "Skön passform och {thing} tål allt.",
        ),
        "da": (
            "Virkelig god kvalitet, {thing} holdt tørt i {days} dage med regn.",
            "Har brugt {thing} i {days} uger, holder fint.",
            "Dejlig pasform, og {thing} kan tåle alt.",
        ),
        "nb": (
            "Skikkelig god kvalitet på {thing}, tørr etter {days} dager i regn.",
            "Har brukt {thing} i {days} uker, holder fint.",
            "God passform, og {thing} tåler alt.",
        ),
        "en": (
            "Really good quality, {thing} kept me dry through {days} days of rain.",
            "Have used {thing} for {days} weeks, holds up well.",
            "Great fit and {thing} takes anything.",
        ),
    },
    "fitting good": {
        "sv": (
            "Fick fantastisk hjälp att prova ut {thing} i butiken.",
            "Personalen tog sig tid i {minutes} minuter och {thing} sitter perfekt.",
            "Utprovningen gjorde hela skillnaden.",
        ),
        "da": (
            "Fik fantastisk hjælp til at prøve {thing} i butikken.",
            "Personalet brugte {minutes} minutter på mig, og {thing} sidder perfekt.",
            "Prøvningen gjorde hele forskellen.",
        ),
        "nb": (
            "Fikk fantastisk hjelp til å prøve {thing} i butikken.",
            "De brukte {minutes} minutter på meg og {thing} sitter perfekt.",
            "Utprøvingen gjorde hele forskjellen.",
        ),
        "en": (
            "Wonderful help with fitting {thing} in the store.",
            "They took {minutes} minutes with me and {thing} fits perfectly.",
            "The fitting made all the difference.",
        ),
    },
    "workshop good": {
        "sv": (
            "Verkstaden lagade {thing} på {days} dagar, som ny igen.",
            "Att ni reparerar {thing} i stället för att sälja nytt är strålande.",
            "Ny dragkedja på {thing}, snyggt jobb.",
        ),
        "da": (
            "Værkstedet reparerede {thing} på {days} dage, som ny igen.",
            "At I reparerer {thing} i stedet for at sælge nyt er fantastisk.",
            "Ny lynlås på {thing}, flot arbejde.",
        ),
        "nb": (
            "Verkstedet reparerte {thing} på {days} dager, som ny igjen.",
            "At dere reparerer {thing} i stedet for å selge nytt er strålende.",
            "Ny glidelås på {thing}, pent arbeid.",
        ),
        "en": (
            "The workshop mended {thing} in {days} days, as good as new.",
            "Repairing {thing} instead of selling a new one is brilliant.",
            "New zip on {thing}, lovely work.",
        ),
    },
    "staff good": {
        "sv": (
            "Kunnig och trevlig personal.",
            "Fick ärliga råd om {thing}, köpte det billigare alternativet.",
            "Alltid lika roligt att gå in i butiken.",
        ),
        "da": (
            "Kyndigt og venligt personale.",
            "Fik ærlige råd om {thing} og købte det billigere alternativ.",
            "Altid rart at komme i butikken.",
        ),
        "nb": (
            "Kunnige og hyggelige folk.",
            "Fikk ærlige råd om {thing} og kjøpte det rimeligere alternativet.",
            "Alltid hyggelig i butikken.",
        ),
        "en": (
            "Knowledgeable, friendly staff.",
            "Honest advice about {thing}, bought the cheaper one.",
            "Always a pleasure to visit the store.",
        ),
    },
    "care good": {
        "sv": (
            "Kundtjänst löste det på {minutes} minuter.",
            "Fick svar direkt om {thing}.",
            "Vänlig och tydlig hjälp.",
        ),
        "da": (
            "Kundeservice løste det på {minutes} minutter.",
            "Fik svar med det samme om {thing}.",
            "Venlig og klar hjælp.",
        ),
        "nb": (
            "Kundeservice løste det på {minutes} minutter.",
            "Fikk svar med en gang om {thing}.",
            "Vennlig og tydelig hjelp.",
        ),
        "en": (
            "Customer care sorted it in {minutes} minutes.",
            "Got an answer about {thing} straight away.",
            "Kind and clear help.",
        ),
    },
    "delivery price": {
        "sv": (
            "Fraktpriset syns först i sista steget i mobilen.",
            "Dyr frakt som dyker upp när man redan fyllt i allt.",
        ),
        "da": (
            "Fragtprisen vises først i sidste trin på mobilen.",
            "Dyr fragt, der dukker op, når man har udfyldt alt.",
        ),
        "nb": ("Fraktprisen vises først i siste steg på mobilen.", "Dyr frakt som dukker opp når alt er fylt ut."),
        "en": (
            "The delivery price only shows in the last step on my phone.",
            "Expensive delivery that turns up once everything is filled in.",
        ),
    },
    "too many texts": {
        "sv": ("{minutes} sms på en månad, sluta nu.", "Era sms kommer hela tiden, avregistrerade mig."),
        "da": ("{minutes} sms'er på en måned, stop nu.", "Jeres sms'er kommer hele tiden, har frameldt mig."),
        "nb": ("{minutes} sms på en måned, gi dere.", "SMS-ene kommer hele tiden, jeg meldte meg av."),
        "en": ("{minutes} texts in a month, please stop.", "Your texts never end, I unsubscribed."),
    },
    "plain": {
        "sv": (
            "Det fungerade som väntat.",
            "Helt okej, varken mer eller mindre.",
            "Fick {thing}, inga konstigheter.",
            "Sådär.",
        ),
        "da": (
            "Det gik som forventet.",
            "Helt okay, hverken mere eller mindre.",
            "Fik {thing}, ikke noget særligt.",
            "Midt imellem.",
        ),
        "nb": (
            "Det gikk som ventet.",
            "Helt greit, verken mer eller mindre.",
            "Fikk {thing}, ikke noe spesielt.",
            "Midt på treet.",
        ),
        "en": ("It worked as expected.", "Fine, nothing more, nothing less.", "Got {thing}, no surprises.", "So-so."),
    },
}

QUESTIONS: dict[str, Phrases] = {
    "Where is my parcel": {
        "sv": (
            "Var är mitt paket? Det skulle ha kommit för {days} dagar sedan.",
            "Spårningen har inte rört sig på {days} dagar, var är {thing}?",
        ),
        "da": (
            "Hvor er min pakke? Den skulle være kommet for {days} dage siden.",
            "Sporingen har stået stille i {days} dage, hvor er {thing}?",
        ),
        "nb": (
            "Hvor er pakken min? Den skulle kommet for {days} dager siden.",
            "Sporingen har stått stille i {days} dager, hvor er {thing}?",
        ),
        "en": (
            "Where is my parcel? It was due {days} days ago.",
            "Tracking has not moved for {days} days, where is {thing}?",
        ),
    },
    "Return and refund": {
        "sv": (
            "Hur returnerar jag {thing}?",
            "Skickade tillbaka {thing} för {days} dagar sedan, när får jag pengarna?",
        ),
        "da": (
            "Hvordan returnerer jeg {thing}?",
            "Sendte {thing} retur for {days} dage siden, hvornår får jeg pengene?",
        ),
        "nb": (
            "Hvordan returnerer jeg {thing}?",
            "Sendte tilbake {thing} for {days} dager siden, når får jeg pengene?",
        ),
        "en": ("How do I return {thing}?", "Sent {thing} back {days} days ago, when do I get my money?"),
    },
    "Size and fit": {
        "sv": ("Jag är 17{days} cm, vilken storlek ska jag ta?", "Är {thing} stor eller liten i storleken?"),
        "da": ("Jeg er 17{days} cm, hvilken størrelse skal jeg tage?", "Er {thing} stor eller lille i størrelsen?"),
        "nb": ("Jeg er 17{days} cm, hvilken størrelse skal jeg velge?", "Er {thing} stor eller liten i størrelsen?"),
        "en": ("I am 17{days} cm tall, which size should I take?", "Does {thing} run large or small?"),
    },
    "Payment": {
        "sv": ("Betalningen gick inte igenom, drogs pengarna ändå?", "Kan jag dela upp betalningen för {thing}?"),
        "da": (
            "Betalingen gik ikke igennem, blev pengene trukket alligevel?",
            "Kan jeg dele betalingen for {thing} op?",
        ),
        "nb": (
            "Betalingen gikk ikke gjennom, ble pengene trukket likevel?",
            "Kan jeg dele opp betalingen for {thing}?",
        ),
        "en": ("The payment failed, was I charged anyway?", "Can I split the payment for {thing}?"),
    },
    "Product advice": {
        "sv": ("Räcker {thing} för {days} nätter på fjället i oktober?", "Vad är skillnaden mellan modellerna?"),
        "da": ("Kan {thing} klare {days} nætter i fjeldet i oktober?", "Hvad er forskellen på modellerne?"),
        "nb": ("Holder {thing} for {days} netter på fjellet i oktober?", "Hva er forskjellen på modellene?"),
        "en": (
            "Is {thing} enough for {days} nights in the mountains in October?",
            "What is the difference between the models?",
        ),
    },
    "Repair": {
        "sv": ("Dragkedjan på {thing} har gått sönder, kan ni laga den?",),
        "da": ("Lynlåsen på {thing} er gået i stykker, kan I reparere den?",),
        "nb": ("Glidelåsen på {thing} er ødelagt, kan dere reparere den?",),
        "en": ("The zip on {thing} broke, can you mend it?",),
    },
    "Delivery price": {
        "sv": ("Vad kostar frakten? Jag ser det inte i mobilen.", "Är det fri frakt till butik?"),
        "da": ("Hvad koster fragten? Jeg kan ikke se det på mobilen.", "Er der fri fragt til butik?"),
        "nb": ("Hva koster frakten? Jeg ser det ikke på mobilen.", "Er det fri frakt til butikk?"),
        "en": ("What does delivery cost? I cannot see it on my phone.", "Is delivery to the store free?"),
    },
    "Membership": {
        "sv": ("Mina poäng syns inte.", "Hur blir jag medlem?"),
        "da": ("Mine point mangler.", "Hvordan bliver jeg medlem?"),
        "nb": ("Poengene mine vises ikke.", "Hvordan blir jeg medlem?"),
        "en": ("My points are missing.", "How do I join?"),
    },
}

SUBJECTS = tuple(JUDGEMENTS)
"""What comments are about; codes elsewhere are places in this."""
PRAISE = ("delivery fast", "quality good", "fitting good", "workshop good", "staff good", "care good")
