"""What is true of the year, so that anybody can hold Resa's figures against it."""

from typing import Any

import numpy as np

from resa.examples.retail.care import LEFT
from resa.examples.retail.clock import NEVER, month, weekday
from resa.examples.retail.delivery import WRONG_SIZE
from resa.examples.retail.goods import CURRENCIES, GOODS, Codes, Flags
from resa.examples.retail.ledger import Columns
from resa.examples.retail.loyalty import ASK, ASKED, BLANK, DONT_KNOW
from resa.examples.retail.people import CONSENT_CHANNELS, COUNTRIES, LANGUAGES
from resa.examples.retail.purchase import BUYS, FITS, REPAIRS, TILL_EVENTS
from resa.examples.retail.story import TABLET_COOKIE, Story
from resa.examples.retail.trade import WEB_CHANNELS
from resa.examples.retail.visits import APP, DESKTOP, EVENT, MOBILE, TABLET

STAGE_RULES = {
    "awareness": "came by on the site, in the app, at a till or at the fair",
    "consideration": "saw a product, reviews, the size guide or the stock, put something in the basket, or was fitted",
    "purchase": "placed an order or bought at a till",
    "retention": "received, collected, returned or repaired something, or asked customer care about an order",
    "advocacy": "bought again, gave 9 or 10, wrote a review with 4 or 5 stars, or praised us in public",
}


def truth(story: Story, *, size: dict[str, int]) -> dict[str, Any]:
    """Returns totals, planted pains and delights, and who is who. Needs no file: it is counted from the year itself."""
    return {
        "company": "Fjällbo",
        "seed": story.seed,
        **size,
        "registered": int(story.is_registered.sum()),
        "countries": _named(np.bincount(story.people.country, minlength=3), COUNTRIES),
        "languages": _named(np.bincount(story.people.language, minlength=4), LANGUAGES),
        "channels": _channels(story),
        "messages": _messages(story.tables["sends"]),
        "orders": _orders(story),
        "till": _till(story),
        "scores": {"all": _scores(story, at=None), **{name: _scores(story, at=ASK[name]) for name in ASKED}},
        "stages": _stages(story),
        "pains": _pains(story),
        "delights": _delights(story),
    }


def identities(story: Story) -> list[dict[str, Any]]:
    """Returns every person that any file names, with all they are called by; the shared tablet's cookie is nobody's."""
    web = story.tables["web"]
    own = web["special"] != TABLET
    seen = {name: _present(story, table["who"]) for name, table in story.tables.items()}
    desktop = _present(story, web["who"][own & (web["medium"] == DESKTOP)])
    mobile = _present(story, web["who"][own & (web["medium"] == MOBILE)]) | seen["chat"]
    people, known = story.people, story.is_registered
    sent = story.tables["sends"]
    by_phone = known | seen["phone"] | _present(story, sent["who"][sent["channel"] > 0])
    named = np.any(list(seen.values()), axis=0) | known
    return [
        {
            "person": person,
            "customer_number": people.customer_number[person] if known[person] else None,
            "loyalty": people.loyalty[person] if known[person] and people.loyalty[person] else None,
            "emails": [email for email in (people.email[person], people.second_email[person]) if email],
            "phone": people.phone[person] if by_phone[person] else None,
            "cookies": [
                cookie
                for cookie, has in ((people.desktop_cookie[person], desktop), (people.phone_cookie[person], mobile))
                if has[person]
            ],
            "device": people.device[person] if seen["app"][person] else None,
            "handle": people.handle[person] if seen["mentions"][person] else None,
        }
        for person in np.flatnonzero(named).tolist()
    ]


def special_cases(story: Story) -> dict[str, Any]:
    """Returns the hard cases of identity that were planted."""
    web, people = story.tables["web"], story.people
    on_tablet = np.unique(web["who"][web["special"] == TABLET]).tolist()
    return {
        "shared_tablet": {"cookie": TABLET_COOKIE, "people": on_tablet},
        "shared_email": [{"email": people.email[one], "people": [one, other]} for one, other in people.sharing],
        "two_emails": np.flatnonzero(people.second_email != "").tolist(),
    }


