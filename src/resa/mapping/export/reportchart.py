"""The small chart of a finding: a dot for each figure and a line for its interval, all on one scale."""

from resa.mapping.export.reportsheet import Bar

WIDTH, HEIGHT = 240, 16
_PAD = 5
_INKS = {"bad": "#94400A", "good": "#075A55", "plain": "#555555"}
_RULE = "#D0D0D0"


def bar_svg(bar: Bar) -> str:
    """Returns a row of the chart as an SVG document without words, 240 by 16 pixels.

    >>> "<circle" in bar_svg(Bar("a", "1", "", "n 9", 0.5, None, None, "bad"))
    True
    """
    ink = _INKS[bar.tone]
    middle = HEIGHT / 2
    shapes = [f'<path d="M{_PAD} {middle}H{WIDTH - _PAD}" stroke="{_RULE}" stroke-width="1" fill="none"/>']
    if bar.low is not None and bar.high is not None:
        ends = f"M{_x(bar.low)} {middle}H{_x(bar.high)}"
        shapes.append(f'<path d="{ends}" stroke="{ink}" stroke-width="3" stroke-linecap="round" fill="none"/>')
    fill = "#FFFFFF" if bar.tone == "plain" else ink
    shapes.append(f'<circle cx="{_x(bar.at)}" cy="{middle}" r="4" fill="{fill}" stroke="{ink}" stroke-width="1.6"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{"".join(shapes)}</svg>'
    )


def _x(place: float) -> str:
    return f"{_PAD + place * (WIDTH - 2 * _PAD):.2f}"
