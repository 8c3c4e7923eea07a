"""Stages: how far a customer has come."""

from dataclasses import dataclass

UNPLACED = "unplaced"
"""Where a touchpoint stands until a rule or a person places it. Shown as such, never hidden."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of the journey. `name` is None for the default stages, which every language has words for."""

    id: str
    name: str | None = None

    def __post_init__(self) -> None:
        is_word = self.id and self.id == self.id.lower() and not any(sign.isspace() for sign in self.id)
        if not is_word or self.id == UNPLACED:
            raise ValueError(f"a stage id is one lower-case word other than {UNPLACED!r}, got {self.id!r}")


DEFAULT_STAGES: tuple[Stage, ...] = tuple(
    Stage(one) for one in ("awareness", "consideration", "purchase", "retention", "advocacy")
)
