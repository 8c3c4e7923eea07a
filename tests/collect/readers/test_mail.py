"""Messages of mail become records: who wrote when and what, without what they quote."""

import bz2

import pytest

from resa.collect.readers.mail import is_mail

ONE = """From: Anna Ek <anna@example.se>
To: Shop <shop@firma.se>, other@firma.se
Subject: Hej
Date: Wed, 4 Mar 2026 11:00:00 +0100
Message-ID: <a1@example.se>
Content-Type: text/plain; charset=utf-8

Var är mitt paket?
"""
FRAME = "From anna@example.se Wed Mar  4 10:00:00 2026\n"


def test_a_message_says_who_when_and_what(reading) -> None:
    found = reading(ONE, "one.eml")
    assert found.format.kind == "eml"
    assert found.rows == [
        {
            "message_id": "<a1@example.se>",
            "date": "2026-03-04T11:00:00+01:00",
            "from": "anna@example.se",
            "from_name": "Anna Ek",
            "to": "shop@firma.se, other@firma.se",
            "subject": "Hej",
            "text": "Var är mitt paket?",
            "in_reply_to": None,
            "labels": None,
        }
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_folder_is_cut_where_messages_begin(end, reading) -> None:
    text = (FRAME + ONE + "\nFrom here on it was all bad\n\n" + FRAME + ONE.replace("a1@", "a2@")).replace("\n", end)
    found = reading(text, "inbox")
    assert found.format.kind == "mbox"
    assert [row["message_id"] for row in found.rows] == ["<a1@example.se>", "<a2@example.se>"]
    assert found.rows[0]["text"].endswith("From here on it was all bad")
    assert found.positions == [0, 1]
    assert reading(text, "inbox", start_at=1).positions == [1]
    assert len(reading(bz2.compress(text.encode()), "inbox.mbox.bz2").rows) == 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Tack!\n\nOn Tue, 3 Mar 2026 at 10:00, Shop <shop@firma.se> wrote:\n> Hej\n> igen\n", "Tack!"),
        ("Tack!\n-----Original Message-----\nFrom: Shop\nHej", "Tack!"),
        ("> Hej\nJa, gärna\n", "Ja, gärna"),
    ],
)
def test_what_a_message_quotes_is_left_out(body, told, reading) -> None:
    assert reading(ONE.replace("Var är mitt paket?\n", body), "one.eml").rows[0]["text"] == told


def test_odd_dates_and_unknown_letters_do_not_stop_a_folder(reading) -> None:
    odd = ONE.replace("Wed, 4 Mar 2026 11:00:00 +0100", "yesterday").replace("utf-8", "x-unknown")
    row = reading(odd, "one.eml").rows[0]
    assert row["date"] == "yesterday"
    assert "paket" in str(row["text"])


@pytest.mark.parametrize(
    "text", ["From,To,Subject\na,b,c\n", "Name: Anna\nTown: Umeå\nAge: 3\n", "From here to there\n"]
)
def test_other_texts_are_no_mail(text) -> None:
    assert is_mail(text.encode()) is None
