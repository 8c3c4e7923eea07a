"""A preset as people read it: what the export yields, and a page that tells all of it."""

from collections.abc import Iterable, Iterator

from resa.collect.presets.preset import Preset
from resa.collect.spec import Click, Origin, SourceSpec
from resa.collect.speccolumn import columns_of

RESTS_ON = {
    "seen": "records that the tool itself wrote: it was tried on some",
    "documented": "the columns that the maker, or others who read such exports, publish; no live export was seen, so "
    "look at the first import",
    "remembered": "what people who work with the tool remember; neither an export nor a list of its columns was at "
    "hand, so look closely at the first import",
}
"""What each basis means, said plainly."""


def columns_read(preset: Preset) -> tuple[str, ...]:
    """Returns every column that the preset reads where an export has it, those by which it is known first."""
    return tuple(dict.fromkeys([*preset.columns, *columns_of(preset.spec)]))


def yields(preset: Preset) -> tuple[str, ...]:
    """Returns what the export yields, one sentence part each: interactions, orders, answers, who they are about.

    >>> from resa.collect.presets.preset import presets
    >>> yields(next(one for one in presets() if one.name == "trustpilot_reviews"))[0]
    'interactions: Trustpilot review'
    """
    spec = preset.spec
    parts = [
        ("interactions", _distinct(_said(rule.name) for rule in spec.interactions)),
        ("clicks on pages", _distinct(_placed(rule.click) for rule in spec.interactions if rule.click)),
        ("orders", ["each with its lines" if spec.orders.lines else "without lines"] if spec.orders else []),
        ("answers", [*_distinct(rule.question for rule in spec.answers), *_left(preset)]),
        ("profile", [ours for _, ours in spec.profile.columns] if spec.profile else []),
        ("consents", _distinct(_said(rule.channel) for rule in spec.consents)),
        ("people by", _distinct(rule.namespace for rule in spec.identifiers)),
    ]
    return tuple(f"{what}: {', '.join(listed)}" for what, listed in parts if listed)


def page(preset: Preset) -> str:
    """Returns the page of a preset as Markdown."""
    lines = [
        f"# {preset.title}\n",
        f"**How to get it.** {preset.how}\n",
        f"**What this rests on.** {RESTS_ON[preset.basis].capitalize()}.\n",
        *([f"**Good to know.** {preset.remark}\n"] if preset.remark else []),
        "**What it yields.**\n",
        *(f"- {one}" for one in yields(preset)),
        "\n**How it is known.** "
        f"By the columns {_codes(preset.columns)}{_more(preset)}; case, gaps and signs do not matter.\n",
        *_also(preset),
        f"**What is read.** {_codes(columns_read(preset))}. A column that the export lacks is left out; columns that "
        "are not named here are kept as properties.\n",
        f"**How times are read.** {_times(preset.spec)}\n" if preset.spec.interactions else "",
    ]
    return "\n".join(line for line in lines if line)


def _more(preset: Preset) -> str:
    told = [f"texts in {_codes([name])} like `{pattern}`" for name, pattern in preset.shows]
    told += ["a further column headed by a question"] if preset.asks else []
    return f", with {' and '.join(told)}" if told else ""


def _also(preset: Preset) -> Iterator[str]:
    if preset.also:
        pairs = ", ".join(f"`{other}` for `{ours}`" for other, ours in preset.also)
        yield f"**Other names.** {pairs}.\n"


def _times(spec: SourceSpec) -> str:
    zone = spec.time.zone if spec.time else None
    where = "UTC" if zone == "UTC" else "the zone of the workspace, unless a time names its own"
    return f"In {where}. The order of day and month follows the content where that proves it."


def _left(preset: Preset) -> list[str]:
    return ["the survey's own questions, as their headings and contents tell"] if "answers" in preset.leaves else []


def _said(origin: Origin) -> str:
    if origin.constant is not None:
        return origin.constant
    if origin.template is not None:
        return f"as {origin.template} says"
    return f"as `{origin.column}` says"


def _placed(click: Click) -> str:
    return "by their place" if click.x else "by what was clicked"


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
