import numpy as np
import phonenumbers
import pytest

from resa.examples.retail.people import COUNTRIES, People, national, people


@pytest.fixture(scope="module")
def everybody() -> People:
    return people(5000, rng=np.random.default_rng(3))


def test_numbers_that_name_a_person_name_only_one(everybody: People) -> None:
    for texts in (everybody.customer_number, everybody.phone, everybody.phone_cookie, everybody.device):
        assert len(set(texts.tolist())) == 5000
    members = [text for text in everybody.loyalty.tolist() if text]
    assert len(set(members)) == len(members) > 3000


def test_phones_are_possible_mobile_numbers_of_their_country(everybody: People) -> None:
    for phone in everybody.phone[:400].tolist():
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone)), phone


def test_national_form_reads_back_as_the_same_number(everybody: People) -> None:
    for phone, code in zip(everybody.phone[:400].tolist(), everybody.country[:400].tolist(), strict=True):
        read = phonenumbers.parse(national(phone), COUNTRIES[code])
        assert phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) == phone


def test_addresses_are_shared_by_the_planted_pairs_only(everybody: People) -> None:
    shared = {other for _, other in everybody.sharing}
    assert len(everybody.sharing) == 3
    assert all(everybody.email[one] == everybody.email[other] for one, other in everybody.sharing)
    others = [email for place, email in enumerate(everybody.email.tolist()) if place not in shared]
    assert len(set(others)) == len(others)
    assert all(email.isascii() and email.endswith(".example") for email in others)