def _channels(story: Story) -> dict[str, dict[str, int]]:
    """Returns rows and people by channel; a message counts once, whatever became of it."""
    tables = story.tables
    web = np.array(WEB_CHANNELS)[tables["web"]["event"]]
    who = {name: tables["web"]["who"][web == name] for name in ("web", "search", "ads", "social")}
    who["social"] = np.concatenate([who["social"], tables["mentions"]["who"]])
    channel = tables["sends"]["channel"]
    for code, name in enumerate(CONSENT_CHANNELS):
        who[name] = tables["sends"]["who"][channel == code]
    who["email"] = np.concatenate([who["email"], tables["email"]["who"]])
    who["store"] = np.concatenate([tables["till"]["who"], tables["till"]["who"][tables["till"]["event"] == REPAIRS]])
    for name, table in (("app", "app"), ("phone", "phone"), ("chat", "chat"), ("survey", "survey"),
                        ("review", "reviews"), ("event", "fair")):  # fmt: skip
        who[name] = tables[table]["who"]
    return {name: {"rows": len(rows), "people": len(np.unique(rows))} for name, rows in who.items()}


def _messages(sends: Columns) -> dict[str, dict[str, int]]:
    outcomes = ("delivered", "opened", "clicked", "answered", "unsubscribed")
    return {
        name: {"sent": int(chosen.sum()), **{each: int((sends[each][chosen] != NEVER).sum()) for each in outcomes}}
        for name, chosen in ((name, sends["channel"] == code) for code, name in enumerate(CONSENT_CHANNELS))
    }


def _orders(story: Story) -> dict[str, Any]:
    table = story.tables["orders"]
    country = story.people.country[table["who"]]
    return {
        "count": len(country),
        "people": len(np.unique(table["who"])),
        "lines": len(story.tables["lines"]["time"]),
        "amount": _sums(table["amount"], country=country),
        "delivered": int((table["delivered"] != NEVER).sum()),
        "returned": int((table["returned"] != NEVER).sum()),
    }


def _till(story: Story) -> dict[str, Any]:
    table = story.tables["till"]
    buys = table["event"] == BUYS
    return {
        "rows": _named(np.bincount(table["event"], minlength=5), TILL_EVENTS),
        "receipts_of_purchases": len(np.unique(table["receipt"][buys])),
        "amount_of_purchases": _sums(table["amount"][buys], country=story.people.country[table["who"][buys]]),
        "rows_without_member_number": int((~story.shows_card()).sum()),
    }


def _scores(story: Story, *, at: int | None) -> dict[str, Any]:
    """Returns NPS (promoters minus detractors, by share) and CSAT of one touchpoint or of all."""
    table = story.tables["survey"]
    chosen = np.ones(len(table["at"]), np.bool_) if at is None else table["at"] == at
    nps, csat = table["nps"][chosen], table["csat"][chosen]
    scored, rated = nps[(nps >= 0) & (nps <= 10)], csat[(csat >= 1) & (csat <= 5)]
    promoters, detractors = int((scored >= 9).sum()), int((scored <= 6).sum())
    return {
        "answers": int(chosen.sum()),
        "nps_n": len(scored),
        "nps_dont_know": int((nps == DONT_KNOW).sum()),
        "nps_blank": int((nps == BLANK).sum()),
        "promoters": promoters,
        "detractors": detractors,
        "nps": round(100 * (promoters - detractors) / max(1, len(scored)), 2),
        "csat_n": len(rated),
        "csat_mean": _mean(rated),
        "csat_top2_share": _mean(rated >= 4),
    }


