"""Templates and guided methods: listed, searched, shown, opened as maps, and saved from maps.

The company's own lie as YAML files in the workspace's `templates` folder and come first.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from resa.app.audit import record
from resa.app.filename import file_name
from resa.app.mapview import visible_map
from resa.app.permission import Act, Person, require
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.mapping.document import plain
from resa.mapping.templates import guide, own
from resa.mapping.templates.expansion import document_from
from resa.mapping.templates.gallery import Template, templates
from resa.mapping.templates.guide import Guide
from resa.mapping.templates.own import OwnTemplate
from resa.mapping.templates.preview import NOTHING, Preview, preview
from resa.mapping.templates.story import industries
from resa.mapping.templates.words import LANGUAGES, said
from resa.model.errors import ResaError, UnknownNameError, UsageError
from resa.model.journeymap import JourneyMap, RecordKind
from resa.store.durable import replace_file

FOLDER = "templates"
OWN = "own-"
LONGEST_TITLE = 300
ANY_DAY = date(2000, 1, 1)  # a preview shows no days

Guides = tuple[Guide, ...]
"""The guided methods, the shortest first."""


class UnsavableTemplateError(UsageError):
    """A template can't be saved like that; `faults` says why."""

    code: ClassVar[str] = "unsavable_template"


@dataclass(frozen=True, slots=True)
class ShownTemplate:
    """A template as a gallery shows it.

    `kind` is the form, `kind_name` what that is called and `summary` what it is for; `journey` is the sample's story
    and `company` whose it is. The company's own have neither. `faults` says why a file can't be opened.
    """

    id: str
    title: str
    summary: str
    kind: str | None
    kind_name: str | None
    form: str | None
    journey: str | None
    industry: str | None
    industry_text: str | None
    needs: tuple[str, ...]
    stages: tuple[str, ...]
    lanes: int
    company: str | None
    is_own: bool
    preview: Preview
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a need, an industry, words anywhere; None and blank look for nothing."""

    need: str | None = None
    industry: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """What shall become a template: a map, under a title; these lanes locked, with their cards or without."""

    map: str
    title: str
    summary: str = ""
    locked: tuple[str, ...] = ()
    keeps_cards: bool = False


def list_templates(person: Person, served: ServedWorkspace, *, language: str, wanted: Wanted) -> list[ShownTemplate]:
    """Returns the templates in a language, the company's own first; those only that have what is wanted."""
    require(person, Act.SEE_MAPS)
    language = spoken(language)
    shown = [*_own_ones(served.folder, language), *_shipped(language)]
    return [one for one in shown if _has(one, wanted, language=language)]


def show_template(
    person: Person, served: ServedWorkspace, template_id: str, *, language: str, is_filled: bool
) -> dict[str, Any]:
    """Returns a template with the map that it opens as, as JSON holds it."""
    require(person, Act.SEE_MAPS)
    listed = list_templates(person, served, language=language, wanted=Wanted())
    found = {one.id: one for one in listed}.get(template_id)
    if found is None:
        raise UnknownNameError("template", template_id, known=(one.id for one in listed))
    opened = open_template(served, template_id, language=language, is_filled=is_filled)
    return {**asdict(found), "document": plain(opened)}


def open_template(
    served: ServedWorkspace, template_id: str, *, language: str, is_filled: bool, title: str | None = None
) -> JourneyMap:
    """Returns the map that a template opens as; raises `UnknownNameError`."""
    if template_id.startswith(OWN):
        path = _own_path(served.folder, template_id)
        found = own.read(path.read_text(encoding="utf-8"), where=f"{FOLDER}/{path.name}")
        return own.opened(found, is_filled=is_filled, title=title)
    template = templates().get(template_id)
    if template is None:
        raise UnknownNameError("template", template_id, known=templates())
    today = served.now().date()
    return document_from(template, language=spoken(language), is_filled=is_filled, today=today, title=title)


def save_template(person: Person, served: ServedWorkspace, saving: Saving) -> ShownTemplate:
    """Keeps a map as a template in the workspace, and returns it as the gallery shows it."""
    require(person, Act.EDIT_MAPS)
    entry = served.rooms.entry(RoomName(RoomKind.MAP, saving.map))
    found = visible_map(person, served.rooms, entry)
    faults = _faults(saving, found)
    if faults:
        raise UnsavableTemplateError("expected a map that can become a template", faults=faults)
    whole = OwnTemplate(saving.title.strip(), saving.summary.strip(), entry.language, found)
    made = own.saved(whole, locked=frozenset(saving.locked), keeps_cards=saving.keeps_cards)
    path = _free_path(served.folder, saving.title)
    replace_file(path, own.write(made).encode())
    _note(served, person, "template.save", path.stem, detail=made.title)
    return _own_one(path, spoken(entry.language))


def delete_template(person: Person, served: ServedWorkspace, template_id: str) -> None:
    """Removes one of the company's own templates; maps that were made from it stay as they are."""
    require(person, Act.EDIT_MAPS)
    path = _own_path(served.folder, template_id)
    path.unlink()
    _note(served, person, "template.delete", path.stem)


