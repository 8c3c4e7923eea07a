"""What a record yields: one interaction or several, an order with lines, and the fields of each."""

from dataclasses import replace

from resa.collect.proposing.channels import channel, direction, name_column, plain_names
from resa.collect.proposing.clicks import are_generic, click
from resa.collect.proposing.figures import Scored, currency_of, is_number, money_of
from resa.collect.proposing.findings import Findings
from resa.collect.proposing.moment import time_rule
from resa.collect.proposing.portrait import Portrait
from resa.collect.proposing.timeform import TimeForm
from resa.collect.proposing.words import PURCHASES
from resa.collect.spec import Click, InteractionRule, LineRule, OrderRule, Origin, StatusRule, TimeRule, Wait, When

_MESSAGE_STAGES = {
    "sent": ("message sent", "message_sent", "out"),
    "delivered": ("message delivered", "message_delivered", "out"),
    "opened": ("message opened", "message_opened", "in"),
    "read": ("message read", "message_read", "in"),
    "clicked": ("message clicked", "message_clicked", "in"),
    "answered": ("message answered", "message_answered", "in"),
    "unsubscribed": ("unsubscribed", "message_unsubscribed", "in"),
    "bounced": ("message bounced", "message_bounced", "out"),
}
_ORDER_STAGES = {
    "placed": ("order placed", "order", "in"),
    "paid": ("order paid", "payment", "in"),
    "shipped": ("order shipped", "delivery", "out"),
    "delivered": ("order delivered", "delivery", "out"),
    "returned": ("order returned", "return", "in"),
    "cancelled": ("order cancelled", "cancellation", "in"),
}
MOST_CAMPAIGNS = 60
_NEARLY_ALL = 0.9
_PARCEL = frozenset({"shipped", "delivered", "returned"})
_SELLS = frozenset({"order", "receipt", "line", "return"})
_ASKS = frozenset({"social", "ticket", "chat"})  # a record is what a customer said to us, answered or not


def interaction_rules(
    findings: Findings, time: TimeRule, times: dict[str, TimeForm], scored: dict[str, Scored]
) -> tuple[tuple[InteractionRule, ...], OrderRule | None]:
    """Returns the interactions and the order that a record yields; columns it uses are taken."""
    where = channel(findings)
    stages = _stages(findings, times)
    clicked = None if stages else click(findings)
    named = None if stages else name_column(findings)
    name, kind, whose = plain_names(findings)
    orders, order_id = _orders(findings, named, where)
    rule = InteractionRule(
        name=Origin(column=named.name) if named else Origin(constant=name),
        channel=where,
        kind=Origin(constant=kind) if kind and not (named and findings.kind in ("web", "app", "receipt")) else None,
        direction=direction(findings, otherwise=whose),
        wait=_wait(findings, time, times),
    )
    rule = _with_fields(findings, _clicked(findings, rule, clicked), scored)
    if orders is None:
        staged = _staged(findings, rule, stages, times)
        return staged or _valued(findings, _simple(findings, rule, order_id), named), None
    rule = replace(rule, money=orders.money)
    if stages:
        return _staged(findings, replace(rule, order_id=orders.order_id), stages, times), orders
    return _sold(findings, rule, orders, named), orders


def _clicked(findings: Findings, rule: InteractionRule, clicked: Click | None) -> InteractionRule:
    """Clicks and views are steps on pages; where a column names more than that, clicks are among what it names."""
    if clicked is None:
        return rule
    named = findings.portraits.get(rule.name.column or "")
    if clicked.page is None or (named is not None and not are_generic(named)):
        return replace(rule, click=clicked)
    kind = rule.kind or (rule.name if named is not None else Origin(constant="click"))
    return replace(rule, name=clicked.page, kind=kind, direction=Origin(constant="in"), click=clicked)


def line_rules(findings: Findings) -> OrderRule | None:
    """Returns the order rule of a file that holds lines of orders only; None where it holds none."""
    order = _order_column(findings)
    if order is None or not findings.ranked("quantity", fits=is_number):
        return None
    lines = _lines(findings, currency_of(findings))
    return OrderRule(Origin(column=order.name), lines=lines, is_detail=True)


def _simple(findings: Findings, rule: InteractionRule, order: Portrait | None) -> InteractionRule:
    """A source that does not sell names an order because the record is about it, or because a visit ended in it."""
    if order is None:
        return rule
    if findings.kind in ("web", "app") or (findings.kind is None and rule.name.column is not None):
        return replace(rule, order_id=Origin(column=order.name))
    return rule if rule.matter is not None else replace(rule, matter=Origin(column=order.name))


