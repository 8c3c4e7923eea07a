"""What is known about a file while its spec is being proposed: columns by role, reasons, open questions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from resa.collect.proposing.portrait import Portrait
from resa.collect.sheet import Sheet
from resa.model.intake import OpenQuestion


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of the spec was proposed; `confidence` is 1 where the content proves it."""

    field: str
    choice: str
    confidence: float
    why: str


@dataclass(slots=True)
class Findings:
    """Portraits of the sample's columns, and what was concluded so far."""

    source: str
    kinds: tuple[str, ...]
    sheet: Sheet
    portraits: dict[str, Portrait]
    is_whole: bool
    region: str | None = None  # the workspace's, of national phone numbers
    reasons: list[Reason] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str | None:
        """What the source seems to hold, by its name."""
        return self.kinds[0] if self.kinds else None

    def reason(self, place: str, choice: str, confidence: float, why: str) -> None:
        """Notes why something is proposed."""
        self.reasons.append(Reason(place, choice, confidence, why))

    def ask(self, place: str, question: str, *, options: Iterable[str] = (), samples: Iterable[str] = ()) -> None:
        """Notes something that has to be answered, once."""
        asked = OpenQuestion(self.source, place, question, tuple(options), tuple(samples))
        if asked not in self.questions:
            self.questions.append(asked)

    def ranked(self, role: str, *, fits: Callable[[Portrait], bool] = lambda _: True) -> list[Portrait]:
        """Returns the columns whose names speak for a role and whose content fits, the best first."""
        named = [one for one in self.portraits.values() if role in one.roles and one.name not in self.taken]
        fitting = [one for one in named if len(one.texts) and fits(one)]
        return sorted(fitting, key=lambda one: -one.roles[role])

    def take(self, role: str, *, fits: Callable[[Portrait], bool] = lambda _: True) -> Portrait | None:
        """Returns the best column of a role and keeps it from other roles."""
        found = self.ranked(role, fits=fits)
        if not found:
            return None
        self.taken.add(found[0].name)
        self.reason(
            role, found[0].name, found[0].roles[role], f"its name says so, e.g. {', '.join(found[0].samples())}"
        )
        return found[0]
