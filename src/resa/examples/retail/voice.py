"""The exports of the systems that listen and speak: calls, cases, chats, sends, surveys, reviews, mentions, a fair."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from resa.examples.retail.care import LEFT, TOPICS
from resa.examples.retail.clock import NEVER, Seconds, danish, day_text, iso_utc, swedish
from resa.examples.retail.formats import Row, write_csv, write_json, write_json_lines
from resa.examples.retail.goods import GOODS, Flags
from resa.examples.retail.journeys import FAIRS
from resa.examples.retail.loyalty import ASKED, BLANK
from resa.examples.retail.messages import CAMPAIGNS
from resa.examples.retail.people import CONSENT_CHANNELS
from resa.examples.retail.story import Story, present
from resa.examples.retail.words import judgements, questions

UNREADABLE_DATES = ("igår kl 9", "32-13-2026 25:61", "00-00-0000 00:00", "n/a", "14/mars", "????")
"""What stands in place of a date in the rows that can't be read."""

_OUTCOMES = np.array(["solved", "not solved", "abandoned"], dtype=object)
_TOPICS = np.array(TOPICS, dtype=object)
_CITIES = ("Göteborg", "København", "Tromsø")
_NETWORKS = np.array(["instagram", "facebook", "x", "tiktok"], dtype=object)

Bad = dict[str, int]


def calls(path: Path, story: Story) -> Bad:
    """The telephone exchange: semicolons, Danish dates, caller's number in three forms, and ten rows gone wrong."""
    table, names = story.tables["phone"], story.names("phone")
    number = len(table["time"])
    rows: list[Row] = list(
        zip(
            [f"S{800_000 + place}" for place in range(number)],
            danish(table["time"]),
            [_dialled(phone, form=place % 3) for place, phone in enumerate(names.phone.tolist())],
            names.country.tolist(),
            table["wait"].tolist(),
            table["lasted"].tolist(),
            _TOPICS[table["topic"]].tolist(),
            _OUTCOMES[table["outcome"]].tolist(),
            present(table["outcome"] != LEFT, names.order),
            strict=True,
        )
    )
    header = [
        "Samtals-id",
        "Starttid",
        "Telefonnummer",
        "Land",
        "Kötid (s)",
        "Samtalstid (s)",
        "Ämne",
        "Resultat",
        "Ordernr",
    ]
    spoilt = _with_dates(rows[:6], at=1) + [row[:4] for row in rows[6:10]]
    write_csv(path, header=header, rows=_mixed(rows, spoilt), delimiter=";")
    return {"unreadable date": len(rows[:6]), "wrong number of columns": len(rows[6:10])}


def tickets(path: Path, story: Story) -> None:
    """The case system: one nested JSON document."""
    table, names = story.tables["email"], story.names("email")
    texts = questions(table["topic"], language=story.people.language[table["who"]], rng=story.rng(11))
    answered = story_times(story, table["time"] + table["wait"])
    closed = story_times(story, table["time"] + table["wait"] * 2 + table["lasted"] * 60)
    rows = zip(
        names.email.tolist(),
        story.people.first[table["who"]].tolist(),
        names.language.tolist(),
        _TOPICS[table["topic"]].tolist(),
        names.order.tolist(),
        iso_utc(table["time"]),
        iso_utc(answered),
        iso_utc(closed),
        texts,
        _OUTCOMES[table["outcome"]].tolist(),
        strict=True,
    )
    cases = [
        {
            "id": f"A{51_000 + place}",
            "channel": "email",
            "topic": topic,
            "requester": {"email": email, "name": name, "language": language},
            "order": {"id": order} if order else None,
            "times": {"opened": opened, "first_answered": answer or None, "closed": close or None},
            "message": text,
            "outcome": outcome,
        }
        for place, (email, name, language, topic, order, opened, answer, close, text, outcome) in enumerate(rows)
    ]
    write_json(path, document={"system": "ärenden", "tickets": cases}, indent=1)


