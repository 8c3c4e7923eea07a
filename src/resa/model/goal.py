"""Goals: what counts as success, and the small steps towards it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """Interactions that satisfy `where` reach this goal.

    `money` names the field that is its worth ("order_value"), or None. A micro-conversion leads to a main goal,
    named by `leads_to`, and is reported apart from it.
    """

    id: str
    where: str
    money: str | None = None
    leads_to: str | None = None

    @property
    def is_micro(self) -> bool:
        """True for a micro-conversion."""
        return self.leads_to is not None
