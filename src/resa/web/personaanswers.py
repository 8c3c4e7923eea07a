"""What routes of personas answer."""

from typing import Any

from pydantic import BaseModel


class Tried(BaseModel):
    """A number of groups that was looked at; `stability` is null where it fitted no better than fewer."""

    groups: int
    bic: float
    stability: float | None


class NearestPersona(BaseModel):
    """The persona of the data in which most of those are who fit a workshop's persona."""

    id: str
    names: dict[str, str]
    share: float | None
    interval: tuple[float, float] | None
    n: int


class PersonaSaid(BaseModel):
    """What people say of a persona."""

    name: str | None
    occupation: str | None
    age: str | None
    quote: str | None
    interests: list[str]
    goals: list[str]
    challenges: list[str]
    values: list[str]
    needs: list[str]
    claims: dict[str, str]


class PersonaTold(BaseModel):
    """A persona: its size, null where it has fewer than five, and what people say of it and who.

    `found_names` are those that the data gave; a workshop's persona has none, but verdicts on its claims.
    """

    id: str
    names: dict[str, str]
    customers: int | None
    share: float | None
    interval: tuple[float, float] | None
    share_at_fit: float | None
    has_drifted: bool
    provenance: str
    found_names: dict[str, str] | None
    said: PersonaSaid
    said_by: dict[str, str]
    verdicts: dict[str, int] | None = None
    nearest: NearestPersona | None = None


class EarlierGroup(BaseModel):
    """A group before the fit that is kept."""

    id: str
    names: dict[str, str]
    customers: int


class Earlier(BaseModel):
    """The groups before; `moves` are an old group, a new one, and how many are in both."""

    made: str
    groups: list[EarlierGroup]
    moves: list[tuple[str, str, int]]


class ClaimableTrait(BaseModel):
    """What a workshop can claim, and what a fit can leave out; with figures a range can be claimed too."""

    id: str
    aspect: str
    levels: list[str]
    has_figures: bool


class PersonasTold(BaseModel):
    """The personas, and how the groups were found; `state` is found, few, alike or unstable."""

    state: str
    is_kept: bool
    has_before: bool
    made: str | None
    customers: int
    others: int
    fitted_on: int
    stability: float | None
    least_stability: float
    least_customers: int
    without: list[str]
    tried: list[Tried]
    personas: list[PersonaTold]
    earlier: Earlier | None
    traits: list[ClaimableTrait]


class PersonaChanged(BaseModel):
    """What was said before, to take the change back with; and a workshop's claims, tested."""

    before: dict[str, dict[str, Any] | None]
    claims: list[dict[str, Any]]
