"""Pictures that people put on maps: files in the workspace's folder, named by their content.

The same picture kept twice is one file. What a file is, its first bytes say; what it is called, nobody asks.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Column, Integer, String, Table, select
from sqlalchemy.dialects.sqlite import insert as upsert

from resa.store.collaboration.database import TABLES, Database, Instant
from resa.store.durable import replace_file

FOLDER = "pictures"
ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
"""The forms that are kept, and how their files end."""

PICTURES = Table(
    "picture",
    TABLES,
    Column("id", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("made_by", String),
    Column("made_at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture; `form` is its media type."""

    id: str
    form: str
    bytes: int
    made_by: str | None
    made_at: datetime


class Pictures:
    """The pictures of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = database.path.parent / FOLDER

    def add(self, content: bytes, *, form: str, made_by: str | None, made_at: datetime) -> Picture:
        """Keeps a picture; the file is on the disk before the database names it."""
        picture = Picture(blake2b(content, digest_size=16).hexdigest(), form, len(content), made_by, made_at)
        replace_file(self.path(picture), content)
        row = {name: getattr(picture, name) for name in Picture.__slots__}
        with self._database.writing() as connection:
            connection.execute(upsert(PICTURES).values(row).on_conflict_do_nothing())
        return picture

    def get(self, picture_id: str) -> Picture | None:
        """Returns what is known of a picture, None where there is none of that id."""
        with self._database.reading() as connection:
            row = connection.execute(select(PICTURES).where(PICTURES.c.id == picture_id)).mappings().first()
        return Picture(**row) if row else None

    def path(self, picture: Picture) -> Path:
        """Returns where the picture's file lies."""
        return self._folder / f"{picture.id}{ENDINGS[picture.form]}"
