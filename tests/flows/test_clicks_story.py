"""Clicks on pages, from the file that a shop's pages write to the button that does nothing."""

from pathlib import Path

import pytest
from tests.flows.conftest import Resa

from resa.examples.clicking import CART, DEAD, PAYMENT, write

pytestmark = pytest.mark.flow


def test_a_dead_button_is_found(resa: Resa, tmp_path: Path) -> None:
    told = write(tmp_path, visitors=400)
    resa("import", told.file, "--yes")
    pages = {row["page"]: row for row in resa.rows("show", "clicks")}
    by_page = {page: sum(n for (one, _), n in told.clicks.items() if one == page) for page, _ in told.clicks}
    assert {page: row["clicks"] for page, row in pages.items()} == by_page
    assert all(row["placed"] == row["clicks"] for row in pages.values())
    elements = {row["element"]: row for row in resa.rows("show", "clicks", "--page", CART, "--by", "element")}
    assert {(CART, name): row["clicks"] for name, row in elements.items()} == {
        key: n for key, n in told.clicks.items() if key[0] == CART
    }
    dead = elements[DEAD]
    assert (dead["rage"], dead["dead"], dead["dead_share"]) == (told.bursts, dead["clicks"], 1.0)
    assert max(row["dead_share"] for name, row in elements.items() if name != DEAD) < 0.05
    assert dead["goal_share"] < elements["button.till-kassan"]["goal_share"]
    assert elements["button.till-kassan"]["next"] == PAYMENT
    areas = resa.rows("show", "clicks", "--page", CART)
    assert sum(row["clicks"] for row in areas) == by_page[CART]
    assert {row["screen"] for row in areas} == {"phone", "tablet", "desktop"}
    assert resa.one("select count(*) from interactions") == told.views + sum(told.clicks.values())


def test_a_screenshot_lies_under_the_clicks(resa: Resa, tmp_path: Path) -> None:
    told = write(tmp_path, visitors=40)
    resa("import", told.file, "--yes")
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (1440).to_bytes(4, "big") + (1800).to_bytes(4, "big")
    shot, drawn = tmp_path / "cart.png", tmp_path / "cart.svg"
    shot.write_bytes(head + b"\x08\x02\x00\x00\x00")
    asked = ("show", "clicks", "--page", CART, "--screenshot", shot)
    resa(*asked, "--out", drawn)
    assert drawn.read_text(encoding="utf-8").count('href="data:image/png;base64,') == 1
    resa(*asked, code=2)
    resa(*asked, "--out", tmp_path / "cart.csv", code=2)
    shot.write_text("<svg onload='alert(1)'/>")
    resa(*asked, "--out", drawn, code=2)


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write(tmp_path / name, visitors=60).file.read_bytes() for name in ("one", "other"))
    assert one == other
    assert write(tmp_path / "more", visitors=60, seed=2).file.read_bytes() != one
