"""Money: whole minor units and a currency."""

from collections.abc import Mapping

CURRENCIES_BY_DIGITS: Mapping[int, tuple[str, ...]] = {
    0: (
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ),
    3: ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"),
}
"""The currencies whose minor unit is not a hundredth.

Source: ISO 4217, table A.1.
"""

_MINOR_DIGITS = {currency: digits for digits, listed in CURRENCIES_BY_DIGITS.items() for currency in listed}


def minor_digits(currency: str | None) -> int:
    """Returns how many decimal digits the currency's minor unit stands for, 2 where it is unknown.

    >>> minor_digits("SEK"), minor_digits("ISK")
    (2, 0)
    """
    return _MINOR_DIGITS.get(currency or "", 2)
