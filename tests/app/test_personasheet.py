"""Sheets of a workshop's personas: read whole, or refused with every fault at once."""

import io

import numpy as np
import pytest
import xlsxwriter

from resa.app.personasheet import MOST_BYTES, PersonaFileError, brought
from resa.understand.persona.described import Described
from resa.understand.persona.encoding import Encoding, Steps
from resa.understand.persona.feature import MAINLY, Known, Trait
from resa.understand.persona.kept import Kept, KeptGroup
from resa.understand.persona.living import Living

CHANNEL = Trait("channel:app", "channel", "share", np.array([0.0, 0.2, 0.9, 0.7]))
ORDERS = Trait("orders", "behaviour", "count", np.array([0.0, 1.0, 5.0, 9.0]))
HOW = (Encoding("channel:app", steps=MAINLY), Encoding("orders", steps=Steps((1.0, 4.0), ("none", "some", "high"))))


def alive() -> Living:
    group = KeptGroup("app-first", {"en": "App first", "sv": "Appen först"}, 4)
    kept = Kept("2026-05-01", 4, 4, 0.9, (), (), HOW, None, (group,))
    known = Known(np.arange(4), (CHANNEL, ORDERS))
    return Living(known, kept, np.zeros(4, np.int64), np.ones(4), (), is_kept=True)


def read(text: str | bytes, *, name: str = "workshop.csv", by: str | None = None) -> tuple[Described, ...]:
    return brought(text.encode() if isinstance(text, str) else text, name=name, alive=alive(), by=by)


def faults(text: str | bytes, *, name: str = "workshop.csv") -> tuple[str, list[str]]:
    with pytest.raises(PersonaFileError) as caught:
        read(text, name=name)
    return caught.value.sentence, list(caught.value.faults)


def test_claims_words_and_who_brought_them_are_read() -> None:
    (maja,) = read(
        "\ufeffPersona;Egenskap;Nivå\r\nMaja;channel.app;mainly\r\nMaja;orders;3-9\r\nMaja;goal;hinna hem före sex\r\n"
        'Maja;goal;"få rätt storlek; direkt"\r\nMaja;quote;"Jag handlar på bussen"\r\n\r\n',
        by="Åsa",
    )
    assert maja.claims == {"channel:app": "mainly", "orders": "3-9"}
    assert maja.goals == ("hinna hem före sex", "få rätt storlek; direkt")
    assert (maja.name, maja.quote) == ("Maja", "Jag handlar på bussen")
    assert maja.said_by == {"name": "Åsa", "quote": "Åsa", "goals": "Åsa", "claims": "Åsa"}


def test_a_workbook_says_the_same() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([("persona", "trait", "level"), ("Maja", "orders", "high"), ("Maja", "age", 34)]):
            sheet.write_row(at, 0, row)
    (maja,) = read(content.getvalue(), name="workshop.xlsx")
    assert maja.claims == {"orders": "high"}
    assert maja.age == "34"


def test_every_fault_is_told_at_once() -> None:
    sentence, told = faults(
        "persona,trait,level\n,orders,high\nMaja,orders,\nMaja,orders,high\nMaja,orders,none\nMaja,channel:app,mainley\n"
        "Maja,order,high\nApp first,orders,high\nWords only,goal,to sleep\nLong,"
        + "x" * 500
        + ",high\nOdd,orders,9-3\n"
    )
    assert sentence == "expected personas with claims in workshop.csv, got 9 faults; nothing was taken in"
    assert told == [
        "row 2: expected persona, trait and level, persona is empty",
        "row 3: expected persona, trait and level, level is empty",
        "row 5: expected one level of orders for Maja, got 'high' and 'none'",
        "Words only: expected claims that data can bear out, got words alone",
        "Maja: expected of channel:app one of none, some, mainly, a range such as 20-35, got 'mainley'",
        "Maja: expected a trait, got 'order'; nearest: orders",
        "App first: expected a name of its own, a persona from the data is called so",
        "Long: expected at most 400 letters in a name, a trait or a sentence, got more",
        "Odd: expected of orders one of none, some, high, a range such as 20-35, got '9-3'",
    ]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.csv", "is empty"),
        (b"persona,trait\nA,orders\n", "a.csv", "level is missing"),
        (b"persona,trait,level,trait\n", "a.csv", "trait stands twice"),
        ("persona,trait,level\nMärta,orders,high\n".encode("latin-1"), "a.csv", "UTF-8"),
        (b"persona,trait,level\nA,or\0ders,high\n", "a.csv", "zero bytes"),
        (b'persona,trait,level\nA,"orders,high\n', "a.csv", "unexpected end of data"),
        (b"PK\x03\x04 nothing", "a.xlsx", "a workbook with a sheet"),
        (b"x" * (MOST_BYTES + 1), "a.csv", "at most"),
        (b"persona,trait,level\n", "a.pdf", "expected a file of personas as"),
        (b"- a\n- b\n", "a.yaml", "expected names with what belongs to them"),
    ],
)
def test_what_is_no_sheet_of_personas_is_refused_in_a_sentence(content: bytes, name: str, expected: str) -> None:
    sentence, told = faults(content, name=name)
    assert expected in " ".join([sentence, *told])


def test_a_settings_file_tells_every_fault_too() -> None:
    _, told = faults("a: {claims: {orders: [1, 2]}, shoe: 44}\nb: {name: B}\n", name="a.yaml")
    assert told[0].startswith("a: unknown key 'shoe'")
    assert any("a.claims.orders" in one for one in told)
    _, told = faults("b: {name: B}\nc: {claims: {orders: lots}}\n", name="a.yaml")
    assert told == [
        "b: expected claims, such as claims: {channel:app: mainly, orders: high}, got none",
        "c: expected of orders one of none, some, high, a range such as 20-35, got 'lots'",
    ]


def test_line_breaks_and_too_many_personas_are_refused() -> None:
    _, told = faults('persona,trait,level\n"A\nB",orders,high\n')
    assert told == ["'A\\nB': expected letters and signs that can be shown, got control characters or line breaks"]
    _, told = faults("persona,trait,level\n" + "".join(f"P{n},orders,high\n" for n in range(51)))
    assert told == ["expected at most 50 personas, got 51"]
