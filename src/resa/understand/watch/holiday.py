"""Public holidays of Sweden, Denmark and Norway: days on which less is expected, so that nobody is alarmed."""

from datetime import date, timedelta

_EPOCH = date(1970, 1, 1).toordinal()
_FIXED = {
    "SE": ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)),
    "DK": ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)),
    "NO": ((1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)),
}
_AFTER_EASTER = {  # days after Easter Sunday
    "SE": (-2, 0, 1, 39, 49),
    "DK": (-3, -2, 0, 1, 39, 49, 50),
    "NO": (-3, -2, 0, 1, 39, 49, 50),
}
_OF_ZONE = {"Europe/Stockholm": ("SE",), "Europe/Copenhagen": ("DK",), "Europe/Oslo": ("NO",)}


def holidays(year: int, *, zone: str) -> frozenset[int]:
    """Returns the public holidays of a year as days since 1970, with the eves on which shops close.

    A zone in another country has those of all three: a company there may serve any of them.

    >>> date.fromordinal(_EPOCH + min(holidays(2026, zone="Europe/Oslo") - holidays(2026, zone="Europe/Stockholm")))
    datetime.date(2026, 4, 2)
    """
    easter = easter_sunday(year)
    found: set[date] = set()
    for country in _OF_ZONE.get(zone, tuple(_FIXED)):
        found |= {date(year, *day) for day in _FIXED[country]}
        found |= {easter + timedelta(days=days) for days in _AFTER_EASTER[country]}
        if country == "SE":
            found |= _midsummer(year)
    return frozenset(day.toordinal() - _EPOCH for day in found)


def easter_sunday(year: int) -> date:
    """Returns Easter Sunday.

    Source: J.-M. Oudin, in P. K. Seidelmann, "Explanatory Supplement to the Astronomical Almanac", 1992, 12.

    >>> easter_sunday(2026).isoformat(), easter_sunday(2019).isoformat()
    ('2026-04-05', '2019-04-21')
    """
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (century - (century - 17) // 25) // 3 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def _midsummer(year: int) -> set[date]:
    """Returns Midsummer's Eve and Day: the Friday and Saturday from 19 and 20 June on."""
    first = date(year, 6, 19)
    eve = first + timedelta(days=(4 - first.weekday()) % 7)
    return {eve, eve + timedelta(days=1)}
