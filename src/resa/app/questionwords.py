"""The words of the catalogue of questions, in the languages that the app speaks."""

from collections.abc import Mapping

LANGUAGES = ("en", "sv", "da", "nb")

WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "question.stage": ("Customers in a stage", "Kunder i ett steg", "Kunder i en fase", "Kunder i en fase"),
    "question.touchpoint": (
        "Customers at a touchpoint", "Kunder vid en kontaktpunkt", "Kunder ved et kontaktpunkt",
        "Kunder ved et kontaktpunkt",
    ),
    "question.channel": ("Customers in a channel", "Kunder i en kanal", "Kunder i en kanal", "Kunder i en kanal"),
    "question.kpi": ("A KPI over everything", "Ett nyckeltal över allt", "Et nøgletal over det hele", "Et nøkkeltall for alt"),
    "question.kpi_stage": ("A KPI in a stage", "Ett nyckeltal i ett steg", "Et nøgletal i en fase", "Et nøkkeltall i en fase"),
    "question.kpi_touchpoint": (
        "A KPI at a touchpoint", "Ett nyckeltal vid en kontaktpunkt", "Et nøgletal ved et kontaktpunkt",
        "Et nøkkeltall ved et kontaktpunkt",
    ),
    "question.kpi_channel": (
        "A KPI in a channel", "Ett nyckeltal i en kanal", "Et nøgletal i en kanal", "Et nøkkeltall i en kanal",
    ),
    "question.feeling": (
        "The feeling at a touchpoint", "Känslan vid en kontaktpunkt", "Følelsen ved et kontaktpunkt",
        "Følelsen ved et kontaktpunkt",
    ),
    "question.wait": (
        "The wait from one place to another", "Väntan från en plats till en annan", "Ventetiden fra ét sted til et andet",
        "Ventetiden fra ett sted til et annet",
    ),
    "question.transition": (
        "Who goes straight from one place to another", "Vilka som går direkt från en plats till en annan",
        "Hvem der går direkte fra ét sted til et andet", "Hvem som går rett fra ett sted til et annet",
    ),
    "question.conversion": (
        "Who reaches a goal afterwards", "Vilka som når ett mål efteråt", "Hvem der når et mål bagefter",
        "Hvem som når et mål etterpå",
    ),
    "question.drop_off": (
        "Who leaves at a stage", "Vilka som lämnar i ett steg", "Hvem der falder fra i en fase",
        "Hvem som faller fra i en fase",
    ),
    "question.retention": ("Who comes back", "Vilka som kommer tillbaka", "Hvem der kommer tilbage", "Hvem som kommer tilbake"),
    "question.messages": ("What became of messages", "Vad som hände med utskicken", "Hvad der skete med beskederne", "Hva som skjedde med meldingene"),
    "parameter.at": ("Where", "Var", "Hvor", "Hvor"),
    "parameter.measure": ("What is counted", "Vad som räknas", "Hvad der tælles", "Hva som telles"),
    "parameter.kpi": ("KPI", "Nyckeltal", "Nøgletal", "Nøkkeltall"),
    "parameter.from": ("From", "Från", "Fra", "Fra"),
    "parameter.to": ("To", "Till", "Til", "Til"),
    "parameter.goal": ("Goal", "Mål", "Mål", "Mål"),
    "parameter.after": ("After", "Efter", "Efter", "Etter"),
    "parameter.channel": ("Channel", "Kanal", "Kanal", "Kanal"),
    "measure.reach": ("customers", "kunder", "kunder", "kunder"),
    "measure.share": ("share of customers", "andel av kunderna", "andel af kunderne", "andel av kundene"),
    "measure.wait_to_next": (
        "median time to the next stage", "mediantid till nästa steg", "mediantid til næste fase", "mediantid til neste fase",
    ),
    "measure.drop_off": ("share that leaves", "andel som lämnar", "andel der falder fra", "andel som faller fra"),
    "measure.customers": ("customers", "kunder", "kunder", "kunder"),
    "measure.interactions": ("interactions", "interaktioner", "interaktioner", "interaksjoner"),
    "measure.per_customer": (
        "interactions a customer", "interaktioner per kund", "interaktioner pr. kunde", "interaksjoner per kunde",
    ),
    "measure.importance": (
        "share of conversions that met it", "andel av köpen som mötte den", "andel af køb der mødte det",
        "andel av kjøpene som møtte det",
    ),
    "measure.quality": ("feeling", "känsla", "følelse", "følelse"),
    "measure.median": ("median wait", "medianväntan", "median ventetid", "median ventetid"),
    "measure.p90": (
        "wait that nine of ten stay below", "väntan som nio av tio håller sig under",
        "ventetid som ni af ti holder sig under", "ventetid som ni av ti holder seg under",
    ),
    "measure.count": ("times", "gånger", "gange", "ganger"),
    "measure.wait": ("median wait", "medianväntan", "median ventetid", "median ventetid"),
    "measure.sent": ("sent", "skickade", "sendt", "sendt"),
    "measure.delivered": ("share delivered", "andel levererade", "andel leveret", "andel levert"),
    "measure.opened": ("share opened", "andel öppnade", "andel åbnet", "andel åpnet"),
    "measure.answered": ("share answered", "andel besvarade", "andel besvaret", "andel besvart"),
    "kpi.csat_mean": ("Satisfaction, mean", "Nöjdhet, medel", "Tilfredshed, gennemsnit", "Tilfredshet, snitt"),
    "kpi.nps": ("NPS", "NPS", "NPS", "NPS"),
    "kpi.stars_mean": ("Stars, mean", "Stjärnor, medel", "Stjerner, gennemsnit", "Stjerner, snitt"),
    "kpi.csat_top2_share": ("Satisfied (top two)", "Nöjda (de två bästa)", "Tilfredse (de to bedste)", "Fornøyde (to beste)"),
    "kpi.ces_mean": ("Effort (CES), mean", "Ansträngning (CES), medel", "Indsats (CES), gennemsnit", "Innsats (CES), snitt"),
    "kpi.move_on_share": ("Move on", "Går vidare", "Går videre", "Går videre"),
    "kpi.conversion_share": ("Reach the goal", "Når målet", "Når målet", "Når målet"),
    "kpi.answer_wait_median": ("Wait for an answer", "Väntan på svar", "Ventetid på svar", "Ventetid på svar"),
    "kpi.order_value_mean": ("Order value, mean", "Ordervärde, medel", "Ordreværdi, gennemsnit", "Ordreverdi, snitt"),
    "kpi.retention_share": ("Come back", "Kommer tillbaka", "Kommer tilbage", "Kommer tilbake"),
    "kpi.cart_abandonment_share": ("Abandon the cart", "Lämnar varukorgen", "Forlader kurven", "Forlater handlekurven"),
    "kpi.open_share": ("Open messages", "Öppnar utskick", "Åbner beskeder", "Åpner meldinger"),
    "kpi.repeat_share": ("Have to ask again", "Måste fråga igen", "Må spørge igen", "Må spørre igjen"),
    "stage.awareness": ("Awareness", "Upptäckt", "Opdagelse", "Oppdagelse"),
    "stage.consideration": ("Consideration", "Övervägande", "Overvejelse", "Vurdering"),
    "stage.purchase": ("Purchase", "Köp", "Køb", "Kjøp"),
    "stage.retention": ("After purchase", "Efter köpet", "Efter købet", "Etter kjøpet"),
    "stage.loyalty": ("Loyalty", "Lojalitet", "Loyalitet", "Lojalitet"),
}  # fmt: skip
"""What each key says in each of `LANGUAGES`."""
