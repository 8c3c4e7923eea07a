"""The year as the systems know it: tables, and the names that each system has for people and orders."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.examples.retail.clock import NEVER, Year
from resa.examples.retail.goods import CURRENCIES, Flags, Texts
from resa.examples.retail.journeys import YearLived
from resa.examples.retail.ledger import Columns
from resa.examples.retail.people import COUNTRIES, LANGUAGES, People
from resa.examples.retail.purchase import BUYS
from resa.examples.retail.visits import DESKTOP, TABLET

TABLES = (
    "web",
    "app",
    "till",
    "orders",
    "lines",
    "phone",
    "email",
    "chat",
    "sends",
    "survey",
    "reviews",
    "mentions",
    "fair",
)
TABLET_COOKIE = "fb1.b0a7d15c0ffee001"
"""The cookie of the tablet in one shop, on which many customers log in."""


@dataclass(frozen=True, slots=True)
class Story:
    """All tables, in time order, and who is registered as a customer at the end."""

    people: People
    year: Year
    tables: dict[str, Columns]
    consents: Flags
    is_registered: Flags
    labels: Texts  # by order; the last one, reached by -1, is empty
    seed: int

    def rng(self, purpose: int) -> np.random.Generator:
        """Returns chance for one file, so that leaving a file out changes no other."""
        return np.random.default_rng([self.seed, purpose])

    def names(self, table: str) -> dict[str, Texts]:
        """Returns what a row's person may be called: number, email, phone, cookie and so on, one array each."""
        who = self.tables[table]["who"]
        known = self.is_registered[who]
        other = (self.people.second_email[who] != "") & (np.arange(len(who)) % 2 == 1)
        return {
            "number": np.where(known, self.people.customer_number[who], ""),
            "loyalty": np.where(known, self.people.loyalty[who], ""),
            "email": np.where(other, self.people.second_email[who], self.people.email[who]),
            "phone": self.people.phone[who],
            "country": np.array(COUNTRIES, dtype=object)[self.people.country[who]],
            "currency": np.array(CURRENCIES, dtype=object)[self.people.country[who]],
            "language": np.array(LANGUAGES, dtype=object)[self.people.language[who]],
            "order": self.labels[self.tables[table]["order"]] if "order" in self.tables[table] else np.empty(0, object),
        }

    def cookies(self) -> Texts:
        """Returns the cookie of each row of the table `web`."""
        web = self.tables["web"]
        own = np.where(
            web["medium"] == DESKTOP, self.people.desktop_cookie[web["who"]], self.people.phone_cookie[web["who"]]
        )
        return np.where(web["special"] == TABLET, TABLET_COOKIE, own)

    def shows_card(self) -> Flags:
        """Returns whether the member number is on each row of the table `till`; a receipt has it or has it not."""
        till = self.tables["till"]
        draws = self.rng(0).random(1 + int(till["receipt"].max(initial=0)))
        share = np.where(till["event"] == BUYS, 0.82, 0.93)
        shown: Flags = (draws[till["receipt"]] < share) & (self.names("till")["loyalty"] != "")
        return shown


def story(people: People, *, lived: YearLived, year: Year, seed: int) -> Story:
    """Returns the year as the systems know it."""
    tables = {name: lived.ledger.table(name) for name in TABLES}
    ordered, till = tables["orders"], tables["till"]
    is_registered = people.was_customer.copy()
    is_registered[ordered["who"]] = True
    shoppers = till["who"][till["event"] == BUYS]
    is_registered[shoppers[people.loyalty[shoppers] != ""]] = True
    labels = np.full(lived.ledger.orders + 1, "", dtype=object)
    labels[ordered["order"]] = [f"F{200_000 + rank}" for rank in range(len(ordered["order"]))]
    tables["sends"] = _permitted(tables["sends"], people=len(people))
    happened = {name: _cut(table, year=year) for name, table in tables.items()}
    return Story(people, year, happened, lived.consents, is_registered, labels, seed)


def _permitted(sends: Columns, *, people: int) -> Columns:
    """Returns the messages without marketing e-mail to those who had already unsubscribed from it."""
    left = np.full(people, np.iinfo(np.int64).max)
    leaving = (sends["channel"] == 0) & (sends["unsubscribed"] != NEVER)
    np.minimum.at(left, sends["who"][leaving], sends["unsubscribed"][leaving])
    is_offer = (sends["channel"] == 0) & ~sends["is_service"].astype(np.bool_)
    kept = ~is_offer | (sends["time"] <= left[sends["who"]])
    return {name: array[kept] for name, array in sends.items()}


_LATER = ("shipped", "delivered", "returned", "opened", "clicked", "answered", "unsubscribed")


def _cut(table: Columns, *, year: Year) -> Columns:
    """Returns the table without what is yet to come after the year."""
    return {
        name: np.where(array >= year.end, NEVER, array) if name in _LATER else array for name, array in table.items()
    }


def present(mask: NDArray[np.bool_], texts: Texts) -> list[str]:
    """Returns the texts as a list, empty where the mask is False."""
    chosen: list[str] = np.where(mask, texts, "").tolist()
    return chosen
