"""The repair workshop's bookings, which the shops keep in a spreadsheet."""

from pathlib import Path

import numpy as np

from resa.examples.retail.clock import DAY, Seconds, offset
from resa.examples.retail.goods import STORE_NAMES, Flags
from resa.examples.retail.people import national
from resa.examples.retail.purchase import REPAIRS
from resa.examples.retail.spreadsheet import WallTime, write_xlsx
from resa.examples.retail.story import Names, Story

_GARMENTS = ("skaljacka", "dunjacka", "vandringsbyxa", "ryggsäck", "tält", "känga", "sovsäck")
_MENDINGS = ("ny dragkedja", "lagad reva", "ny sula", "tejpade sömmar", "bytt spänne", "impregnerad")
_HEADER = ("Bokning", "Butik", "Inlämnad", "Klar", "Medlemsnr", "Telefon", "Plagg", "Åtgärd", "Pris", "Valuta")


def is_repair(story: Story) -> Flags:
    """Returns which rows of the table `till` are repairs, each of which has a booking."""
    repairs: Flags = story.tables["till"]["event"] == REPAIRS
    return repairs


def bookings(path: Path, story: Story) -> None:
    """Bookings: one sheet, Excel's own dates in local time; what is not ready yet has an empty cell."""
    chosen, rng = is_repair(story), story.rng(21)
    table = {name: column[chosen] for name, column in story.tables["till"].items()}
    names = Names(story, table)
    number = len(table["time"])
    ready = table["time"] + rng.integers(2, 12, number) * DAY + rng.integers(0, 7200, number)
    garment, mending = (rng.integers(0, len(words), number).tolist() for words in (_GARMENTS, _MENDINGS))
    phones = [national(phone) if phone.startswith("+46") else phone for phone in names.phone.tolist()]
    rows = zip(
        [f"V{4_000 + place}" for place in range(number)],
        np.array(STORE_NAMES, dtype=object)[story.people.store[table["who"]]].tolist(),
        _walls(table["time"], story=story),
        _walls(ready, story=story),
        [member or None for member in names.loyalty.tolist()],
        phones,
        [_GARMENTS[place] for place in garment],
        [_MENDINGS[place] for place in mending],
        (rng.integers(2, 9, number) * 50 - 1).tolist(),
        names.currency.tolist(),
        strict=True,
    )
    write_xlsx(path, sheet="Verkstad", header=_HEADER, rows=rows)


def _walls(instants: Seconds, *, story: Story) -> list[WallTime | None]:
    walls = (instants + offset(instants)).tolist()
    happened = (instants < story.year.end).tolist()
    return [WallTime(wall // 60 * 60) if done else None for wall, done in zip(walls, happened, strict=True)]
