"""Who a record is about: which columns are identifiers, and of what kind."""

import numpy as np
import pyarrow.compute as pc

from resa.collect.country import region_of
from resa.collect.phone import valid_share
from resa.collect.proposing.findings import Findings
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.words import word_set, words_of
from resa.collect.spec import OPEN, IdentifierRule
from resa.model.identifier import DEVICE_NAMESPACES, RECORD_NAMESPACES

_BY_NAME = (
    "customer_number",
    "loyalty",
    "login",
    "crm",
    "card",
    "device",
    "order",
    "ticket",
    "call",
    "case",
    "conversation",
)
_REGIONS = ("SE", "DK", "NO", "FI", "US", "GB", "DE", "NL")
_REGION_OF_CURRENCY = {"SEK": "SE", "DKK": "DK", "NOK": "NO", "GBP": "GB", "USD": "US"}
_SUFFIXES = ("id", "nr", "no", "number", "nummer", "code", "key", "kod")
_PLACES = word_set(
    "district region area city store shop butik product article campaign page landing sku item category "
    "department gate flight airline route dest destination zip country postal vru event record row "
    "message"
)
PERSONS = frozenset(
    {"customer_number", "loyalty", "login", "email", "phone", "card", "device", "crm", "case", "conversation"}
)


def identifiers(findings: Findings) -> tuple[IdentifierRule, ...]:
    """Returns the columns that say who, by content first and by name then; asks where several could be meant."""
    found: dict[str, IdentifierRule] = {}
    for portrait in findings.portraits.values():
        if portrait.name in findings.taken or not len(portrait.texts):
            continue
        rule = _by_content(findings, portrait) or _by_name(findings, portrait)
        if rule is not None:
            found[portrait.name] = rule
    kept = _without_own(findings, _without_rivals(findings, list(found.values())))
    findings.taken.update(rule.column for rule in kept)
    return tuple(kept)


def ask_who(findings: Findings) -> None:
    """Asks which column says who, where none was recognised but some could be meant."""
    could = [
        one
        for one in findings.portraits.values()
        if one.name not in findings.taken
        and one.name.lower().rstrip("0123456789").endswith(_SUFFIXES)
        and one.code_share > 0.95
        and one.filled_share > 0.3
        and not set(words_of(one.name)) & _PLACES
        and 1 < len(one.distinct) < 0.9 * len(one.texts)
        and len(one.distinct) > 0.02 * len(one.texts)
    ]
    if could:
        findings.ask(
            "identifiers",
            "which of these columns says who the customer is, if any? Write column and namespace, or take the line out",
            options=[one.name for one in could],
            samples=[text for one in could[:3] for text in one.samples(1)],
        )
    else:
        findings.reason("identifiers", "none", 0.6, "no column looks like an identifier: records count in totals only")


def _by_content(findings: Findings, portrait: Portrait) -> IdentifierRule | None:
    if portrait.email_share > 0.8:
        findings.reason("identifiers", portrait.name, 1.0, f"e-mail addresses, e.g. {portrait.samples(1)[0]}")
        return IdentifierRule(portrait.name, "email")
    if "phone" in portrait.roles and portrait.phone_share > 0.7:
        return _phone(findings, portrait)
    return None


def _by_name(findings: Findings, portrait: Portrait) -> IdentifierRule | None:
    """Returns the rule of a column that is named like an identifier and filled with codes."""
    named = [(portrait.roles[role], -at, role) for at, role in enumerate(_BY_NAME) if role in portrait.roles]
    strong = [one for one in named if one[0] >= 0.9 or (one[0] >= 0.7 and _has_suffix(portrait))]
    is_code = portrait.code_share >= 0.8 or (bool(strong) and max(strong)[0] == 1 and portrait.mean_length <= 24)
    if not strong or not is_code or portrait.is_prose or _is_little(findings, portrait):
        return None
    namespace = max(strong)[2]
    if namespace == "customer_number" and _is_random(portrait):
        namespace = "device"
    if namespace == "login" and _is_company_number(portrait):
        namespace = "customer_number"
    if namespace == "login" and portrait.samples(1)[0].startswith("@"):
        namespace = "social"
    findings.reason(
        "identifiers", portrait.name, portrait.roles.get(namespace, 0.7), f"{namespace}, e.g. {portrait.samples(1)[0]}"
    )
    return IdentifierRule(portrait.name, namespace)


def _has_suffix(portrait: Portrait) -> bool:
    return portrait.name.lower().endswith(_SUFFIXES) or portrait.name.lower().startswith(("rand_", "cust"))


def _is_little(findings: Findings, portrait: Portrait) -> bool:
    """Tells a code of a few kinds from an identifier."""
    return len(portrait.distinct) < 3 and findings.sheet.n > 20


def _is_random(portrait: Portrait) -> bool:
    """Tells tokens that a browser was given from numbers that a company gives out."""
    token = pc.match_substring_regex(portrait.distinct, r"^[\w\-]+\.[\w.\-]{6,}$|^[0-9a-f\-]{20,}$")
    return bool(np.asarray(token).mean() > 0.9)


def _is_company_number(portrait: Portrait) -> bool:
    """Tells numbers such as K1003030, which a company gives out, from names that people choose."""
    return bool(np.asarray(pc.match_substring_regex(portrait.distinct, r"^[A-Z]{1,3}-?\d{4,12}$")).mean() > 0.95)


