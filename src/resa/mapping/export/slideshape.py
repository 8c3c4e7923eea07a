"""Shapes of a slide in the markup of presentations: forms, outlines, lines and words, none of which is a picture."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Drawn = Mapping[str, Any]
"""A shape as the drawing tells it: SlideShape in the front end's slides.ts."""

EMU_PER_PIXEL = 9525
"""English metric units, in which slides are measured, for each pixel of the screen."""

POINTS_PER_PIXEL = 0.75
_ASCENT, _LINE = 0.96875, 1.2102
"""Of the typeface, for each pixel of its size: how high a line begins above its baseline, and how high it is."""

_ALIGNED = {"start": "l", "middle": "ctr", "end": "r"}
REGIONS = {"en": "en-GB", "sv": "sv-SE", "da": "da-DK", "nb": "nb-NO"}
"""Languages as presentations name them."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_LONGEST_NAME = 60
_HALO_PIXELS = 3
_TITLE_ROOM = 1.5
_SPARE_SHARE, _SPARE_PIXELS = 0.01, 1
_SPARE_BEFORE = {"start": 0, "middle": 0.5, "end": 1}
"""Of the room that words have beyond their measured width, so that no program breaks their line: how much is before."""

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Markup, and the box in which it stands: left, top, right and bottom in English metric units."""

    markup: str
    box: tuple[int, int, int, int]


