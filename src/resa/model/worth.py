"""What people say that contacts cost and that customers are worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Worth:
    """What was said, in major units of one currency.

    `contacts` are what one contact costs by channel, `messages` what one that we send does. `customer` is what one more
    customer who reaches the goal is worth, `goals` what reaching a goal once is worth that brings no money of its own,
    such as a lead. `said_by` says who said it.
    """

    currency: str = ""
    said_by: str | None = None
    customer: float | None = None
    contacts: Mapping[str, float] = field(default_factory=dict)
    messages: Mapping[str, float] = field(default_factory=dict)
    goals: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_said(self) -> bool:
        """Whether anybody has said anything."""
        return self.customer is not None or bool(self.contacts or self.messages or self.goals)

    @property
    def notes(self) -> tuple[str, ...]:
        """Who said it, as answers tell it."""
        if not self.is_said:
            return ()
        return (f"costs and values in {self.currency} are as {self.said_by or 'somebody'} said, not measured",)
