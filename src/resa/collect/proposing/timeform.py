"""How a column of times is written, told only by proof: a day above 12, or an order that ISO fixes."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.civil import MONTH_OF
from resa.collect.instant import UNKNOWN, instants
from resa.collect.shape import shapes

MOST_FAULTS_SHARE = 0.1
"""More unreadable texts than this, and the form is not the column's."""

MOST_NAMED_FAULTS_SHARE = 0.25
"""The same for a column whose name says that it holds times: its odd texts are faults rather than something else."""

SAMPLE = 400
"""How many different texts say which forms are tried; each form is then tried on all."""

_EARLIEST_US = 0
_LATEST_US = 4_102_444_800 * 1_000_000  # 2100
_DATE = re.compile(
    r"(?P<date>0{4}(?P<ys>[/.-])0{1,2}(?P=ys)0{1,2}|0{1,2}(?P<s>[/.-]) ?0{1,2}(?P=s) ?(?:0{4}|0{2}))"
    r"(?P<rest>.*)\Z"
)
_REST = re.compile(
    r"(?P<gap>(?:,? |T)(?:kl\.? )?)00?(?P<c>[:.])00(?P<sec>(?P=c)00(?P<f>[.,]0{1,6})?)?(?P<p> ?[AaPp]\.?[Mm]\.?)?"
    r"(?P<z> (?:(?:GMT|UTC)?[+-]0{1,2}(?::?00)?|[A-Z]{3,4}))?\Z"
)
_DOTTED = re.compile(r"[T ]00?\.00")
_WORDED = (
    "%d %b %Y",
    "%d. %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%b %d %Y",
)
_CLOCKS = ("", " %H:%M", " %H:%M:%S", ", %H:%M", ", %I:%M %p", " %I:%M %p", " %I:%M:%S %p", " kl. %H:%M")


