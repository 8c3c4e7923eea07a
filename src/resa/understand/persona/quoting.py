"""One customer's own words for each persona, typical of how it feels."""

from dataclasses import dataclass

import numpy as np

from resa.kernels.lookup import places_in
from resa.understand.array import Codes
from resa.understand.feeling import typical_quote
from resa.understand.persona.living import Living
from resa.understand.told import Answers


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in its own language, from a channel; `among` people of the persona said something in words."""

    text: str
    language: str | None
    channel: str | None
    among: int


def quotes(alive: Living, said: Answers) -> list[Quoted | None]:
    """Returns a quote for each group, None where nobody of it said anything in words.

    Its score is the nearest to the mean of its group.
    """
    group = np.append(alive.group, -1)[places_in(alive.known.customers, said.customer)]
    return [_quote(said, np.flatnonzero(group == at)) for at in range(len(alive.kept.groups))]


def _quote(said: Answers, mine: Codes) -> Quoted | None:
    worded = mine[said.has_text[mine]]
    people = len(np.unique(said.customer[worded]))
    felt = said.feelings[mine]
    near = float(np.nanmean(felt)) if np.isfinite(felt).any() else 0.0
    found = typical_quote(said, said.feelings, among=worded, near=near)
    return None if found is None else Quoted(found.text, found.language, found.channel, people)
