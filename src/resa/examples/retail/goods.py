"""What Fjällbo sells, where, and for how much."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

CURRENCIES = ("SEK", "DKK", "NOK")  # by country
_RATES = (1.0, 0.66, 1.04)
SIZES = ("XS", "S", "M", "L", "XL")
STORES = (
    ("Stockholm Slussen", "Göteborg Haga", "Malmö Triangeln", "Umeå Väst", "Östersund", "Åre By"),
    ("København Nørreport", "Aarhus Å", "Odense"),
    ("Oslo Grünerløkka", "Bergen Bryggen", "Trondheim", "Tromsø"),
)
STORE_NAMES = tuple(name for names in STORES for name in names)
_FIRST_STORE = (0, 6, 9)

MISLEADING = "Tind"
"""The line whose size guide is one size off: a planted pain."""

_KINDS = (
    ("jacka", "shell jackets", 2999, ("Tind", "Regnvik", "Vindrös", "Högfjäll")),
    ("dunjacka", "down jackets", 3499, ("Tind", "Snölega", "Norrsken")),
    ("vandringsbyxa", "trousers", 1599, ("Tind", "Stigen", "Myrmark", "Höglid")),
    ("regnbyxa", "trousers", 1199, ("Regnvik", "Skur")),
    ("fleece", "mid layers", 899, ("Lugn", "Tjärn", "Höglid")),
    ("ullunderställ", "base layers", 799, ("Varm", "Fjällull")),
    ("känga", "boots", 2199, ("Stigen", "Myrmark", "Klippa")),
    ("ryggsäck", "backpacks", 1799, ("Färd 45", "Färd 65", "Dag 22")),
    ("tält", "tents", 4499, ("Lä 2", "Lä 3")),
    ("sovsäck", "sleeping bags", 2299, ("Dvala", "Dvala lång")),
    ("mössa", "accessories", 299, ("Vidde", "Snölega")),
    ("handskar", "accessories", 499, ("Vidde", "Klippa")),
    ("strumpor", "accessories", 179, ("Varm", "Stigen")),
    ("kök", "camping", 949, ("Glöd",)),
)


@dataclass(frozen=True, slots=True)
class Goods:
    """One array per fact, indexed by article."""

    number: Texts
    name: Texts
    category: Texts
    price: Codes  # whole SEK
    is_misleading: Flags

    def __len__(self) -> int:
        return len(self.number)


def goods() -> Goods:
    """Returns the whole range, the same for every seed.

    >>> goods().name[0], int(goods().is_misleading.sum())
    ('Tind jacka', 3)
    """
    rows = [
        (f"{line} {kind}", category, price + 100 * place)
        for kind, category, price, lines in _KINDS
        for place, line in enumerate(lines)
    ]
    return Goods(
        number=np.array([f"{20_100 + 7 * place}" for place in range(len(rows))], dtype=object),
        name=np.array([name for name, _, _ in rows], dtype=object),
        category=np.array([category for _, category, _ in rows], dtype=object),
        price=np.array([price for _, _, price in rows]),
        is_misleading=np.array([name.startswith(MISLEADING) for name, _, _ in rows]),
    )


GOODS = goods()


def wanted(number: int, *, rng: np.random.Generator) -> Codes:
    """Returns articles as often as they are looked for; jackets and trousers lead."""
    weight = np.linspace(2.2, 0.8, len(GOODS))
    chosen: Codes = rng.choice(len(GOODS), number, p=weight / weight.sum())
    return chosen


def local_price(article: Codes, *, country: Codes) -> Codes:
    """Returns whole units of the country's currency, ending in nine as prices do."""
    price = GOODS.price[article] * np.array(_RATES)[country]
    rounded: Codes = (price // 10 * 10 + 9).astype(np.int64)
    return rounded


def store_of(country: Codes, *, rng: np.random.Generator) -> Codes:
    """Returns a shop in the person's country, as a place in STORE_NAMES; the first ones are the busiest."""
    shops = np.array([len(names) for names in STORES])[country]
    chosen: Codes = np.array(_FIRST_STORE)[country] + (rng.random(len(country)) ** 1.6 * shops).astype(np.int64)
    return chosen