def _valued(findings: Findings, rule: InteractionRule, named: Portrait | None) -> tuple[InteractionRule, ...]:
    """Returns what happened with its amount, where that is the happening's own.

    In a log of many kinds of happenings an amount that only some of them have is theirs. One that all of them have is
    the purchase's where the names tell purchases; else it may say what a case is about, and is not taken for a value.
    """
    amounts = findings.ranked("amount", fits=is_number)
    if named is None or not amounts or findings.kind not in (None, "web", "app"):
        return (rule,)
    bought = _bought(named)
    if not bought and amounts[0].filled_share > _NEARLY_ALL:
        return (rule,)
    currency = currency_of(findings)
    priced = replace(rule, money=money_of(findings, "amount", currency=currency))
    findings.reason("interactions.money", amounts[0].name, 0.8, "what that is worth, where it is filled")
    if not bought or amounts[0].filled_share <= _NEARLY_ALL:
        return (priced,)
    return replace(priced, when=(When(named.name, one_of=bought),)), replace(
        rule, when=(When(named.name, none_of=bought),)
    )


def _order_column(findings: Findings) -> Portrait | None:
    """Returns the column of order ids; identifiers count too, since an order links customers through its record."""
    named = [one for one in findings.portraits.values() if one.roles.get("order", 0) >= 0.7 and len(one.texts)]
    named = [one for one in named if one.code_share > 0.9 and one.time_form is None]
    return max(named, key=lambda one: (one.roles["order"], one.filled_share), default=None)


def _orders(findings: Findings, named: Portrait | None, where: Origin) -> tuple[OrderRule | None, Portrait | None]:
    order = _order_column(findings)
    sells = bool(set(findings.kinds[:1]) & _SELLS) or (
        order is not None and bool(findings.ranked("quantity", fits=is_number)) and bool(findings.ranked("price"))
    )
    if order is not None and named is None and not findings.kinds:
        sells = sells or bool(findings.ranked("amount", fits=is_number))  # what has a number and an amount is an order
    if order is None or not sells:
        return None, order
    currency = currency_of(findings)
    repeats = order.filled_share > 0 and len(order.distinct) < 0.98 * len(order.texts)
    has_products = bool(findings.ranked("product"))
    lines = _lines(findings, currency) if repeats and has_products else None
    money = None if lines else money_of(findings, "amount", currency=currency)
    status = _statuses(order, lines)
    when: tuple[When, ...] = ()
    bought = _bought(named)
    if named is not None and bought:
        when = (When(named.name, one_of=bought),)
        findings.reason("orders.when", ", ".join(bought), 0.9, f"{named.name!r} tells purchases from the rest")
    findings.reason(
        "orders.order_id", order.name, order.roles["order"], "one order per id" + (", with its lines" if lines else "")
    )
    return OrderRule(Origin(column=order.name), where, money, status, lines, when=when), order


def _bought(named: Portrait | None) -> tuple[str, ...]:
    if named is None:
        return ()
    return tuple(text for text in named.distinct.to_pylist() if text.lower() in PURCHASES)


def _statuses(order: Portrait, lines: LineRule | None) -> tuple[StatusRule, ...]:
    starts = {text[0] for text in order.distinct.to_pylist() if not text[0].isdigit()}
    digits = sum(text[0].isdigit() for text in order.distinct.to_pylist())
    if "C" in starts and digits > 0.5 * len(order.distinct):
        return (StatusRule("cancelled", When(order.name, starts_with="C")),)
    if lines is not None and lines.quantity is not None:
        return (StatusRule("returned", When(lines.quantity, below=0)),)
    return ()


def _lines(findings: Findings, currency: Origin | None) -> LineRule:
    product = findings.take("product", fits=lambda one: one.code_share > 0.5)
    quantity = findings.take("quantity", fits=is_number)
    money = money_of(findings, "amount", currency=currency)
    price = money_of(findings, "price", currency=currency)
    if money is None and price is not None and quantity is not None:
        money = replace(price, times=quantity.name)
    return LineRule(Origin(column=product.name) if product else None, quantity.name if quantity else None, price, money)


def _sold(
    findings: Findings, rule: InteractionRule, orders: OrderRule, named: Portrait | None
) -> tuple[InteractionRule, ...]:
    """Sales yield one interaction an order; other rows of a till are interactions of their own."""
    column = orders.order_id.column or ""
    once: tuple[str, ...] = (column,) if orders.lines is not None else ()
    sale = replace(rule, order_id=orders.order_id, once_per=once, kind=Origin(constant="order"), when=orders.when)
    if not orders.when or named is None:
        return (sale,)
    rest = When(named.name, none_of=orders.when[0].one_of)
    once = (column, named.name) if once else ()
    return sale, replace(rule, when=(rest,), once_per=once, money=None, direction=Origin(constant="in"))


