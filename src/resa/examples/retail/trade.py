"""The exports of the systems that sell: web analytics, app, tills, orders, and the customer register."""

from pathlib import Path

import numpy as np

from resa.examples.retail.clock import DAY, NEVER, day_text, iso_local, iso_utc, swedish
from resa.examples.retail.delivery import KEPT, REASONS
from resa.examples.retail.formats import write_csv, write_json_lines
from resa.examples.retail.goods import GOODS, SIZES, STORE_NAMES, Texts
from resa.examples.retail.pages import COLUMNS as CLICKED
from resa.examples.retail.pages import clicks
from resa.examples.retail.people import CONSENT_CHANNELS, COUNTRIES, national
from resa.examples.retail.purchase import BUYS, TILL_EVENTS
from resa.examples.retail.story import Story, present
from resa.examples.retail.visits import DESKTOP, EVENTS

_ENTRY_CHANNELS = {"organic search click": "search", "social ad click": "ads", "profile link click": "social"}
WEB_CHANNELS = tuple(_ENTRY_CHANNELS.get(name, "web") for name in EVENTS)
_REFERRERS = ("(direct)", "google / organic", "instagram / paid", "instagram / profile", "nyhetsbrev / email")
_ARTICLES = np.append(GOODS.number, "")
_ODD = 0x9E3779B97F4A7C15


def web(path: Path, story: Story) -> None:
    """Web analytics: UTF-8 with commas, gzip, local time with its offset, the cookie, the login where there is one."""
    table, names = story.tables["web"], story.names("web")
    event = table["event"]
    rows = zip(
        _ids("w", len(event)),
        iso_local(table["time"]),
        story.cookies().tolist(),
        present(table["logged_in"], names.email),
        np.array(WEB_CHANNELS, dtype=object)[event].tolist(),
        np.array(EVENTS, dtype=object)[event].tolist(),
        _ARTICLES[table["article"]].tolist(),
        np.where(table["medium"] == DESKTOP, "desktop", "mobile").tolist(),
        names.country.tolist(),
        np.array(_REFERRERS, dtype=object)[table["entry"]].tolist(),
        names.order.tolist(),
        *clicks(story),
        strict=True,
    )
    header = (
        "event_id event_time client_id login_email channel event_name article device country source_medium order_id"
    )
    write_csv(path, header=[*header.split(), *CLICKED], rows=rows)


def app(path: Path, story: Story) -> None:
    """App events: JSON Lines, gzip, milliseconds since 1970, the device, the customer number when logged in."""
    table, names = story.tables["app"], story.names("app")
    user = present(table["logged_in"], names.number)
    rows = zip(
        _ids("a", len(user)),
        (table["time"] * 1000).tolist(),
        story.people.device[table["who"]].tolist(),
        user,
        np.array(EVENTS, dtype=object)[table["event"]].tolist(),
        np.where(table["who"] % 5 < 3, "ios", "android").tolist(),
        _ARTICLES[table["article"]].tolist(),
        names.order.tolist(),
        names.country.tolist(),
        strict=True,
    )
    write_json_lines(
        path,
        records=(
            {
                "event_id": event_id,
                "ts": ts,
                "device_id": device,
                "user_id": user or None,
                "event": event,
                "platform": platform,
                "country": country,
                "props": {key: text for key, text in (("article", article), ("order_id", order)) if text},
            }
            for event_id, ts, device, user, event, platform, article, order, country in rows
        ),
    )


def receipts(path: Path, story: Story) -> None:
    """Tills: semicolons, Windows letters, decimal commas, local minutes, a row per line of the receipt."""
    table, names = story.tables["till"], story.names("till")
    rows = zip(
        [f"{number:07d}" for number in (table["receipt"] + 3_100_000).tolist()],
        np.array(STORE_NAMES, dtype=object)[story.people.store[table["who"]]].tolist(),
        swedish(table["time"]),
        np.array(TILL_EVENTS, dtype=object)[table["event"]].tolist(),
        _ARTICLES[table["article"]].tolist(),
        np.append(GOODS.name, "")[table["article"]].tolist(),
        np.where(table["article"] < 0, 0, np.where(table["amount"] < 0, -1, 1)).tolist(),
        [f"{amount},00" for amount in table["amount"].tolist()],
        names.currency.tolist(),
        present(story.shows_card(), names.loyalty),
        names.order.tolist(),
        strict=True,
    )
    header = [
        "Kvittonr",
        "Butik",
        "Tidpunkt",
        "Händelse",
        "Artikelnr",
        "Benämning",
        "Antal",
        "Belopp",
        "Valuta",
        "Medlemsnr",
        "Ordernr",
    ]
    write_csv(path, header=header, rows=rows, delimiter=";", encoding="cp1252")


