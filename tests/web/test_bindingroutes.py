"""Trying a question before a cell is bound to it."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role

PERSONAL = "customer = 'c1'"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COMMENTER])
@pytest.mark.parametrize(("query", "where"), [({"what": "customers", "where": PERSONAL}, ""), ({}, PERSONAL)])
def test_who_may_not_see_customers_asks_nothing_about_one(
    role: Role, query: dict[str, str], where: str, as_role: Callable[[Role], TestClient]
) -> None:
    told = as_role(role).post("/api/maps/any/answers/cell:1", params={"where": where}, json=query)
    assert (told.status_code, told.json()["code"]) == (403, "not_allowed")


def test_an_editor_may(as_role: Callable[[Role], TestClient]) -> None:
    told = as_role(Role.EDITOR).post("/api/maps/any/answers/cell:1", json={"what": "customers", "where": PERSONAL})
    assert told.json()["code"] == "unknown_name"