class SlideShapes:
    """Turns drawn shapes into markup for one slide: pixels times `scale`, moved by so many pixels of the slide."""

    def __init__(
        self,
        *,
        language: str,
        scale: float,
        across: float,
        down: float,
        picture: Callable[[str], tuple[str, float] | None],
    ) -> None:
        """`picture` takes an address that holds a picture and gives its relation and how wide it is for its height."""
        self._language = language
        self._scale = scale
        self._offset = (across, down)
        self._picture = picture
        self._ids = count(2)

    def markup(self, shape: Drawn) -> Placed | None:
        """Returns the markup of a shape, None where there is nothing to draw."""
        match shape["kind"]:
            case "group":
                return self._group(shape)
            case "text":
                return self._text(shape)
            case "picture":
                return self._pictured(shape)
            case "outline":
                return self._line(shape) if _is_straight(shape) else self._outline(shape)
            case _:
                return self._form(shape)

    def _group(self, shape: Drawn) -> Placed | None:
        inside = [one for one in map(self.markup, shape["children"]) if one is not None]
        if not inside:
            return None
        box = _around([one.box for one in inside])
        place = _offset(box) + _offset(box, child=True)
        head = f"<p:nvGrpSpPr>{self._name(shape['name'], about=shape['about'])}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        markup = "".join(one.markup for one in inside)
        return Placed(f"<p:grpSp>{head}<p:grpSpPr><a:xfrm>{place}</a:xfrm></p:grpSpPr>{markup}</p:grpSp>", box)

    def _form(self, shape: Drawn) -> Placed:
        box = self._box(shape["x"], shape["y"], shape["w"], shape["h"])
        least = min(shape["w"], shape["h"])
        geometry = _preset("ellipse") if shape["kind"] == "ellipse" else _preset("rect")
        if shape["kind"] == "rect" and shape["r"] > 0 and least > 0:
            rounded = min(50_000, round(shape["r"] / least * 100_000))
            geometry = _preset("roundRect", f'<a:gd name="adj" fmla="val {rounded}"/>')
        return Placed(self._shape(shape, geometry, box), box)

    def _outline(self, shape: Drawn) -> Placed:
        xs = [x for run in shape["runs"] for one in (run["start"], *run["segments"]) for x in one[::2]]
        ys = [y for run in shape["runs"] for one in (run["start"], *run["segments"]) for y in one[1::2]]
        box = self._box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        wide, high = max(1, box[2] - box[0]), max(1, box[3] - box[1])
        drawn = "".join(self._run(run, box) for run in shape["runs"])
        paint = "" if shape["fill"] else ' fill="none"'
        path = f'<a:path w="{wide}" h="{high}"{paint}>{drawn}</a:path>'
        geometry = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'
        )
        return Placed(self._shape(shape, geometry, (box[0], box[1], box[0] + wide, box[1] + high)), box)

    def _run(self, run: Drawn, box: tuple[int, int, int, int]) -> str:
        def points(numbers: Sequence[float]) -> str:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            places = ((self._x(x) - box[0], self._y(y) - box[1]) for x, y in pairs)
            return "".join(f'<a:pt x="{x}" y="{y}"/>' for x, y in places)

        told = [f"<a:moveTo>{points(run['start'])}</a:moveTo>"]
        for numbers in run["segments"]:
            name = "lnTo" if len(numbers) == 2 else "cubicBezTo"
            told.append(f"<a:{name}>{points(numbers)}</a:{name}>")
        return "".join(told) + ("<a:close/>" if run["isClosed"] else "")

    def _shape(self, shape: Drawn, geometry: str, box: tuple[int, int, int, int]) -> str:
        head = f"<p:nvSpPr>{self._name('', about=None)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        look = f"<a:xfrm>{_offset(box)}</a:xfrm>{geometry}{_fill(shape['fill'])}{self._stroke(shape['line'])}"
        return f"<p:sp>{head}<p:spPr>{look}</p:spPr></p:sp>"

    def _line(self, shape: Drawn) -> Placed:
        (run,) = shape["runs"]
        (x1, y1), (x2, y2) = run["start"], run["segments"][0]
        box = self._box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        flip = ' flipV="1"' if (x2 - x1) * (y2 - y1) < 0 else ""
        look = f"<a:xfrm{flip}>{_offset(box)}</a:xfrm>{_preset('line')}{self._stroke(shape['line'])}"
        head = f"<p:nvCxnSpPr>{self._name('', about=None)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        return Placed(f"<p:cxnSp>{head}<p:spPr>{look}</p:spPr></p:cxnSp>", box)

    def _text(self, shape: Drawn) -> Placed:
        lines = shape["words"].split("\n")
        size = shape["size"]
        is_title = shape["isTitle"]
        wide = shape["w"] * (_TITLE_ROOM if is_title else 1)  # titles are wrapped by some programs
        spare = 0 if is_title else _SPARE_SHARE * wide + _SPARE_PIXELS
        left = shape["x"] - _SPARE_BEFORE[shape["anchor"]] * spare
        high = _LINE * size + (len(lines) - 1) * shape["leading"]
        box = self._box(left, shape["y"] - _ASCENT * size, wide + spare, high)
        apart = round(shape["leading"] / (_LINE * size) * 100_000) if len(lines) > 1 else 100_000
        look = self._letters(shape)
        words = f"<a:br>{look}</a:br>".join(f"<a:r>{look}<a:t>{escape(line)}</a:t></a:r>" for line in lines)
        fit = 'wrap="none"', "<a:noAutofit/>"
        if not is_title:  # where our typeface is absent and another is wider, words shrink instead of touching others
            fit = 'wrap="square"', "<a:normAutofit/>"
        kind = '<p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr>' if is_title else '<p:cNvSpPr txBox="1"/><p:nvPr/>'
        markup = (
            f"<p:sp><p:nvSpPr>{self._name(shape['words'], about='')}{kind}</p:nvSpPr>"
            f"<p:spPr><a:xfrm>{_offset(box)}</a:xfrm>{_preset('rect')}<a:noFill/></p:spPr><p:txBody>"
            f'<a:bodyPr {fit[0]} lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">{fit[1]}</a:bodyPr>'
            "<a:lstStyle/>"
            f'<a:p><a:pPr algn="{_ALIGNED[shape["anchor"]]}"><a:lnSpc><a:spcPct val="{apart}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="0"/></a:spcBef></a:pPr>{words}</a:p></p:txBody></p:sp>'
        )
        return Placed(markup, box)

    def _letters(self, shape: Drawn) -> str:
        size = round(shape["size"] * POINTS_PER_PIXEL * self._scale * 100)
        bold = ' b="1"' if shape["isBold"] else ' b="0"'
        radius = round(_HALO_PIXELS * self._scale * EMU_PER_PIXEL)
        glow = f'<a:glow rad="{radius}">{_colour(shape["halo"])}</a:glow>' if shape["halo"] else ""
        halo = f"<a:effectLst>{glow}</a:effectLst>" if glow else ""
        faces = "".join(
            f'<a:{kind} typeface="+mn-{of}"/>' for kind, of in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
        )
        told = shape["language"] or self._language
        spoken = REGIONS.get(told, told if _LANGUAGE.fullmatch(told) else "en-GB")
        return (
            f'<a:rPr lang={quoteattr(spoken)} sz="{size}"{bold} dirty="0">{_fill(shape["colour"])}{halo}{faces}</a:rPr>'
        )

    def _pictured(self, shape: Drawn) -> Placed | None:
        found = self._picture(shape["href"])
        if found is None:
            return None
        relation, wide_for_high = found
        w = min(shape["w"], shape["h"] * wide_for_high)
        h = w / wide_for_high
        box = self._box(shape["x"], shape["y"] + (shape["h"] - h) / 2, w, h)
        name = self._name("", about="")
        head = f'<p:nvPicPr>{name}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        fill = f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        look = f"<p:spPr><a:xfrm>{_offset(box)}</a:xfrm>{_preset('rect')}</p:spPr>"
        return Placed(f"<p:pic>{head}{fill}{look}</p:pic>", box)

    def _stroke(self, line: Drawn) -> str:
        if line["colour"] is None:
            return "<a:ln><a:noFill/></a:ln>"
        wide = max(1, round(line["width"] * self._scale * EMU_PER_PIXEL))
        parts = [round(length / line["width"] * 100_000) for length in line["dash"]]
        pairs = "".join(f'<a:ds d="{drawn}" sp="{free}"/>' for drawn, free in zip(parts[::2], parts[1::2], strict=True))
        dash = f"<a:custDash>{pairs}</a:custDash>" if pairs else ""
        cap = "rnd" if line["isRound"] else "flat"
        return f'<a:ln w="{wide}" cap="{cap}">{_fill(line["colour"])}{dash}<a:round/></a:ln>'

    def _name(self, name: str, *, about: str | None) -> str:
        """Returns how a program lists a shape; `about` None is for what says nothing to those who don't see it."""
        number = next(self._ids)
        called = quoteattr(" ".join(name.split())[:_LONGEST_NAME] or f"{number}")
        if about is None:
            return f'<p:cNvPr id="{number}" name={called} descr="">{_DECORATIVE}</p:cNvPr>'
        told = f" descr={quoteattr(about)}" if about else ""
        return f'<p:cNvPr id="{number}" name={called}{told}/>'

    def _x(self, x: float) -> int:
        return round((x * self._scale + self._offset[0]) * EMU_PER_PIXEL)

    def _y(self, y: float) -> int:
        return round((y * self._scale + self._offset[1]) * EMU_PER_PIXEL)

    def _box(self, x: float, y: float, w: float, h: float) -> tuple[int, int, int, int]:
        return self._x(x), self._y(y), self._x(x + w), self._y(y + h)


def _is_straight(shape: Drawn) -> bool:
    runs = shape["runs"]
    is_single = len(runs) == 1 and len(runs[0]["segments"]) == 1 and len(runs[0]["segments"][0]) == 2
    return is_single and not runs[0]["isClosed"] and shape["fill"] is None


def _preset(name: str, adjusted: str = "") -> str:
    return f'<a:prstGeom prst="{name}"><a:avLst>{adjusted}</a:avLst></a:prstGeom>'


def _offset(box: tuple[int, int, int, int], *, child: bool = False) -> str:
    off, ext = ("chOff", "chExt") if child else ("off", "ext")
    return f'<a:{off} x="{box[0]}" y="{box[1]}"/><a:{ext} cx="{box[2] - box[0]}" cy="{box[3] - box[1]}"/>'


def _around(boxes: Sequence[tuple[int, int, int, int]]) -> tuple[int, int, int, int]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _fill(colour: str | None) -> str:
    return "<a:noFill/>" if colour is None else f"<a:solidFill>{_colour(colour)}</a:solidFill>"


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour}"/>'