@dataclass(frozen=True, slots=True)
class TimeForm:
    """One form that reads a column, or several that read it equally well: then nothing proves which one is right.

    `form` is a `TimeRule.format`; `others` are the forms that fit as well. `is_mixed` says that no one form reads the
    column while several read parts of it. `faults` counts different texts that the form can't read.
    """

    form: str
    has_clock: bool
    others: tuple[str, ...] = ()
    is_mixed: bool = False
    faults: int = 0
    samples: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Whether the content leaves no doubt."""
        return not self.others and not self.is_mixed


def time_form(texts: pa.Array, *, is_named_time: bool) -> TimeForm | None:
    """Returns how these texts write times, None where they don't.

    Whole numbers count as times only in a column that is named so.

    >>> time_form(pa.array(["03/04/2026", "25/04/2026"]), is_named_time=True).form
    '%d/%m/%Y'
    >>> time_form(pa.array(["03/04/2026", "02/04/2026"]), is_named_time=True).others
    ('%m/%d/%Y',)
    """
    different = pc.unique(texts)
    if not len(different):
        return None
    forms = _candidates(different, is_named_time)
    judged = [(form, _faulty(different, form)) for form in forms]
    most = MOST_NAMED_FAULTS_SHARE if is_named_time else MOST_FAULTS_SHARE
    fitting = [(form, bad) for form, bad in judged if bad.mean() <= most]
    if not fitting:
        return _mixed(different, judged)
    best, bad = min(fitting, key=lambda fit: (int(fit[1].sum()), forms.index(fit[0])))
    if bad.any() and _is_explained(judged, best, bad):
        return TimeForm(best, "%H" in best or "%I" in best, is_mixed=True, samples=_samples(different, bad))
    others = tuple(form for form, faults in fitting if form != best and int(faults.sum()) == int(bad.sum()))
    has_clock = _has_clock(different, best, bad)
    return TimeForm(best, has_clock, others, faults=int(bad.sum()), samples=_samples(different, ~bad))


def _candidates(different: pa.Array, is_named_time: bool) -> list[str]:
    found: dict[str, None] = {}
    for _, letters, shape in shapes(different.take(pa.array(_spread(len(different))))):
        is_iso = re.fullmatch(r"0{4}(-?)0{2}(?:\1)0{2}(?:[T ].*)?", shape) and not _DOTTED.search(shape)
        if is_iso and (is_named_time or "-" in shape):
            found["iso"] = None
        elif is_named_time and re.fullmatch(r"0{10}(\.0+)?|0{13}|0{16}", shape):
            found[{10: "epoch_s", 13: "epoch_ms", 16: "epoch_us"}[len(shape.split(".")[0])]] = None
        elif dated := _DATE.match(shape):
            found |= dict.fromkeys(_numeric(dated))
        elif shape.count("0") >= 3 and any(word.lower() in MONTH_OF for word in re.findall(r"[A-Za-z]{3,}", shape)):
            sample = pa.array([letters[0].tobytes().decode("latin-1")])
            found |= dict.fromkeys(f for f in _worded() if not _faulty(sample, f).any())
    return list(found)


def _spread(n: int) -> np.ndarray:
    """Returns places spread over a column, so that a later change of form is seen."""
    return np.unique(np.linspace(0, n - 1, min(n, SAMPLE)).astype(np.int64))


def _worded() -> list[str]:
    return [date + clock for date in _WORDED for clock in _CLOCKS]


def _numeric(dated: re.Match[str]) -> list[str]:
    """Returns the forms that a date of digits may have."""
    rest = _REST.match(dated["rest"]) if dated["rest"] else None
    if dated["rest"] and rest is None:
        return []
    clock = ""
    if rest:
        c, is_half = rest["c"], rest["p"]
        seconds = f"{c}%S" + ((rest["f"][0] + "%f") if rest["f"] else "") if rest["sec"] else ""
        half = (" %p" if is_half.startswith(" ") else "%p") if is_half else ""
        zone = " %z" if rest["z"] else ""
        clock = f"{rest['gap']}{'%I' if is_half else '%H'}{c}%M{seconds}{half}{zone}"
    if dated["ys"]:
        return [f"%Y{dated['ys']}%m{dated['ys']}%d{clock}"]
    s, date = dated["s"], dated["date"]
    gap = " " if " " in date else ""
    year = "%Y" if date.endswith("0000") else "%y"
    orders = (("%d", "%m", year), ("%m", "%d", year)) + ((("%y", "%m", "%d"),) if year == "%y" else ())
    return [f"{a}{s}{gap}{b}{s}{gap}{c}{clock}" for a, b, c in orders]


def _faulty(different: pa.Array, form: str) -> np.ndarray:
    read = instants(different, form=form)
    known = read.us != UNKNOWN
    sane = (read.us >= _EARLIEST_US - 40 * 366 * 86_400_000_000) & (read.us <= _LATEST_US)
    return np.asarray(~(known & sane))


def _is_explained(judged: list[tuple[str, np.ndarray]], best: str, bad: np.ndarray) -> bool:
    """Returns whether another form reads most of what the best one can't: then the column mixes two forms."""
    return any(form != best and bool((~faults[bad]).mean() > 0.5) for form, faults in judged)


def _mixed(different: pa.Array, judged: list[tuple[str, np.ndarray]]) -> TimeForm | None:
    if len(judged) < 2:
        return None
    together = np.logical_and.reduce([faults for _, faults in judged])
    if together.mean() > MOST_FAULTS_SHARE:
        return None
    best, bad = min(judged, key=lambda one: int(one[1].sum()))
    return TimeForm(
        best, has_clock=True, is_mixed=True, samples=(*_samples(different, ~bad, 1), *_samples(different, bad, 2))
    )


def _has_clock(different: pa.Array, form: str, bad: np.ndarray) -> bool:
    read = instants(different, form=form)
    good = ~bad
    return bool(good.any() and not read.is_date[good].all())


def _samples(different: pa.Array, chosen: np.ndarray, most: int = 3) -> tuple[str, ...]:
    return tuple(different.take(pa.array(np.flatnonzero(chosen)[:most])).to_pylist())