def chats(path: Path, story: Story) -> None:
    """The chat on the site: the visitor's cookie, and the e-mail where it was given."""
    table, names = story.tables["chat"], story.names("chat")
    who = table["who"]
    texts = questions(table["topic"], language=story.people.language[who], rng=story.rng(12))
    gives_email = story.rng(13).random(len(who)) < 0.55
    rows = zip(
        iso_utc(table["time"]),
        story.people.phone_cookie[who].tolist(),
        present(gives_email, names.email),
        table["wait"].tolist(),
        table["lasted"].tolist(),
        _TOPICS[table["topic"]].tolist(),
        names.language.tolist(),
        texts,
        _OUTCOMES[table["outcome"]].tolist(),
        names.order.tolist(),
        strict=True,
    )
    keys = [
        "started_at",
        "cookie",
        "email",
        "wait_seconds",
        "duration_seconds",
        "topic",
        "language",
        "text",
        "outcome",
        "order_id",
    ]
    write_json_lines(
        path,
        records=(
            {
                "chat_id": f"CH{20_000 + place}",
                **{key: None if cell == "" else cell for key, cell in zip(keys, row, strict=True)},
            }
            for place, row in enumerate(rows)
        ),
    )


def sends(path: Path, story: Story) -> None:
    """The message platform: Parquet, a row per message, with a column for each thing that became of it."""
    table, names = story.tables["sends"], story.names("sends")
    is_email = table["channel"] == 0
    has_number = story.rng(14).random(len(is_email)) < 0.85
    columns: dict[str, Any] = {
        "message_id": [f"M{7_000_000 + place}" for place in range(len(is_email))],
        "kundnummer": _nullable(has_number, names.number),
        "epost": _nullable(is_email, names.email),
        "telefon": _nullable(~is_email, names.phone),
        "kanal": pa.array(np.array(CONSENT_CHANNELS, dtype=object)[table["channel"]]).dictionary_encode(),
        "kampanj": pa.array(np.array(CAMPAIGNS, dtype=object)[table["campaign"]]).dictionary_encode(),
        "syfte": pa.array(np.where(table["is_service"], "service", "marketing").astype(object)).dictionary_encode(),
        "ordernummer": _nullable(np.ones(len(is_email), np.bool_), names.order),
        "skickad": _stamps(table["time"]),
        "levererad": _stamps(table["delivered"]),
        "öppnad": _stamps(np.where(is_email, table["opened"], NEVER)),
        "läst": _stamps(np.where(is_email, NEVER, table["opened"])),
        "klickad": _stamps(table["clicked"]),
        "svarad": _stamps(table["answered"]),
        "avregistrerad": _stamps(table["unsubscribed"]),
        "fel": pa.array(["undeliverable" if failed else None for failed in table["failed"].tolist()]),
    }
    pq.write_table(pa.table(columns), path, compression="zstd")


def surveys(path: Path, story: Story) -> Bad:
    """The survey tool: 11 of 0 to 10 is "don't know", 0 and 6 of 1 to 5 are blanks, and some rows went wrong."""
    table, names = story.tables["survey"], story.names("survey")
    language = story.people.language[table["who"]]
    texts = judgements(table["subject"], language=language, is_glad=table["csat"] > 3, rng=story.rng(15))
    rows: list[Row] = list(
        zip(
            [f"E{40_000 + place}" for place in range(len(texts))],
            swedish(table["time"]),
            names.order.tolist(),
            names.number.tolist(),
            present(names.number == "", names.email),
            np.array(ASKED, dtype=object)[table["at"]].tolist(),
            ["" if score == BLANK else score for score in table["nps"].tolist()],
            table["csat"].tolist(),
            present(table["comments"], np.array(texts, dtype=object)),
            names.language.tolist(),
            strict=True,
        )
    )
    nobody = [(f"{row[0]}x", row[1], "", "", "", *row[5:]) for row in rows[7:12]]
    spoilt = _with_dates(rows[:4], at=1) + [row[:5] for row in rows[4:7]] + nobody
    header = [
        "svarsid",
        "besvarad",
        "ordernummer",
        "kundnummer",
        "epost",
        "kontaktpunkt",
        "nps",
        "csat",
        "kommentar",
        "språk",
    ]
    write_csv(path, header=header, rows=_mixed(rows, spoilt))
    return {
        "unreadable date": len(rows[:4]), "wrong number of columns": len(rows[4:7]), "no identifier": len(nobody)
    }  # fmt: skip


