"""Who shops at Fjällbo: people, and what each system calls them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.examples.retail.goods import Codes, Flags, Texts, store_of

COUNTRIES = ("SE", "DK", "NO")
LANGUAGES = ("sv", "da", "nb", "en")
MESSENGERS = ("sms", "whatsapp", "rcs", "viber")
CONSENT_CHANNELS = ("email", *MESSENGERS)

_FIRST = {
    "sv": "Anna Erik Lars Karin Åsa Björn Elin Johan Maja Oskar Linnéa Gustav Märta Nils Sofia Per Ebba Håkan "
    "Ylva Jonas Sara Emil Frida Anders Ida Mats Tove Göran Klara Viktor",
    "da": "Mette Lars Søren Anne Jens Freja Mikkel Kirsten Rasmus Ida Bjørn Camilla Niels Signe Jeppe Louise "
    "Hanne Anders Trine Kasper Astrid Morten Lærke Emil Pernille Torben",
    "nb": "Ingrid Ola Kari Bjørn Solveig Magnus Silje Håkon Marit Lars Nora Øyvind Hilde Sindre Astrid "
    "Kristian Randi Jonas Åse Eirik Tuva Geir Sunniva Torstein Maren Even",
    "en": "James Emma Oliver Sophie Liam Grace Daniel Hannah Priya Adam Chloe Ryan Amir Laura Peter Megan Wei "
    "Alice Tom Fatima",
}
_LAST = {
    "sv": "Lindqvist Åberg Nordström Bergman Sjögren Ekdahl Hällgren Forsberg Dahlin Öberg Norén Wikström "
    "Sandell Lundmark Björk Hedlund Strand Ståhl Granlund Åkesson Viklund Holmgren Rask Myrén",
    "da": "Mortensen Kjær Østergaard Holm Bæk Lauridsen Skov Dahl Nørgaard Winther Bang Krogh Munk Toft Friis "
    "Lind Søgaard Juul Hald Thorsen Birk Vestergaard",
    "nb": "Haugen Bakke Solberg Moen Lie Strøm Dahle Ødegård Sætre Berg Fjeld Nygård Aas Hovland Myhre Tangen "
    "Rønning Vik Brekke Sandvik Ås Lunde",
    "en": "Walker Murphy Shah Clarke Bennett Hughes Khan Foster Doyle Parker Singh Reid Turner Chen Novak Ellis",
}
_MAIL_HOSTS = ("brevlada.example", "epost.example", "minmail.example", "fjord.example", "nordpost.example")
_ASCII = str.maketrans({"å": "a", "ä": "a", "ö": "o", "ø": "o", "æ": "ae", "é": "e"})
_PREFIXES = {
    "SE": ("46", ("70", "72", "73", "76"), 7),
    "DK": ("45", ("201", "224", "263", "305", "407", "422", "506", "531", "604", "615"), 5),
    "NO": ("47", ("40", "41", "46", "48", "90", "91", "92", "95", "97", "98"), 6),
    "GB": ("44", ("740", "747", "752", "779", "786", "781"), 7),
}


@dataclass(frozen=True, slots=True)
class People:
    """One array per fact, indexed by person. Texts are empty where a person has none of that kind.

    `second_email` is another address of the same person. In `sharing` pairs the second person uses the first
    one's address as their own.
    """

    country: Codes  # place in COUNTRIES
    language: Codes  # place in LANGUAGES
    first: Texts
    last: Texts
    email: Texts
    second_email: Texts
    phone: Texts  # as +46701234567
    customer_number: Texts
    loyalty: Texts
    phone_cookie: Texts
    desktop_cookie: Texts
    device: Texts
    handle: Texts
    born: Codes
    was_customer: Flags
    uses_app: Flags
    consents: NDArray[np.bool_]  # people x CONSENT_CHANNELS, as given at the start
    messenger: Codes  # place in MESSENGERS
    temper: NDArray[np.float64]  # mean 0: how kindly this person judges
    store: Codes  # the shop nearest to them, place in goods.STORE_NAMES
    sharing: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.first)


def people(number: int, *, rng: np.random.Generator) -> People:
    """Returns `number` invented people; roughly half are customers from before, half are yet to hear of us."""
    country = rng.choice(3, number, p=[0.48, 0.25, 0.27])
    language = np.where(rng.random(number) < 0.07, 3, country)
    tongue = [LANGUAGES[code] for code in language.tolist()]
    first = _drawn(_FIRST, tongue=tongue, rng=rng)
    last = _drawn(_LAST, tongue=tongue, rng=rng)
    born = (2026 - 18 - rng.gamma(5.0, 5.4, number)).astype(np.int64).clip(1938, 2008)
    sharing = _pairs(number, rng=rng)
    was_customer = rng.random(number) < 0.55
    return People(
        country=country,
        language=language,
        first=first,
        last=last,
        email=_emails(first, last, born=born, sharing=sharing, rng=rng),
        second_email=_second_emails(first, last, rng=rng),
        phone=_phones(country, language=language, rng=rng),
        customer_number=_numbered("K{:07d}", number, first=1_000_000, rng=rng),
        loyalty=np.where(rng.random(number) < 0.8, _numbered("73010{:08d}", number, first=20_000_000, rng=rng), ""),
        phone_cookie=_hexes("fb1.{}", number, rng=rng),
        desktop_cookie=_hexes("fb1.{}", number, rng=rng),
        device=_hexes("d-{}", number, rng=rng),
        handle=_handles(first, last, rng=rng),
        born=born,
        was_customer=was_customer,
        uses_app=rng.random(number) < np.where(was_customer, 0.34, 0.12),
        consents=rng.random((number, 5)) < np.array([0.64, 0.42, 0.16, 0.14, 0.09]),
        messenger=rng.choice(4, number, p=[0.52, 0.22, 0.15, 0.11]),
        temper=rng.normal(0.0, 0.7, number),
        store=store_of(country, rng=rng),
        sharing=sharing,
    )


def national(phone: str) -> str:
    """Returns the number as people of its country write it; British ones keep their country code.

    >>> national("+46701234567"), national("+4520123456"), national("+4791234567")
    ('070-123 45 67', '20 12 34 56', '912 34 567')
    """
    code, rest = phone[1:3], phone[3:]
    if code == "46":
        return f"0{rest[:2]}-{rest[2:5]} {rest[5:7]} {rest[7:]}"
    if code == "45":
        return f"{rest[:2]} {rest[2:4]} {rest[4:6]} {rest[6:]}"
    return f"{rest[:3]} {rest[3:5]} {rest[5:]}" if code == "47" else phone


def _drawn(words: dict[str, str], *, tongue: list[str], rng: np.random.Generator) -> Texts:
    lists = {language: names.split() for language, names in words.items()}
    draws = rng.random(len(tongue)).tolist()
    names = [lists[spoken][int(draw * len(lists[spoken]))] for spoken, draw in zip(tongue, draws, strict=True)]
    return np.array(names, dtype=object)


def _pairs(number: int, *, rng: np.random.Generator) -> tuple[tuple[int, int], ...]:
    """Returns pairs of people that share one e-mail address: one pair, and one more for each 2,500 people."""
    chosen = rng.permutation(number)[: 2 * (1 + number // 2500)]
    return tuple((int(one), int(other)) for one, other in chosen.reshape(-1, 2))


def _emails(
    first: Texts, last: Texts, *, born: Codes, sharing: tuple[tuple[int, int], ...], rng: np.random.Generator
) -> Texts:
    hosts = rng.integers(0, len(_MAIL_HOSTS), len(first)).tolist()
    taken: dict[str, int] = {}
    addresses = []
    for given, family, year, host in zip(first, last, born.tolist(), hosts, strict=True):
        local = f"{given}.{family}{year % 100:02d}".lower().translate(_ASCII)
        address = f"{local}@{_MAIL_HOSTS[host]}"
        taken[address] = again = taken.get(address, 0) + 1
        addresses.append(address if again == 1 else f"{local}.{again}@{_MAIL_HOSTS[host]}")
    emails = np.array(addresses, dtype=object)
    for one, other in sharing:
        emails[other] = emails[one]
    return emails


def _second_emails(first: Texts, last: Texts, *, rng: np.random.Generator) -> Texts:
    has_second = rng.random(len(first)) < 0.015
    has_second[0] = True
    second = np.full(len(first), "", dtype=object)
    for place in np.flatnonzero(has_second).tolist():
        local = f"{first[place][0]}{last[place]}".lower().translate(_ASCII)
        second[place] = f"{local}.{place}@arbete.example"
    return second


def _phones(country: Codes, *, language: Codes, rng: np.random.Generator) -> Texts:
    """Returns numbers that are unique: a factor that shares no prime with their count shuffles without repeating."""
    number = len(country)
    regions = np.where((language == 3) & (rng.random(number) < 0.5), 3, country).tolist()
    shift = int(rng.integers(0, 10_000_000))
    phones = []
    for place, region in enumerate(regions):
        code, prefixes, digits = _PREFIXES[(*COUNTRIES, "GB")[region]]
        prefix, tail = divmod((place * 7_654_321 + shift) % (len(prefixes) * 10**digits), 10**digits)
        phones.append(f"+{code}{prefixes[prefix]}{tail:0{digits}d}")
    return np.array(phones, dtype=object)


def _numbered(form: str, number: int, *, first: int, rng: np.random.Generator) -> Texts:
    numbers = first + 3 * rng.permutation(number)
    return np.array([form.format(each) for each in numbers.tolist()], dtype=object)


def _hexes(form: str, number: int, *, rng: np.random.Generator) -> Texts:
    drawn = rng.integers(0, 1 << 62, number).tolist()
    return np.array([form.format(f"{each:016x}") for each in drawn], dtype=object)


def _handles(first: Texts, last: Texts, *, rng: np.random.Generator) -> Texts:
    tails = rng.integers(2, 9999, len(first)).tolist()
    return np.array(
        [
            f"@{one}_{two[:4]}{tail}".lower().translate(_ASCII)
            for one, two, tail in zip(first, last, tails, strict=True)
        ],
        dtype=object,
    )
