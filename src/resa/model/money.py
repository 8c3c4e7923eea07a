"""Money: whole minor units and a currency."""

_MINOR_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


def minor_digits(currency: str | None) -> int:
    """Returns how many decimal digits the currency's minor unit stands for, 2 where it is unknown.

    Source: ISO 4217, table A.1.

    >>> minor_digits("SEK"), minor_digits("ISK")
    (2, 0)
    """
    return _MINOR_DIGITS.get(currency or "", 2)