def guides(person: Person, language: str) -> Guides:
    """Returns the guided methods, with the rules by which a page sees what is done."""
    require(person, Act.SEE_MAPS)
    return guide.guides(spoken(language))


def spoken(language: str) -> str:
    """Returns a language in which there are templates: English for those in which there are none.

    >>> spoken("no"), spoken("fi")
    ('nb', 'en')
    """
    code = "nb" if language.lower() in ("no", "nn") else language.lower()
    return code if code in LANGUAGES else "en"


@lru_cache(maxsize=len(LANGUAGES))
def _shipped(language: str) -> tuple[ShownTemplate, ...]:
    return tuple(_shown(one, language) for one in templates().values())


def _shown(template: Template, language: str) -> ShownTemplate:
    document = document_from(template, language=language, is_filled=True, today=ANY_DAY)
    story = template.story
    return ShownTemplate(
        id=template.id,
        title=template.title(language),
        summary=template.summary(language),
        kind=template.form.id,
        kind_name=said(template.form.name, language),
        form=template.form.form,
        journey=said(story.title, language),
        industry=story.industry,
        industry_text=said(industries()[story.industry]["text"], language),
        needs=template.needs(language),
        stages=template.stages(language),
        lanes=len(template.lanes),
        company=said(story.company, language),
        is_own=False,
        preview=preview(document, language=language),
    )


def _own_ones(folder: Path, language: str) -> Iterator[ShownTemplate]:
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            yield _own_one(path, language)
        except (ResaError, OSError, UnicodeDecodeError) as error:
            faults = getattr(error, "faults", ()) or (str(getattr(error, "sentence", error)),)
            yield _unread(path, tuple(faults))


def _own_one(path: Path, language: str) -> ShownTemplate:
    found = own.read(path.read_text(encoding="utf-8"), where=f"{FOLDER}/{path.name}")
    head = found.map.records.get("map")
    stages = found.map.of_kind(RecordKind.STAGE)
    return ShownTemplate(
        id=f"{OWN}{path.stem}",
        title=found.title,
        summary=found.summary,
        kind=None,
        kind_name=None,
        form=head.content("form") if head else None,
        journey=None,
        industry=found.industry,
        industry_text=None,
        needs=found.needs,
        stages=tuple(str(stage.content("name") or stage.id.removeprefix("stage:")) for stage in stages),
        lanes=len(found.map.of_kind(RecordKind.LANE)),
        company=None,
        is_own=True,
        preview=preview(found.map, language=language),
    )


def _unread(path: Path, faults: tuple[str, ...]) -> ShownTemplate:
    return ShownTemplate(
        id=f"{OWN}{path.stem}",
        title=path.name,
        summary="",
        kind=None,
        kind_name=None,
        form=None,
        journey=None,
        industry=None,
        industry_text=None,
        needs=(),
        stages=(),
        lanes=0,
        company=None,
        is_own=True,
        preview=NOTHING,
        faults=faults,
    )


def _has(shown: ShownTemplate, wanted: Wanted, *, language: str) -> bool:
    if wanted.industry and shown.industry != wanted.industry:
        return False
    if wanted.need and not any(wanted.need.casefold() in one.casefold() for one in shown.needs):
        return False
    known = industries().get(shown.industry or "")
    industry = said(known["name"], language) if known else ""
    heard = " ".join(
        [shown.title, shown.summary, shown.kind_name or "", shown.company or "", industry, *shown.needs, *shown.stages]
    ).casefold()
    return all(word in heard for word in (wanted.words or "").casefold().split())


def _faults(saving: Saving, found: JourneyMap) -> list[str]:
    faults: list[str] = []
    if not saving.title.strip() or len(saving.title) > LONGEST_TITLE:
        faults.append(f"title: expected 1 to {LONGEST_TITLE} letters, got {saving.title!r:.80}")
    lanes = {lane.id for lane in found.of_kind(RecordKind.LANE)}
    faults += [f"locked: expected a lane of the map, got {one!r:.80}" for one in saving.locked if one not in lanes]
    if not lanes:
        faults.append("expected a map with lanes, got one without; a template without lanes is a blank map")
    return faults


def _own_path(folder: Path, template_id: str) -> Path:
    paths = {f"{OWN}{path.stem}": path for path in (folder / FOLDER).glob("*.yaml")}
    if template_id not in paths:
        raise UnknownNameError("template of your own", template_id, known=paths)
    return paths[template_id]


def _free_path(folder: Path, title: str) -> Path:
    """Returns a path that reads like the title and is not taken."""
    slug = file_name(title, nameless="template")
    names = (slug if number == 1 else f"{slug}-{number}" for number in range(1, 10_000))
    paths = (folder / FOLDER / f"{name}.yaml" for name in names)
    return next(path for path in paths if not path.exists())


def _note(served: ServedWorkspace, person: Person, act: str, template: str, *, detail: str = "") -> None:
    with served.database.writing() as connection:
        record(connection, person, act=act, about=template, now=served.now(), detail=detail)
