"""A report to send: the map, how it is, five findings with their evidence, what changed, method and limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from resa.app.exportform import KINDS, LeftMap, UnknownFormError
from resa.app.exporting import DrawnMap, Exported, ExportWish, drawn_map, edited_page, kept_drawn_map
from resa.app.figures import MapFilter, filter_text
from resa.app.filename import file_name
from resa.app.permission import Person
from resa.app.rememberedmap import findings
from resa.app.report.change import Asked, change_chapter
from resa.app.report.finding import FindingBook
from resa.app.report.method import Making, made, method_chapter
from resa.app.report.poster import Poster, poster, whole_drawing
from resa.app.report.state import state_lines
from resa.app.report.words import Teller
from resa.app.savedquery import joined
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.app.write_map import Request, Written, language_of, page_of, write_file
from resa.mapping.export.discretion import LEAST, names_customer
from resa.mapping.export.html import Page
from resa.mapping.export.loss import Losses
from resa.mapping.export.reporthtml import report_html
from resa.mapping.export.reportpdf import POSTER, SHEET, report_pdf
from resa.mapping.export.reportsheet import Chapter, Part, ReportSheet
from resa.mapping.export.reportslides import report_pptx
from resa.mapping.export.slides import map_slides
from resa.mapping.export.speaker import Speaker, findings_told
from resa.mapping.goals import goal_named
from resa.model.journeymap import JourneyMap
from resa.model.measurement import Base
from resa.model.resolvedmap import MapView, ResolvedMap

FORMS = (".pdf", ".html", ".pptx")
_DRAWN_AS = ".svg"  # what a report takes of a map: its drawing with every figure


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Whom a report is about, in which language, and what of people it may hold.

    `language` None is English, or that of the app's map.
    """

    asked: Asked = field(default_factory=Asked)
    language: str | None = None
    has_quotes: bool = False
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a report is about: the page to draw, as it may be handed on, its figures, and the document, if any."""

    page: Page
    found: ResolvedMap
    title: str
    asked: Asked
    has_ways: frozenset[str]
    document: JourneyMap | None = None
    is_invented: bool = False


def write_report(workspace: Workspace, out: Path, *, wish: ReportWish, map_id: str | None = None) -> Written:
    """Writes the report of the map that is found in the data, or of one of the app's maps, to a file.

    The file's ending names the form: .pdf, .html or .pptx.
    """
    _require_form(out.suffix)
    if map_id is None:
        subject = _found(workspace, wish)
    else:
        asked = MapFilter(where=wish.asked.where, start=wish.asked.start, end=wish.asked.end)
        told = ExportWish(asked, wish.language, has_quotes=wish.has_quotes, has_evidence=wish.has_evidence)
        subject = _edited(kept_drawn_map(workspace, map_id, form=_DRAWN_AS, wish=told), wish=told)
    left = LeftMap(_content(workspace, subject, out.suffix), Losses())
    return write_file(out, left, customers=subject.found.base.customers)


def export_report(person: Person, served: ServedWorkspace, map_id: str, *, form: str, wish: ExportWish) -> Exported:
    """Returns the report of a map as this person sees it, in a form (".pdf"), under the filter bar.

    What could name a customer, and figures of fewer than five, are in it only for roles that may see customers.
    """
    _require_form(form)
    wish = replace(wish, asked=replace(wish.asked, versus=None))  # a report looks at the period before by itself
    subject = _edited(drawn_map(person, served, map_id, form=_DRAWN_AS, wish=wish), wish=wish)
    content = served.ask(lambda workspace: _content(workspace, subject, form))
    return Exported(content, f"{file_name(subject.title)}-report{form}", KINDS[form], Losses())


def _require_form(form: str) -> None:
    if form not in FORMS:
        raise UnknownFormError(f"expected a report to end in {', '.join(FORMS)}, got {form!r}; choose one of these")


def _found(workspace: Workspace, wish: ReportWish) -> _Subject:
    asked = wish.asked
    request = Request(
        where=asked.whole,
        goal=asked.goal,
        language=wish.language or "en",
        has_quotes=wish.has_quotes,
        has_evidence=wish.has_evidence,
    )
    workspace.scope(asked.where, start=asked.start, end=asked.end)  # unknown fields are told before anything is counted
    if asked.goal is not None:
        goal_named(asked.goal, goals=workspace.knowledge.goals)
    whole = findings(workspace, asked.whole, goal=asked.goal)
    ways = frozenset(one.id for one in whole.pains if one.paths)
    if whole.where and names_customer(whole.where) and not wish.has_evidence:
        whole = replace(whole, where="…")
    page = page_of((MapView("all", "all", None, None, whole),), workspace=workspace, request=request)
    found = page.views[0].map
    return _Subject(page, found, Speaker(page.language).title(found), asked, ways)


def _edited(drawn: DrawnMap, *, wish: ExportWish) -> _Subject:
    page = edited_page(drawn, wish=wish)
    measured, shown = drawn.figures, page.map.figures
    assert measured is not None, "the form that is drawn asks for figures"
    assert shown is not None, "what is measured is on the page"
    root, bar = drawn.document.records.get("map"), wish.asked
    own, goal = (root.content(name) if root else None for name in ("where", "goal"))
    rest = filter_text(replace(bar, start=None, end=None), document=drawn.document, library=drawn.library)
    where = joined(str(own) if own else None, rest)
    asked = Asked(where, bar.start, bar.end, str(goal) if goal else None)
    ways = frozenset(one.id for one in measured.figures.pains if one.paths)
    is_invented = root is not None and root.content("is_invented") is True
    found = replace(shown, base=Base(0, 0), pains=(), figures=()) if is_invented else shown
    return _Subject(page, found, drawn.title, asked, ways, page.map.document, is_invented=is_invented)


def _content(workspace: Workspace, subject: _Subject, form: str) -> bytes:
    zone = workspace.knowledge.defaults.zone
    page = subject.page
    making = Making(workspace.now().astimezone(ZoneInfo(zone)), zone, page.has_quotes, page.has_evidence)
    sheet = _sheet(workspace, subject, making=making, has_poster=form != ".pptx")
    match form:
        case ".html":
            return report_html(sheet).encode()
        case ".pptx":
            slides = () if making.withholds(subject.found) else map_slides(page)
            return report_pptx(sheet, map_slides=slides, made_at=making.at)
        case _:
            return report_pdf(sheet, made_at=making.at)


def _sheet(workspace: Workspace, subject: _Subject, *, making: Making, has_poster: bool) -> ReportSheet:
    page, found = subject.page, subject.found
    teller = Teller(Speaker(language_of(page.language)))
    words = findings_told(found, language=teller.speaker.language)
    book = FindingBook(found, words, teller, subject.document, subject.has_ways)
    sheets, is_withheld = book.sheets(), making.withholds(found)
    drawn = None if is_withheld or not has_poster else poster(page, across=POSTER[0], down=POSTER[1], sheet=SHEET)
    return ReportSheet(
        language=page.language,
        kicker=teller.tell("head.report"),
        title=subject.title,
        made=made(workspace, teller, making=making, word="foot"),
        page=teller.tell("head.page", n="{n}", of="{of}"),
        map_title=teller.tell("head.map"),
        warnings=tuple(_warnings(found, teller, making)),
        state=Part(teller.tell("head.state"), _state(subject, teller, making)),
        summary=Part(teller.tell("head.findings"), book.titles()),
        poster=drawn.drawing if drawn else None,
        poster_note=_note(drawn, teller) if drawn else "",
        drawing=None if is_withheld or not has_poster else whole_drawing(page),
        pages=drawn.pages if drawn else (),
        findings_title=teller.tell("head.findings"),
        findings_intro=_intro(found, teller, told=len(sheets)),
        findings=sheets,
        others=book.others(),
        chapters=tuple(_chapters(workspace, subject, teller, making)),
    )


def _chapters(workspace: Workspace, subject: _Subject, teller: Teller, making: Making) -> list[Chapter]:
    found, chapters = subject.found, list[Chapter]()
    if found.base.customers and not making.withholds(found):
        is_open = making.has_evidence
        chapters.append(change_chapter(workspace, found, asked=subject.asked, teller=teller, is_open=is_open))
    method = method_chapter(workspace, found, teller=teller, making=making, document=subject.document)
    return [*chapters, method]


def _intro(found: ResolvedMap, teller: Teller, *, told: int) -> str:
    every = len(found.pains)
    if not every:
        return teller.tell("state.no_findings") if found.base.customers >= LEAST else ""
    return teller.tell("findings.single") if every == 1 else teller.tell("findings.intro", n=told, all=every)


def _state(subject: _Subject, teller: Teller, making: Making) -> tuple[str, ...]:
    if subject.is_invented:
        return (teller.tell("state.invented"),)
    return state_lines(subject.found, teller=teller, where=subject.asked.where, is_open=making.has_evidence)


def _note(drawn: Poster, teller: Teller) -> str:
    if not drawn.pages:
        return ""
    return teller.tell("state.poster" if drawn.is_cut else "state.small_poster")


def _warnings(found: ResolvedMap, teller: Teller, making: Making) -> list[str]:
    told: Mapping[str, bool] = {"state.quotes": making.has_quotes, "state.evidence": making.has_evidence}
    stale = [
        teller.tell("method.stale", source=one.source, day=one.newest)
        for one in found.sources
        if one.is_stale and one.newest is not None
    ]
    demo = [teller.speaker.say("base.demo")] if found.is_demo else []
    return [*demo, *stale[:3], *(teller.tell(key) for key, holds in told.items() if holds)]
