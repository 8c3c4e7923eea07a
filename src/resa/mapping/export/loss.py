"""What a form can't hold of a map: named, so that nobody believes the file to be the whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Losses:
    """Sentences on what was left out, empty where the form holds everything."""

    sentences: tuple[str, ...] = ()


class LossList:
    """Gathers what is left out, by reason; told with how often and the first examples."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._named: dict[str, list[str]] = {}

    def add(self, reason: str, named: str = "") -> None:
        """Notes one thing that is left out for a reason."""
        self._counts[reason] += 1
        known = self._named.setdefault(reason, [])
        if named and len(known) < MOST_NAMED:
            known.append(" ".join(named.split())[:60])

    def extend(self, reason: str, named: Iterable[str]) -> None:
        """Notes several things that are left out for one reason."""
        for one in named:
            self.add(reason, one)

    def told(self) -> Losses:
        """Returns the sentences, in the order in which the reasons were met.

        >>> losses = LossList()
        >>> losses.add("quotes are not held", "Where is it?")
        >>> losses.told().sentences
        ('quotes are not held: 1 (Where is it?)',)
        """
        return Losses(tuple(self._told(reason, count) for reason, count in self._counts.items()))

    def _told(self, reason: str, count: int) -> str:
        named = self._named[reason]
        more = ", …" if named and count > len(named) else ""
        return f"{reason}: {count}" + (f" ({', '.join(named)}{more})" if named else "")