def _stages(story: Story) -> dict[str, Any]:
    """Returns how many people reach each stage, by the rules that stand beside it."""
    tables, till = story.tables, story.tables["till"]
    seen = {name: _present(story, table["who"]) for name, table in tables.items()}
    looks = [
        EVENT[name] for name in ("product page", "reviews read", "size guide", "stock in store", "added to basket")
    ]
    looked = np.zeros(len(story.people), np.bool_)
    for table in ("web", "app"):
        looked |= _present(story, tables[table]["who"][np.isin(tables[table]["event"], looks)])
    shopped = till["event"] == BUYS
    receipts = np.unique(np.column_stack([till["who"], till["receipt"]])[shopped], axis=0)[:, 0]
    times = np.bincount(np.concatenate([tables["orders"]["who"], receipts]), minlength=len(story.people))
    after = (~shopped) & (till["event"] != FITS)
    received = tables["orders"]["who"][tables["orders"]["delivered"] != NEVER]
    asked = [tables[table]["who"][tables[table]["order"] >= 0] for table in ("chat", "phone", "email")]
    survey, reviews, mentions = tables["survey"], tables["reviews"], tables["mentions"]
    praised = np.concatenate(
        [
            survey["who"][np.isin(survey["nps"], (9, 10))],
            reviews["who"][reviews["stars"] >= 4],
            mentions["who"][~mentions["is_complaint"].astype(np.bool_)],
        ]
    )
    reached = {
        "awareness": seen["web"] | seen["app"] | seen["till"] | seen["fair"],
        "consideration": looked | _present(story, till["who"][till["event"] == FITS]),
        "purchase": times > 0,
        "retention": _present(story, np.concatenate([received, till["who"][after], *asked])),
        "advocacy": (times > 1) | _present(story, praised),
    }
    return {name: {"people": int(who.sum()), "rule": STAGE_RULES[name]} for name, who in reached.items()}


def _pains(story: Story) -> dict[str, dict[str, Any]]:
    tables = story.tables
    return {
        "late parcels in Norway in autumn": _late(story),
        "phone queue on Mondays": _queue(story),
        "delivery price late on mobile": _checkout(story),
        "misleading size guide": _sizes(tables["orders"]),
        "too many texts in March": _texts(tables["sends"]),
        "unanswered complaints": _complaints(tables["mentions"]),
    }


def _late(story: Story) -> dict[str, Any]:
    table = story.tables["orders"]
    autumn = (story.people.country[table["who"]] == COUNTRIES.index("NO")) & np.isin(month(table["time"]), (9, 10))
    late = table["is_late"].astype(np.bool_)
    days = (table["delivered"] - table["time"]) / 86_400
    arrived = table["delivered"] != NEVER
    return {
        "orders": int(autumn.sum()),
        "late": int((autumn & late).sum()),
        "late_elsewhere": int((~autumn & late).sum()),
        "median_days": _median(days[autumn & arrived]),
        "median_days_elsewhere": _median(days[~autumn & arrived]),
        "nps_score_mean": _mean(_scores_of(story, orders=table["order"][late])),
        "nps_score_mean_otherwise": _mean(_scores_of(story, orders=table["order"][~late])),
        "asked_by_chat_then_phone_then_email": _asked_thrice(story),
    }


def _scores_of(story: Story, *, orders: Codes) -> Codes:
    """Returns the 0 to 10 scores that were given about the delivery of these orders."""
    survey = story.tables["survey"]
    scored = (survey["at"] == ASK["delivery"]) & (survey["nps"] >= 0) & (survey["nps"] <= 10)
    scores: Codes = survey["nps"][scored & np.isin(survey["order"], orders)]
    return scores


def _asked_thrice(story: Story) -> int:
    """Returns the orders that were asked about by chat, by phone and by e-mail."""
    asked = [story.tables[table]["order"] for table in ("chat", "phone", "email")]
    everywhere = np.intersect1d(np.intersect1d(asked[0], asked[1]), asked[2])
    return int((everywhere >= 0).sum())


