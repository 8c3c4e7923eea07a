"""Countries as people write them: two letters, three letters, or a name in English or a Nordic language."""

_NAMES = {
    "SE": "se swe sweden sverige schweden",
    "DK": "dk dnk denmark danmark",
    "NO": "no nor norway norge noreg",
    "FI": "fi fin finland suomi",
    "IS": "is isl iceland island ísland",
    "GB": "gb gbr uk england britain storbritannien storbritannia",
    "US": "us usa america amerika",
    "DE": "de deu ger germany tyskland deutschland",
    "NL": "nl nld netherlands holland nederländerna nederlandene nederland",
    "FR": "fr fra france frankrike frankrig",
    "ES": "es esp spain spanien spania",
    "IT": "it ita italy italien italia",
    "PL": "pl pol poland polen",
    "EE": "ee est estonia estland",
    "LV": "lv lva latvia lettland",
    "LT": "lt ltu lithuania litauen",
    "IE": "ie irl ireland irland",
    "CH": "ch che switzerland schweiz sveits",
    "AT": "at aut austria österrike østrig østerrike",
    "BE": "be bel belgium belgien belgia",
}

_REGION_OF = {name: region for region, names in _NAMES.items() for name in names.split()}


def region_of(country: str) -> str | None:
    """Returns the two letters of a country, None where it is not known here.

    >>> region_of("Sverige"), region_of("dk"), region_of("Atlantis")
    ('SE', 'DK', None)
    """
    return _REGION_OF.get(country.strip().lower())