def reviews(path: Path, story: Story) -> None:
    """Product reviews: JSON Lines, with the order they belong to or none."""
    table, names = story.tables["reviews"], story.names("reviews")
    who = table["who"]
    texts = judgements(
        table["subject"], language=story.people.language[who], is_glad=table["stars"] > 3, rng=story.rng(16)
    )
    article = story.rng(17).integers(0, len(GOODS), len(who))
    write_json_lines(
        path,
        records=(
            {
                "review_id": f"R{9_000 + place}",
                "posted_at": posted,
                "author": author,
                "email": email,
                "stars": stars,
                "language": language,
                "text": text,
                "product": {"number": number, "name": name},
                "order_id": order or None,
            }
            for place, (posted, author, email, stars, language, text, number, name, order) in enumerate(
                zip(
                    iso_utc(table["time"]),
                    story.people.first[who].tolist(),
                    names.email.tolist(),
                    table["stars"].tolist(),
                    names.language.tolist(),
                    texts,
                    GOODS.number[article].tolist(),
                    GOODS.name[article].tolist(),
                    names.order.tolist(),
                    strict=True,
                )
            )
        ),
    )


def mentions(path: Path, story: Story) -> None:
    """Mentions in social networks: a handle, a text, when it was posted, and when we replied, if we did."""
    table, names = story.tables["mentions"], story.names("mentions")
    who = table["who"]
    texts = judgements(
        table["subject"], language=story.people.language[who], is_glad=~table["is_complaint"], rng=story.rng(18)
    )
    rows = zip(
        iso_utc(table["time"]),
        _NETWORKS[who % len(_NETWORKS)].tolist(),
        story.people.handle[who].tolist(),
        np.where(table["is_complaint"], "complaint", "mention").tolist(),
        [f"{text} #fjällbo" if place % 3 else text for place, text in enumerate(texts)],
        names.language.tolist(),
        iso_utc(table["answered"]),
        strict=True,
    )
    write_csv(path, header=["posted_at", "network", "handle", "kind", "text", "language", "replied_at"], rows=rows)


def fair(path: Path, story: Story) -> int:
    """Leads from the booth: dates without a time, and letters damaged on the way; returns how many rows are."""
    table, names = story.tables["fair"], story.names("fair")
    who = table["who"]
    rows = zip(
        story.people.first[who].tolist(),
        story.people.last[who].tolist(),
        names.email.tolist(),
        np.array(_CITIES, dtype=object)[story.people.country[who]].tolist(),
        np.array(FAIRS, dtype=object)[table["fair"]].tolist(),
        day_text(table["time"]),
        [f"Provade {name}" for name in GOODS.name[table["interest"]].tolist()],
        strict=True,
    )
    written = [tuple(map(_damaged, row)) if place % 3 == 0 else row for place, row in enumerate(rows)]
    write_csv(
        path,
        header=[
            "Fornavn",
            "Efternavn",
            "E-mail",
            "By",
            "Messe",
            "Dato",
            "Note",
        ],
        rows=written,
        delimiter=";",
    )
    return sum("Ã" in "".join(row) for row in written)


def story_times(story: Story, instants: Seconds) -> Seconds:
    """Returns the instants, NEVER in place of what is yet to come."""
    return np.where(instants >= story.year.end, NEVER, instants)


def _dialled(phone: str, *, form: int) -> str:
    """Returns the number as the exchange saw it: with plus, with zeros, or (Swedish ones) as dialled at home."""
    if form == 2 and phone.startswith("+46"):
        return f"0{phone[3:]}"
    return phone if form else f"00{phone[1:]}"


def _damaged(text: str) -> str:
    """Returns the text as it looks when its UTF-8 bytes are read as Windows letters: Göteborg, GÃ¶teborg."""
    return text.encode().decode("cp1252")


def _with_dates(rows: list[Row], *, at: int) -> list[Row]:
    pairs = zip(rows, UNREADABLE_DATES, strict=False)
    return [(f"{row[0]}x", *row[1:at], unreadable, *row[at + 1 :]) for row, unreadable in pairs]


def _mixed(rows: list[Row], spoilt: list[Row]) -> list[Row]:
    """Returns the rows with the spoilt ones spread evenly among them."""
    mixed = list(rows)
    for place, row in enumerate(spoilt):
        mixed.insert((place + 1) * len(mixed) // (len(spoilt) + 1), row)
    return mixed


def _nullable(chosen: Flags, texts: NDArray[np.object_]) -> pa.Array:
    return pa.array([text or None for text in present(chosen, texts)], pa.string())


def _stamps(instants: Seconds) -> pa.Array:
    return pa.array(instants * 1000, pa.int64(), mask=instants == NEVER).cast(pa.timestamp("ms", tz="UTC"))
