"""Inviting, changing and letting go of people."""

from typing import Any

import pytest

from resa.app.permission import Role

ACCOUNT = {"name": "Bo Ek", "email": "bo@example.com", "password": "correct cat battery"}


def test_an_invitation_makes_one_person_with_its_role(office: Any) -> None:
    owner = office.browser(office.person(Role.OWNER))
    made = owner.post("/api/invitations", json={"role": "editor"})
    assert made.status_code == 201
    token = made.json()["token"]
    assert owner.get("/api/invitations").json()[0]["token"] is None, "the token is told once"
    guest = office.stranger()
    assert guest.get(f"/api/invitations/by-token/{token}").json()["role"] == "editor"
    accepted = guest.post(f"/api/invitations/by-token/{token}", json=ACCOUNT)
    assert (accepted.status_code, accepted.json()["role"]) == (201, "editor")
    assert guest.get("/api/me").json()["person"]["name"] == "Bo Ek"
    again = office.stranger().post(f"/api/invitations/by-token/{token}", json=ACCOUNT | {"email": "c@example.com"})
    assert (again.status_code, again.json()["code"]) == (410, "spent_invitation")


def test_an_invitation_for_an_address_is_for_nobody_else(office: Any) -> None:
    owner = office.browser(office.person(Role.OWNER))
    token = owner.post("/api/invitations", json={"role": "viewer", "email": "Di@Example.com"}).json()["token"]
    other = office.stranger().post(f"/api/invitations/by-token/{token}", json=ACCOUNT)
    assert (other.status_code, other.json()["code"]) == (400, "wrong_invitation")


def test_an_invitation_that_was_taken_back_leads_nowhere(office: Any) -> None:
    owner = office.browser(office.person(Role.OWNER))
    made = owner.post("/api/invitations", json={"role": "viewer"}).json()
    assert owner.delete(f"/api/invitations/{made['id']}").status_code == 204
    assert office.stranger().get(f"/api/invitations/by-token/{made['token']}").status_code == 404


@pytest.mark.parametrize("how", ["let go", "no owner any more"])
def test_an_invitation_is_worth_no_more_than_who_made_it(office: Any, how: str) -> None:
    first, second = office.person(Role.OWNER), office.person(Role.OWNER)
    token = office.browser(second).post("/api/invitations", json={"role": "owner"}).json()["token"]
    owner, path = office.browser(first), f"/api/people/{second.id}"
    done = owner.delete(path) if how == "let go" else owner.patch(path, json={"role": "editor"})
    assert done.is_success
    guest = office.stranger()
    assert guest.get(f"/api/invitations/by-token/{token}").status_code == 410
    assert guest.post(f"/api/invitations/by-token/{token}", json=ACCOUNT).status_code == 410


def test_who_lost_their_password_comes_back_by_a_link_of_an_owner(office: Any) -> None:
    owner, person = office.browser(office.person(Role.OWNER)), office.person(Role.EDITOR)
    stolen = office.browser(person)
    token = owner.post(f"/api/people/{person.id}/invitation").json()["token"]
    back = office.stranger()
    account = ACCOUNT | {"email": person.email}
    assert back.post(f"/api/invitations/by-token/{token}", json=ACCOUNT).json()["code"] == "wrong_invitation"
    assert back.post(f"/api/invitations/by-token/{token}", json=account).status_code == 201
    assert back.get("/api/me").json()["person"]["id"] == person.id
    assert stolen.get("/api/me").json()["person"] is None
    signed_in = office.stranger().post("/api/session", json={"email": person.email, "password": ACCOUNT["password"]})
    assert signed_in.status_code == 200


def test_an_owner_signs_somebody_out_everywhere(office: Any) -> None:
    owner, person = office.browser(office.person(Role.OWNER)), office.person(Role.EDITOR)
    browser = office.browser(person)
    assert owner.delete(f"/api/people/{person.id}/sessions").status_code == 204
    assert browser.get("/api/people").status_code == 401


def test_the_last_owner_stays(office: Any) -> None:
    person = office.person(Role.OWNER)
    owner = office.browser(person)
    assert owner.delete(f"/api/people/{person.id}").json()["code"] == "last_owner"
    assert owner.patch(f"/api/people/{person.id}", json={"role": "viewer"}).json()["code"] == "last_owner"
    other = office.person(Role.OWNER)
    assert owner.delete(f"/api/people/{other.id}").status_code == 204
    assert owner.delete(f"/api/people/{person.id}").json()["code"] == "last_owner"


def test_a_role_counts_from_the_next_request_on(office: Any) -> None:
    owner, person = office.browser(office.person(Role.OWNER)), office.person(Role.EDITOR)
    browser = office.browser(person)
    assert owner.patch(f"/api/people/{person.id}", json={"role": "viewer"}).status_code == 200
    assert browser.post("/api/maps", json={}).json()["code"] == "not_allowed"


def test_nobody_raises_their_own_role_or_changes_others(office: Any) -> None:
    person, other = office.person(Role.EDITOR), office.person(Role.VIEWER)
    browser = office.browser(person)
    assert browser.patch(f"/api/people/{person.id}", json={"role": "owner"}).status_code == 403
    assert browser.patch(f"/api/people/{other.id}", json={"name": "X"}).status_code == 403
    assert browser.patch(f"/api/people/{person.id}", json={"name": "  New   Name "}).json()["name"] == "New Name"


def test_addresses_are_for_owners_and_oneself(office: Any) -> None:
    office.person(Role.OWNER)
    viewer = office.person(Role.VIEWER)
    seen = {one["id"]: one["email"] for one in office.browser(viewer).get("/api/people").json()}
    assert [email for email in seen.values() if email] == [viewer.email]


def test_who_left_is_remembered_by_name_only(office: Any) -> None:
    owner, person = office.browser(office.person(Role.OWNER)), office.person(Role.EDITOR, name="Eva Falk")
    owner.delete(f"/api/people/{person.id}")
    left = next(one for one in owner.get("/api/people").json() if one["id"] == person.id)
    assert (left["name"], left["email"], left["is_here"]) == ("Eva Falk", None, False)


def test_who_did_what_is_written_down_and_stays(office: Any) -> None:
    import pytest
    from sqlalchemy import text
    from sqlalchemy.exc import DatabaseError

    owner, person = office.browser(office.person(Role.OWNER, name="Åsa")), office.person(Role.EDITOR)
    owner.patch(f"/api/people/{person.id}", json={"role": "viewer"})
    line = owner.get("/api/audit").json()[0]
    assert (line["name"], line["act"], line["about"], line["detail"]) == (
        "Åsa",
        "person.role",
        person.id,
        "editor to viewer",
    )
    for statement in ("DELETE FROM audit", "UPDATE audit SET name = 'nobody'"):
        with pytest.raises(DatabaseError, match="append only"), office.context.served.database.writing() as connection:
            connection.execute(text(statement))
