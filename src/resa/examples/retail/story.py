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

    def names(self, table: str) -> "Names":
        """Returns what the person and the order of each row of a table may be called."""
        return Names(self, self.tables[table])

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
        shown: Flags = (draws[till["receipt"]] < share) & (self.names("till").loyalty != "")
        return shown


@dataclass(frozen=True, slots=True)
class Names:
    """The names of each row's person and order, one array for each kind, made when asked for."""

    story: Story
    table: Columns

    @property
    def number(self) -> Texts:
        """The customer number of those who are registered."""
        return self._of_registered(self.story.people.customer_number)

    @property
    def loyalty(self) -> Texts:
        """The member number of those who have one."""
        return self._of_registered(self.story.people.loyalty)

    @property
    def email(self) -> Texts:
        """The address; people with two use both in turn."""
        people, who = self.story.people, self.table["who"]
        uses_other = (people.second_email[who] != "") & (np.arange(len(who)) % 2 == 1)
        return np.where(uses_other, people.second_email[who], people.email[who])

    @property
    def phone(self) -> Texts:
        """The number, as +46701234567."""
        return self.story.people.phone[self.table["who"]]

    @property
    def country(self) -> Texts:
        """The country, as SE."""
        return np.array(COUNTRIES, dtype=object)[self.story.people.country[self.table["who"]]]

    @property
    def currency(self) -> Texts:
        """The currency of the country."""
        return np.array(CURRENCIES, dtype=object)[self.story.people.country[self.table["who"]]]

    @property
    def language(self) -> Texts:
        """The language, as sv."""
        return np.array(LANGUAGES, dtype=object)[self.story.people.language[self.table["who"]]]

    @property
    def order(self) -> Texts:
        """The order number, empty where the row is about none."""
        return self.story.labels[self.table["order"]]

    def _of_registered(self, texts: Texts) -> Texts:
        who = self.table["who"]
        return np.where(self.story.is_registered[who], texts[who], "")


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