def _stages(findings: Findings, times: dict[str, TimeForm]) -> dict[str, str]:
    """Returns the columns of a record's own course: when it was sent, delivered, opened …."""
    table = _ORDER_STAGES if findings.kind in ("order", "delivery") else _MESSAGE_STAGES
    found: dict[str, str] = {}
    for stage in table:
        named = [one for one in findings.portraits.values() if one.roles.get(stage, 0) >= 0.7 and one.name in times]
        if named:
            found[stage] = max(named, key=lambda one: one.roles[stage]).name
    first = next(iter(table))
    is_course = len(found) >= 2 and first in found and len(set(found.values())) == len(found)
    return found if is_course else {}


def _staged(
    findings: Findings, rule: InteractionRule, stages: dict[str, str], times: dict[str, TimeForm]
) -> tuple[InteractionRule, ...]:
    """Returns one interaction for each stage, at its own time, where that is filled."""
    table = _ORDER_STAGES if findings.kind in ("order", "delivery") else _MESSAGE_STAGES
    first = next(iter(stages), None)
    rules = []
    for stage, column in stages.items():
        name, kind, whose = table[stage]
        own = time_rule(findings, findings.portraits[column], times[column], place=f"time of {stage}")
        start = time_rule(findings, findings.portraits[stages[str(first)]], times[stages[str(first)]])
        findings.taken.add(column)
        wait = Wait(start=start, end=own) if stage == "delivered" else None
        called = _called(findings, rule, name) if table is _MESSAGE_STAGES else Origin(constant=name)
        staged = replace(rule, name=called, kind=Origin(constant=kind), direction=Origin(constant=whose))
        staged = replace(staged, time=own, wait=wait)
        if table is _ORDER_STAGES and stage in _PARCEL:
            staged = replace(staged, channel=Origin(constant="parcel"))
        rules.append(staged if stage == first else _later(staged))
        findings.reason("interactions", name, 0.9, f"at its own time in {column!r}, where that is filled")
    return tuple(rules)


def _called(findings: Findings, rule: InteractionRule, name: str) -> Origin:
    """A message goes by its campaign where there are few of them: it says where in the journey the message belongs."""
    campaign = rule.campaign.column if rule.campaign else None
    if campaign is None or len(findings.portraits[campaign].distinct) > MOST_CAMPAIGNS:
        return Origin(constant=name)
    return Origin(column=campaign, otherwise="message")


def _later(rule: InteractionRule) -> InteractionRule:
    """Only the first stage of an order is the purchase; the later ones are about it."""
    return replace(rule, money=None, order_id=None, matter=rule.matter or rule.order_id)


def _with_fields(findings: Findings, rule: InteractionRule, scored: dict[str, Scored]) -> InteractionRule:
    prose = findings.take("text", fits=lambda one: one.mean_length > 3 and one.decimal is None)
    language = findings.take("language", fits=lambda one: one.mean_length < 12 and len(one.distinct) < 60)
    device = findings.take("device_type", fits=lambda one: len(one.distinct) < 60)
    few = {
        role: findings.take(role, fits=lambda one: len(one.distinct) <= 200 and not one.is_prose)
        for role in ("topic", "outcome", "campaign")
    }
    columns = {"text": prose, "language": language, "device": device, **few}
    matter = _matter(findings)
    order = ("stars", "csat", "ces", "nps")
    first = min(scored.values(), key=lambda one: order.index(one.metric), default=None)
    return replace(
        rule,
        score=first.score if first else None,
        matter=Origin(column=matter) if matter is not None else None,
        **{name: Origin(column=one.name) for name, one in columns.items() if one is not None},  # type: ignore[arg-type] # names of origins only
    )


def _matter(findings: Findings) -> str | None:
    """Returns the column that says what a record is about: a ticket or case, where records of other kinds name it."""
    for role in ("ticket", "case", "conversation"):
        for portrait in findings.portraits.values():
            is_own = role == "conversation" and portrait.is_unique
            if portrait.roles.get(role, 0) >= 0.9 and len(portrait.texts) and not portrait.is_prose and not is_own:
                return portrait.name
    return None


def _wait(findings: Findings, time: TimeRule, times: dict[str, TimeForm]) -> Wait | None:
    found = [one for one in findings.ranked("wait") if one.decimal is not None or one.clock_share > 0.9]
    if found:
        findings.reason("wait", found[0].name, found[0].roles["wait"], f"e.g. {', '.join(found[0].samples())}")
        clock = found[0].decimal is None
        minutes = any(word in found[0].name.lower() for word in ("minut", "(min"))
        if not clock:
            findings.taken.add(found[0].name)
        return Wait(found[0].name, "clock" if clock else "minutes" if minutes else "seconds")
    told = [*findings.ranked("first_answer"), *(findings.ranked("answered") if findings.kind in _ASKS else ())]
    for portrait in told:
        if portrait.name in times and portrait.name not in time.columns:
            findings.reason("wait", portrait.name, 0.9, "from the record's time to the first answer")
            return Wait(start=time, end=time_rule(findings, portrait, times[portrait.name], place="wait"))
    return None
