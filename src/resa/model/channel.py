"""Channels carry interactions: the ways a customer and a company reach each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach each other, for example store or SMS.

    `group` names the channels that are shown together: "search_social", "web_app", "messaging", "in_person"
    or "other". `is_physical` says whether the customer is bodily there, or holds something in the hand.
    """

    id: str
    is_physical: bool
    group: str

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip().lower():
            raise ValueError(f"a channel id is lower-case text without outer spaces, got {self.id!r}")


def _digital(group: str, *ids: str) -> tuple[Channel, ...]:
    return tuple(Channel(one, False, group) for one in ids)


def _physical(group: str, *ids: str) -> tuple[Channel, ...]:
    return tuple(Channel(one, True, group) for one in ids)


KNOWN_CHANNELS: dict[str, Channel] = {
    channel.id: channel
    for channel in (
        *_digital("search_social", "search", "social", "ads", "affiliate", "review", "referral"),
        *_digital("web_app", "web", "app", "portal", "marketplace"),
        *_digital("messaging", "email", "sms", "whatsapp", "rcs", "viber", "push", "chat", "chatbot", "messenger"),
        *_digital("messaging", "phone", "voice", "fax"),
        *_physical("in_person", "store", "event", "kiosk", "field", "pickup"),
        *_physical("in_person", "mail", "parcel", "catalogue", "print"),
        *_digital("other", "survey", "tv", "radio", "partner", "ar", "other", "unknown"),
    )
}
"""The channels Resa knows from the start. Others are configuration: see `channel_of`."""


def channel_of(name: str) -> Channel:
    """Returns the known channel of that id, or a new digital one in the group "other".

    >>> channel_of("store").is_physical
    True
    >>> channel_of("smart_fridge").group
    'other'
    """
    return KNOWN_CHANNELS.get(name) or Channel(name, False, "other")
