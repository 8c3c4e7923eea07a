"""Proposals: what the content proves is proposed, what it does not prove is asked."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from resa.collect.proposing import Proposal, propose, source_name
from resa.collect.proposing.timeform import time_form
from resa.collect.proposing.words import channel_word, roles_of, source_kinds
from resa.collect.readers.raw import FileFormat, RawBatch
from resa.collect.sources.files import file_sources
from resa.collect.specfile import SpecError, spec_from_yaml, spec_to_yaml
from resa.model.intake import OpenQuestions

CSV = FileFormat("csv", delimiter=",")


def proposal(file: str, **columns: list[str]) -> Proposal:
    table = pa.table(columns)
    return propose(file, CSV, [RawBatch(table, np.arange(table.num_rows), consumed=1.0)])


def asked(found: Proposal) -> list[str]:
    return [question.field for question in found.questions]


@pytest.mark.parametrize(
    ("texts", "form", "others"),
    [
        (["03/04/2026", "25/04/2026"], "%d/%m/%Y", ()),
        (["03/25/2026", "02/04/2026"], "%m/%d/%Y", ()),
        (["03/04/2026", "02/04/2026"], "%d/%m/%Y", ("%m/%d/%Y",)),
        (["2026-04-03", "2026-04-25"], "iso", ()),
        (["03.04.2026 kl. 12:05", "25.04.2026 kl. 12:06"], "%d.%m.%Y kl. %H:%M", ()),
        (["5 maj 2026 10:00"], "%d %b %Y %H:%M", ()),
        (["1762025895000"], "epoch_ms", ()),
    ],
)
def test_forms_of_times_are_proven_or_left_open(texts: list[str], form: str, others: tuple[str, ...]) -> None:
    found = time_form(pa.array(texts), is_named_time=True)
    assert found is not None
    assert (found.form, found.others, found.is_mixed) == (form, others, False)


def test_s35_an_unproven_order_of_day_and_month_is_asked() -> None:
    found = proposal("calls.csv", call_id=["1", "2"], date=["03/04/2026", "02/04/2026"], customer_id=["c1", "c2"])
    assert asked(found) == ["time.format"]
    assert found.questions[0].options == ("%d/%m/%Y", "%m/%d/%Y")
    with pytest.raises(OpenQuestions) as caught:
        found.accepted()
    assert caught.value.to_json()["questions"][0]["samples"] == ["03/04/2026", "02/04/2026"]
    with pytest.raises(SpecError, match="still open"):
        spec_from_yaml(caught.value.spec)
    assert spec_from_yaml(caught.value.spec.replace("'?'", "'%d/%m/%Y'")).time is not None


def test_s35_mixed_forms_are_asked_and_stray_texts_are_not() -> None:
    mixed = ["13/02/2026", "2026-03-01", "14/02/2026", "2026-03-02"]
    assert asked(proposal("calls.csv", date=mixed, customer_id=list("abab"))) == ["time.format"]
    stray = [f"{day:02d}/02/2026" for day in range(1, 28)] + ["soon"]
    assert asked(proposal("calls.csv", date=stray, customer_id=[str(n % 9) for n in range(28)])) == []


def test_a_currency_that_nothing_tells_is_asked() -> None:
    columns = {"order_id": ["1", "2", "3"], "customer_id": ["a", "b", "a"], "date": ["2026-01-01"] * 3}
    assert asked(proposal("orders.csv", **columns, amount=["10,00 kr", "12,00 kr", "9,50 kr"])) == ["money.currency"]
    told = proposal("orders.csv", **columns, amount=["10,00", "12,00", "9,50"], currency=["SEK"] * 3).accepted()
    assert told.orders is not None
    assert told.orders.money is not None
    assert told.orders.money.decimal == ","
    signed = proposal("orders.csv", **columns, amount=["€10.00", "€12.00", "€9.50"]).accepted()
    assert signed.orders is not None
    assert signed.orders.money is not None
    assert signed.orders.money.currency is not None
    assert signed.orders.money.currency.constant == "EUR"


def test_two_customer_numbers_are_asked_about() -> None:
    found = proposal(
        "events.csv", customer_id=list("abcd"), kundnr=list("1234"), event=["x"] * 4, time=["2026-01-01 10:00"] * 4
    )
    assert "identifiers" in asked(found)


def test_national_numbers_that_fit_two_countries_are_asked_about() -> None:
    numbers = ["20 12 34 56", "22 12 34 57", "23 12 34 58"]
    found = proposal("samtal.csv", telefon=numbers, tid=["2026-01-01 10:00"] * 3)
    assert asked(found) == ["identifiers.region"]
    beside = proposal("samtal.csv", telefon=numbers, tid=["2026-01-01 10:00"] * 3, land=["DK", "DK", "NO"]).accepted()
    assert beside.identifiers[0].region_column == "land"


def test_codes_for_no_answer_are_found() -> None:
    found = proposal(
        "enkät.csv", datum=["2026-01-01"] * 5, email=[f"{n}@x.se" for n in range(5)], nps=["0", "10", "11", "7", "9"]
    ).accepted()
    assert [(one.metric, one.low, one.high, one.not_answers) for one in found.answers] == [("nps", 0.0, 10.0, ("11",))]


def test_a_column_called_channel_holds_channels_that_no_list_knows() -> None:
    kanal = ["Telefon", "Robotrådgivare", "Kort", "Internetbank"] * 3
    happened = [f"2026-01-{day:02d}T10:00:00Z" for day in range(1, 13)]
    found = proposal("bank.csv", Kundnr=list("abcabcabcabc"), Datum=happened, Händelse=["Inloggning"] * 12, Kanal=kanal)
    (rule,) = found.accepted().interactions
    assert rule.channel.column == "Kanal"
    assert dict(rule.channel.translate)["Telefon"] == "phone"
    assert channel_word("Internetbank") == channel_word("Netbank") == "web"


def test_how_easy_it_was_is_asked_in_many_words() -> None:
    ease = ["1", "4", "7", "ikke aktuelt"] * 3
    happened = [f"{day:02d}.01.2026 10:00" for day in range(10, 22)]
    found = proposal(
        "survey.csv", **{"Kundenummer": list("abcabcabcabc"), "Dato": happened, "Hvor lett var det?": ease}
    )
    (answer,) = found.accepted().answers
    assert (answer.metric, answer.low, answer.high, answer.not_answers) == ("ces", 1.0, 7.0, ("ikke aktuelt",))


def test_customer_registers_and_lists_need_no_time() -> None:
    register = proposal(
        "kunder.csv", kundnr=["1", "2"], namn=["A", "B"], nivå=["guld", "silver"], född=["1970", "1980"]
    )
    spec = register.accepted()
    assert spec.profile is not None
    assert dict(spec.profile.columns) == {"nivå": "nivå", "född": "född"}
    assert proposal("products.csv", sku=["1", "2"], brand=["a", "b"]).accepted().is_reference


def test_things_that_happened_without_a_time_are_asked_about() -> None:
    assert asked(proposal("calls.csv", customer_id=["a", "b", "a"], topic=["x", "y", "z"])) == ["time"]


def test_defaults_are_stated_and_asked_about_unless_allowed() -> None:
    found = proposal(
        "visits.csv", user_id=["anna", "bo"], page=["a", "b"], time=["2026-01-01 10:00", "2026-01-01 11:00"]
    )
    assert any("zone" in note for note in found.notes)
    assert found.accepted().time is not None
    with pytest.raises(OpenQuestions):
        found.accepted(allows_defaults=False)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Kundnr", "customer_number"),
        ("kunde_id", "customer_number"),
        ("E-post", "email"),
        ("tlf", "phone"),
        ("Sagsnummer", "ticket"),
        ("opkalds_id", "call"),
        ("belopp", "amount"),
        ("Beløb", "amount"),
        ("antall", "quantity"),
        ("tidspunkt", "time"),
        ("hændelse", "event"),
        ("kanal", "channel"),
        ("kommentar", "text"),
        ("språk", "language"),
        ("medlemsnr", "loyalty"),
        ("åbnet", "opened"),
        ("åpnet", "opened"),
        ("öppnad", "opened"),
        ("valuta", "currency"),
    ],
)
def test_names_in_four_languages(name: str, role: str) -> None:
    assert roles_of(name)[role] >= 0.7


def test_names_of_sources_and_channels() -> None:
    assert source_name("out/Samtal 2026-05.xlsx") == "samtal"
    assert source_kinds("orderrader")[0] == "line"
    assert source_kinds("webb_handelser") == ("web",)
    assert [channel_word(word) for word in ("Butikk", "e-mail", "SMS", "telefon", "snail")] == [
        "store",
        "email",
        "sms",
        "phone",
        None,
    ]


def test_the_demo_needs_no_answers(tmp_path: Path) -> None:
    from resa.examples.retail import write

    write(tmp_path, customers=1500)
    found = {source.name: source for source in file_sources(tmp_path / "exports").sources}
    specs = {}
    for name, source in found.items():
        first = propose(name, source.format, [next(iter(source.batches()))])
        specs[name] = first.accepted()
        assert spec_from_yaml(spec_to_yaml(specs[name])) == specs[name]
    assert len(specs) == 15
    spaces = {name.split(".")[0]: {rule.namespace for rule in spec.identifiers} for name, spec in specs.items()}
    assert spaces["webb_handelser"] == {"device", "email", "order"}
    assert spaces["kvitton"] == {"loyalty", "order"}
    assert spaces["app_events"] == {"device", "customer_number", "order"}
    assert spaces["kundregister"] == {"customer_number", "email", "phone", "loyalty"}
    assert len(specs["utskick.parquet"].interactions) == 7
    assert specs["orderrader.csv"].orders is not None


LOG = {
    "kundnr": ["1001", "1001", "1002", "1002"],
    "tid": [f"2026-10-0{day} 10:00" for day in (1, 2, 3, 4)],
}


@pytest.mark.parametrize(
    ("names", "amounts", "valued"),
    [
        (["startsida", "kassa", "startsida", "kassa"], ["", "499 SEK", "", "1299 SEK"], [()]),
        (["startsida", "köp", "startsida", "köp"], ["99 SEK", "499 SEK", "99 SEK", "1299 SEK"], [("köp",)]),
        (["ansökan", "beslut", "ansökan", "beslut"], ["499 SEK", "499 SEK", "1299 SEK", "1299 SEK"], []),
    ],
)
def test_amounts_in_a_log_are_what_happened_worth_where_they_are_its_own(
    names: list[str], amounts: list[str], valued: list[tuple[str, ...]]
) -> None:
    found = proposal("logg.csv", **LOG, händelse=names, belopp=amounts).accepted()
    priced = [rule for rule in found.interactions if rule.money is not None]
    assert [tuple(text for when in rule.when for text in when.one_of) for rule in priced] == valued
    assert [rule.money.column for rule in priced if rule.money] == ["belopp"] * len(valued)


def test_a_file_of_order_numbers_and_amounts_holds_orders_whatever_it_is_called() -> None:
    found = proposal(
        "export 7.csv",
        kundnr=["1001", "1002"],
        datum=["2026-10-01", "2026-10-13"],
        ordernr=["A1", "A2"],
        belopp=["499 SEK", "1299 SEK"],
    )
    assert found.accepted().orders is not None