def orders(path: Path, story: Story) -> None:
    """Web orders: one row with the times of order, dispatch, delivery and return."""
    table, names = story.tables["orders"], story.names("orders")
    returned, delivered = table["returned"], table["delivered"]
    status = np.where(returned != NEVER, "retur", np.where(delivered != NEVER, "levererad", "skickad"))
    rows = zip(
        names.order.tolist(),
        names.number.tolist(),
        names.email.tolist(),
        iso_utc(table["time"]),
        iso_utc(table["shipped"]),
        iso_utc(delivered),
        iso_utc(returned),
        np.where(table["is_collected"], "butik", "ombud").tolist(),
        names.country.tolist(),
        [f"{amount}.00" for amount in table["amount"].tolist()],
        names.currency.tolist(),
        status.tolist(),
        strict=True,
    )
    header = "ordernummer kundnummer epost lagd skickad levererad returnerad leveranssatt land belopp valuta status"
    write_csv(path, header=header.split(), rows=rows)


def order_lines(path: Path, story: Story) -> None:
    """Order lines: article, size, quantity and price; the reason on the first line of a returned order."""
    table, names = story.tables["lines"], story.names("lines")
    reason = np.full(len(story.labels), KEPT)
    placed = story.tables["orders"]
    reason[placed["order"]] = np.where(placed["returned"] != NEVER, placed["reason"], KEPT)
    told = np.where(table["line"] == 1, reason[table["order"]], KEPT)
    rows = zip(
        names.order.tolist(),
        table["line"].tolist(),
        _ARTICLES[table["article"]].tolist(),
        GOODS.name[table["article"]].tolist(),
        GOODS.category[table["article"]].tolist(),
        np.array(SIZES, dtype=object)[table["size"]].tolist(),
        table["quantity"].tolist(),
        [f"{price}.00" for price in table["price"].tolist()],
        names.currency.tolist(),
        np.array(REASONS, dtype=object)[told].tolist(),
        strict=True,
    )
    header = "ordernummer rad artikelnummer benämning kategori storlek antal pris valuta returorsak"
    write_csv(path, header=header.split(), rows=rows)


def register(path: Path, story: Story) -> None:
    """The customer register, kept in Danish: a row per customer, with the consents as they are at the end."""
    people, who = story.people, np.flatnonzero(story.is_registered)
    consents = np.where(story.consents[who], "Ja", "Nej").T.tolist()
    rows = zip(
        people.customer_number[who].tolist(),
        people.first[who].tolist(),
        people.last[who].tolist(),
        people.email[who].tolist(),
        _written_phones(story),
        people.loyalty[who].tolist(),
        np.array(COUNTRIES, dtype=object)[people.country[who]].tolist(),
        people.born[who].tolist(),
        _levels(story).tolist(),
        day_text(_joined(story)),
        *consents,
        strict=True,
    )
    names = {"email": "e-mail", "sms": "SMS", "whatsapp": "WhatsApp", "rcs": "RCS", "viber": "Viber"}
    header = [
        "Kundenummer",
        "Fornavn",
        "Efternavn",
        "E-mail",
        "Mobil",
        "Medlemsnummer",
        "Land",
        "Fødselsår",
        "Niveau",
        "Oprettet",
    ]
    header += [f"Samtykke {names[channel]}" for channel in CONSENT_CHANNELS]
    write_csv(path, header=header, rows=rows, delimiter=";", encoding="utf-8-sig")


def _written_phones(story: Story) -> list[str]:
    """Returns numbers as they were typed: Swedish ones at home's way, most others with their country code."""
    phones = story.people.phone[story.is_registered].tolist()
    return [
        national(phone)
        if phone.startswith("+46") or place % 4 == 0
        else f"{phone[:3]} {national(phone)}".removeprefix(phone[:3] + " +")
        for place, phone in enumerate(phones)
    ]


def _levels(story: Story) -> Texts:
    """Returns the member level by what was bought in the year."""
    bought = np.bincount(story.tables["orders"]["who"], minlength=len(story.people))
    till = story.tables["till"]
    shopped = np.unique(np.column_stack([till["who"], till["receipt"]])[till["event"] == BUYS], axis=0)[:, 0]
    bought += np.bincount(shopped, minlength=len(story.people))
    level = np.array(["Ny", "Medlem", "Sølv", "Guld"], dtype=object)
    return level[np.digitize(bought, [1, 2, 4])][story.is_registered]


def _joined(story: Story) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Returns when each was registered: earlier customers up to eight years ago, others at their first purchase."""
    number = len(story.people)
    joined = story.year.start - (story.rng(5).random(number) * 8 * 365 * DAY).astype(np.int64)
    first = np.full(number, story.year.end)
    for table in ("orders", "till"):
        np.minimum.at(first, story.tables[table]["who"], story.tables[table]["time"])
    return np.where(story.people.was_customer, joined, first)[story.is_registered]


def _ids(letter: str, number: int) -> list[str]:
    """Returns ids that look drawn but never repeat: an odd factor permutes the numbers below 2**64."""
    return [f"{letter}{(place * _ODD) & 0xFFFFFFFFFFFFFFFF:016x}" for place in range(1, number + 1)]
