"""Writes the retailer: a folder of exports as its systems would give them, and the truth beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from resa.examples.retail import trade, voice, workshop
from resa.examples.retail.clock import year_until
from resa.examples.retail.formats import write_json
from resa.examples.retail.journeys import lived_year
from resa.examples.retail.people import people
from resa.examples.retail.story import Story, story
from resa.examples.retail.truth import identities, special_cases, truth

UNTIL = date(2026, 10, 31)


@dataclass(frozen=True, slots=True)
class _Export:
    """One system's file: its name, how many good records it has, and who writes it."""

    file: str
    records: Callable[[Story], int]
    write: Callable[[Path, Story], object]


def _rows(table: str) -> Callable[[Story], int]:
    return lambda told: len(told.tables[table]["time"])


_EXPORTS: dict[str, _Export] = {
    "web": _Export("webb_handelser.csv.gz", _rows("web"), trade.web),
    "app": _Export("app_events.jsonl.gz", _rows("app"), trade.app),
    "receipts": _Export("kvitton.csv", _rows("till"), trade.receipts),
    "orders": _Export("ordrar.csv", _rows("orders"), trade.orders),
    "order_lines": _Export("orderrader.csv", _rows("lines"), trade.order_lines),
    "register": _Export("kundregister.csv", lambda told: int(told.is_registered.sum()), trade.register),
    "calls": _Export("samtal.csv", _rows("phone"), voice.calls),
    "tickets": _Export("aerenden.json", _rows("email"), voice.tickets),
    "chats": _Export("chattar.jsonl", _rows("chat"), voice.chats),
    "sends": _Export("utskick.parquet", _rows("sends"), voice.sends),
    "surveys": _Export("enkatsvar.csv", _rows("survey"), voice.surveys),
    "reviews": _Export("recensioner.jsonl", _rows("reviews"), voice.reviews),
    "mentions": _Export("omnamnanden.csv", _rows("mentions"), voice.mentions),
    "workshop": _Export("verkstad.xlsx", lambda told: int(workshop.is_repair(told).sum()), workshop.bookings),
    "fair": _Export("massa.csv", _rows("fair"), voice.fair),
}
SOURCES = tuple(_EXPORTS)


@dataclass(frozen=True, slots=True)
class Retail:
    """Where the retailer lies: `exports` is the folder to import; `truth` lies outside it and is not for import."""

    exports: Path
    files: Mapping[str, Path]
    truth: Path


def write(
    folder: Path,
    *,
    seed: int = 7,
    customers: int = 20_000,
    until: date = UNTIL,
    only_sources: Iterable[str] | None = None,
) -> Retail:
    """Returns where the year of the invented outdoor retailer Fjällbo now lies, as a dozen systems export it.

    `customers` counts people, those who only look included; `until` is the last of 365 days. `only_sources`
    leaves out files, and changes nothing in the others. The same arguments give the same bytes, as long as
    numpy draws the same numbers. Takes about 0.2 s a thousand customers, who leave about 25,000 records.

    >>> import tempfile
    >>> retail = write(Path(tempfile.mkdtemp()), customers=300, only_sources=["reviews"])
    >>> [path.name for path in retail.files.values()], retail.truth.name
    (['recensioner.jsonl'], 'truth.json')
    """
    if not 50 <= customers <= 1_000_000:
        raise ValueError(f"expected 50 to 1000000 customers, got {customers}")
    chosen = _chosen(only_sources)
    told = _story(seed=seed, customers=customers, until=until)
    exports = folder / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    files = {name: exports / _EXPORTS[name].file for name in chosen}
    remarks = {name: _EXPORTS[name].write(path, told) for name, path in files.items()}
    document = {
        **truth(told, size={"customers": customers}),
        "until": until.isoformat(),
        "files": {_EXPORTS[name].file: _account(told, name, remark=remark) for name, remark in remarks.items()},
        "special_cases": special_cases(told),
        "people": identities(told),
    }
    write_json(folder / "truth.json", document=document)
    return Retail(exports, files, folder / "truth.json")


def _chosen(only_sources: Iterable[str] | None) -> tuple[str, ...]:
    chosen = SOURCES if only_sources is None else tuple(only_sources)
    unknown = [name for name in chosen if name not in _EXPORTS]
    if unknown:
        raise ValueError(f"expected sources out of {', '.join(SOURCES)}, got {', '.join(unknown)}")
    return chosen


def _story(*, seed: int, customers: int, until: date) -> Story:
    rng = np.random.default_rng(seed)
    year = year_until(until)
    everybody = people(customers, rng=rng)
    return story(everybody, lived=lived_year(everybody, year=year, rng=rng), year=year, seed=seed)


def _account(told: Story, name: str, *, remark: object) -> dict[str, Any]:
    """Returns what the file holds: good records, and the planted bad ones by what is wrong with them."""
    good = _EXPORTS[name].records(told)
    bad = remark if isinstance(remark, dict) else {}
    account: dict[str, Any] = {"good": good, "bad": bad, "records": good + sum(bad.values())}
    return account | ({"damaged_letters": remark} if isinstance(remark, int) else {})
