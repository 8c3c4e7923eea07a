"""How the systems write files: bit for bit the same for the same rows."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = Sequence[object]


def write_csv(
    path: Path,
    *,
    header: Sequence[str],
    rows: Iterable[Row],
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> None:
    """Writes a delimited file, compressed where the name ends in `.gz`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    _write(path, text.getvalue().encode(encoding))


def write_json_lines(path: Path, *, records: Iterable[dict[str, Any]]) -> None:
    """Writes one JSON object a line, compressed where the name ends in `.gz`."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = [encode(record) for record in records]
    _write(path, ("\n".join(lines) + "\n").encode())


def write_json(path: Path, *, document: object, indent: int | None = None) -> None:
    """Writes one JSON document."""
    _write(path, (json.dumps(document, ensure_ascii=False, indent=indent) + "\n").encode())


def _write(path: Path, content: bytes) -> None:
    if path.suffix == ".gz":
        content = gzip.compress(content, compresslevel=2, mtime=0)
    path.write_bytes(content)