def _queue(story: Story) -> dict[str, Any]:
    """Returns waits on Mondays and other days, and how people who called then judged customer care."""
    calls, survey = story.tables["phone"], story.tables["survey"]
    is_monday, gave_up = weekday(calls["time"]) == 0, calls["outcome"] == LEFT
    called, waited = _present(story, calls["who"]), _present(story, calls["who"][is_monday])
    scored = (survey["at"] == ASK["customer care"]) & (survey["nps"] >= 0) & (survey["nps"] <= 10)
    return {
        "calls": int(is_monday.sum()),
        "median_queue_seconds": _median(calls["wait"][is_monday]),
        "median_queue_seconds_other_days": _median(calls["wait"][~is_monday]),
        "nps_score_mean": _mean(survey["nps"][scored & waited[survey["who"]]]),
        "nps_score_mean_other_days": _mean(survey["nps"][scored & called[survey["who"]] & ~waited[survey["who"]]]),
        "abandoned_share": _mean(gave_up[is_monday]),
        "abandoned_share_other_days": _mean(gave_up[~is_monday]),
    }


def _checkout(story: Story) -> dict[str, Any]:
    """Returns how many delivery steps led on to payment, by device."""
    counts: dict[str, Any] = {}
    for name, medium in (("desktop", DESKTOP), ("mobile", MOBILE), ("app", APP)):
        table = story.tables["app" if medium == APP else "web"]
        events = table["event"][table["medium"] == medium]
        steps = [int((events == EVENT[step]).sum()) for step in ("checkout delivery", "checkout payment")]
        counts[name] = {"delivery": steps[0], "payment": steps[1], "share": round(steps[1] / max(1, steps[0]), 4)}
    return counts


def _sizes(orders: Columns) -> dict[str, Any]:
    misled = orders["is_misleading"].astype(np.bool_) & orders["used_size_guide"].astype(np.bool_)
    wrong = orders["reason"] == WRONG_SIZE
    return {
        "articles": GOODS.number[GOODS.is_misleading].tolist(),
        "orders": int(misled.sum()),
        "returned_for_size_share": _mean(wrong[misled]),
        "returned_for_size_share_otherwise": _mean(wrong[~misled]),
    }


def _texts(sends: Columns) -> dict[str, Any]:
    offers = (sends["channel"] == 1) & ~sends["is_service"].astype(np.bool_)
    in_march, left = month(sends["time"]) == 3, sends["unsubscribed"] != NEVER
    return {
        "sent": int((offers & in_march).sum()),
        "unsubscribed": int((offers & in_march & left).sum()),
        "sent_other_months": int((offers & ~in_march).sum()),
        "unsubscribed_other_months": int((offers & ~in_march & left).sum()),
    }


def _complaints(mentions: Columns) -> dict[str, Any]:
    complaint, replied = mentions["is_complaint"].astype(np.bool_), mentions["answered"] != NEVER
    return {
        "complaints": int(complaint.sum()),
        "replied_share": _mean(replied[complaint]),
        "replied_share_of_other_mentions": _mean(replied[~complaint]),
    }


def _delights(story: Story) -> dict[str, dict[str, Any]]:
    till, survey = story.tables["till"], story.tables["survey"]
    fitted = _present(story, till["who"][till["event"] == FITS])[survey["who"]]
    shop = (survey["at"] == ASK["store visit"]) & (survey["nps"] >= 0) & (survey["nps"] <= 10)
    return {
        "repair workshop": {
            "visits": int((till["event"] == REPAIRS).sum()),
            "nps": _scores(story, at=ASK["repair workshop"])["nps"],
        },
        "help with fitting": {
            "fittings": int((till["event"] == FITS).sum()),
            "nps_score_mean": _mean(survey["nps"][shop & fitted]),
            "nps_score_mean_otherwise": _mean(survey["nps"][shop & ~fitted]),
        },
    }


def _present(story: Story, who: Codes) -> Flags:
    return np.bincount(who, minlength=len(story.people)) > 0


def _named(counts: Codes, names: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(names, counts.tolist(), strict=True))


def _sums(amount: Codes, *, country: Codes) -> dict[str, int]:
    return {currency: int(amount[country == code].sum()) for code, currency in enumerate(CURRENCIES)}


def _mean(figures: Codes | Flags) -> float | None:
    return round(float(figures.mean()), 4) if len(figures) else None


def _median(figures: np.ndarray[tuple[int, ...], np.dtype[np.float64]] | Codes) -> float | None:
    return round(float(np.median(figures)), 2) if len(figures) else None
