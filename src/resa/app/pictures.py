"""Pictures for maps: kept where their first bytes say that they are some, given back as what they are."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.model.errors import UnknownNameError, UsageError
from resa.store.collaboration.picture import Pictures

LARGEST = 5 << 20
_SIGNS = (
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF87a"),
    ("image/gif", b"GIF89a"),
)


class NoPictureError(UsageError):
    """What was sent is no picture of a kind that is kept."""

    code: ClassVar[str] = "no_picture"


class LargePictureError(UsageError):
    """A picture is too large."""

    code: ClassVar[str] = "too_large"


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture that was kept; `id` is what a card's field `image` holds, `form` its media type."""

    id: str
    form: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture's file and its media type."""

    path: Path
    form: str


def add_picture(person: Person, served: ServedWorkspace, content: bytes) -> KeptPicture:
    """Keeps a picture; the same one kept again is the same one."""
    require(person, Act.EDIT_MAPS)
    if len(content) > LARGEST:
        raise LargePictureError(
            f"expected a picture of at most {LARGEST >> 20} MB, got {len(content):,} bytes; shrink it"
        )
    form = form_of(content)
    if form is None:
        raise NoPictureError("expected a PNG, JPEG, WebP or GIF picture, got something else; save it as one of these")
    kept = Pictures(served.database).add(content, form=form, made_by=person.id, made_at=served.now())
    return KeptPicture(kept.id, kept.form, kept.bytes)


def show_picture(person: Person, served: ServedWorkspace, picture_id: str) -> ShownPicture:
    """Returns where a picture lies and what it is; raises `UnknownNameError` where there is none."""
    require(person, Act.SEE_MAPS)
    return find_picture(served, picture_id)


def find_picture(served: ServedWorkspace, picture_id: str) -> ShownPicture:
    """Returns a picture without asking who wants it: for a shared map that shows it."""
    pictures = Pictures(served.database)
    found = pictures.get(picture_id)
    if found is None or not pictures.path(found).is_file():
        raise UnknownNameError("picture", picture_id, known=())
    return ShownPicture(pictures.path(found), found.form)


def form_of(content: bytes) -> str | None:
    """Returns the media type that the first bytes say, None for anything else: names and headers are not believed.

    >>> form_of(b"GIF89a...."), form_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    ('image/gif', None)
    """
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((form for form, sign in _SIGNS if content.startswith(sign)), None)