def _phone(findings: Findings, portrait: Portrait) -> IdentifierRule:
    country = _country_column(findings)
    if country is not None:
        findings.reason("identifiers", portrait.name, 1.0, f"phone numbers, read by the country in {country!r}")
        return IdentifierRule(portrait.name, "phone", region_column=country)
    national = pc.filter(portrait.distinct, pc.invert(pc.match_substring_regex(portrait.distinct, r"^\s*(\+|00)")))
    if len(national) <= 0.02 * len(portrait.distinct):
        findings.reason("identifiers", portrait.name, 1.0, "international phone numbers")
        return IdentifierRule(portrait.name, "phone")
    fitting = [region for region in _REGIONS if valid_share(national, region=region) > 0.9]
    if findings.region in fitting:
        findings.reason(
            "identifiers", portrait.name, 0.8, f"phone numbers, valid in {findings.region} as the workspace says"
        )
        return IdentifierRule(portrait.name, "phone", region=findings.region)
    beside = _countries(findings) & set(fitting)
    fitting = [region for region in fitting if region in beside] if beside else fitting
    if len(fitting) == 1:
        findings.reason(
            "identifiers", portrait.name, 0.9, f"phone numbers that fit {fitting[0]}, and nothing else that speaks here"
        )
        return IdentifierRule(portrait.name, "phone", region=fitting[0])
    if not fitting:
        findings.reason(
            "identifiers", portrait.name, 0.6, "numbers that are valid in no country we tried: they match as they stand"
        )
        return IdentifierRule(portrait.name, "phone")
    findings.ask(
        "identifiers.region",
        f"which country's numbers are the national ones in {portrait.name!r}? They are valid in {', '.join(fitting)}",
        options=fitting,
        samples=tuple(national[:3].to_pylist()),
    )
    return IdentifierRule(portrait.name, "phone", region=OPEN)


def _countries(findings: Findings) -> set[str]:
    """Returns the countries that currencies and the ends of e-mail addresses speak for."""
    found: set[str] = set()
    for portrait in findings.portraits.values():
        if "currency" in portrait.roles:
            found.update(_REGION_OF_CURRENCY.get(text.upper(), "") for text in portrait.distinct[:50].to_pylist())
        if portrait.email_share > 0.8:
            ends = {text.rpartition(".")[2].upper() for text in portrait.distinct[:5000].to_pylist()}
            found.update(ends & set(_REGIONS))
    return found - {""}


def _country_column(findings: Findings) -> str | None:
    for portrait in findings.portraits.values():
        if "country" not in portrait.roles or not len(portrait.texts):
            continue
        known = [region_of(text) is not None for text in portrait.distinct.to_pylist()[:200]]
        if sum(known) > 0.8 * len(known):
            return portrait.name
    return None


def _without_rivals(findings: Findings, rules: list[IdentifierRule]) -> list[IdentifierRule]:
    """Asks where two columns claim to be the one customer number, unless their names differ in strength."""
    for namespace in ("customer_number", "loyalty"):
        mine = [rule for rule in rules if rule.namespace == namespace]
        if len(mine) < 2:
            continue
        weight = {rule.column: findings.portraits[rule.column].roles.get(namespace, 0.0) for rule in mine}
        best = max(weight.values())
        leaders = [rule for rule in mine if weight[rule.column] == best]
        if len(leaders) > 1:
            findings.ask(
                "identifiers",
                f"which column is the {namespace.replace('_', ' ')}?",
                options=[rule.column for rule in leaders],
                samples=[findings.portraits[rule.column].samples(1)[0] for rule in leaders],
            )
            rules = [rule for rule in rules if rule not in mine] + [IdentifierRule(OPEN, namespace)]
        else:
            rules = [rule for rule in rules if rule not in mine or rule in leaders]
    return rules


def _without_own(findings: Findings, rules: list[IdentifierRule]) -> list[IdentifierRule]:
    """Leaves out the record's own number where some records have nobody else: an anonymous receipt is no customer."""
    persons = [
        rule for rule in rules if rule.namespace in PERSONS and rule.namespace != "conversation" and rule.column != OPEN
    ]
    if not persons:
        return rules
    known = np.zeros(findings.sheet.n, dtype=bool)
    for rule in persons:
        known |= np.asarray(pc.is_valid(findings.sheet.text(rule.column)))
    if known.mean() > 0.99:
        return [rule for rule in rules if rule.namespace != "conversation"]
    own = {
        rule.column
        for rule in rules
        if rule.namespace in (*RECORD_NAMESPACES, "conversation") and _is_own(findings, rule)
    }
    for column in sorted(own):
        findings.reason(
            "identifiers", f"not {column}", 0.9, "it numbers the record itself, and many records name nobody"
        )
    return [rule for rule in rules if rule.column not in own]


def _is_own(findings: Findings, rule: IdentifierRule) -> bool:
    portrait = findings.portraits[rule.column]
    return portrait.filled_share > 0.99


def has_person(rules: tuple[IdentifierRule, ...]) -> bool:
    """Returns whether any identifier names a person rather than a record."""
    return any(rule.namespace in PERSONS or rule.namespace in DEVICE_NAMESPACES for rule in rules) or any(
        rule.namespace not in RECORD_NAMESPACES for rule in rules
    )
