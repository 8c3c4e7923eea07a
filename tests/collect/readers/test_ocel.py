"""Object-centric logs give one row an event, the same from JSON, XML and SQLite."""

import gzip
import json
import sqlite3

import pytest

from resa.collect.proposing.proposal import propose
from resa.collect.readers.ocel import OcelError
from resa.collect.readers.sniff import sniff
from resa.collect.sources.files import file_sources

JSON = {
    "objectTypes": [{"name": "customers", "attributes": [{"name": "email", "type": "string"}]}, {"name": "orders"}],
    "eventTypes": [{"name": "place order", "attributes": [{"name": "channel", "type": "string"}]}, {"name": "send"}],
    "objects": [
        {
            "id": "c1",
            "type": "customers",
            "attributes": [
                {"name": "email", "value": "new@example.se", "time": "2026-03-09T00:00:00Z"},
                {"name": "email", "value": "old@example.se", "time": "2026-01-01T00:00:00Z"},
            ],
            "relationships": [{"objectId": "o1", "qualifier": "places"}],
        },
        {"id": "o1", "type": "orders", "attributes": [], "relationships": []},
        {"id": "o2", "type": "orders"},
    ],
    "events": [
        {
            "id": "e2",
            "type": "send",
            "time": "2026-03-05T10:00:00Z",
            "attributes": [],
            "relationships": [{"objectId": "o1", "qualifier": ""}],
        },
        {
            "id": "e1",
            "type": "place order",
            "time": "2026-03-04T10:00:00Z",
            "attributes": [{"name": "channel", "value": "web"}],
            "relationships": [{"objectId": "o1", "qualifier": ""}, {"objectId": "o2", "qualifier": ""}],
        },
    ],
}
XML = """<?xml version="1.0" encoding="UTF-8"?>
<log>
  <object-types><object-type name="customers"/><object-type name="orders"/></object-types>
  <event-types><event-type name="place order"/><event-type name="send"/></event-types>
  <objects>
    <object id="c1" type="customers">
      <attributes>
        <attribute name="email" time="2026-03-09T00:00:00Z">new@example.se</attribute>
        <attribute name="email" time="2026-01-01T00:00:00Z">old@example.se</attribute>
      </attributes>
      <objects><relationship object-id="o1" qualifier="places"/></objects>
    </object>
    <object id="o1" type="orders"/><object id="o2" type="orders"/>
  </objects>
  <events>
    <event id="e2" type="send" time="2026-03-05T10:00:00Z"><objects><relationship object-id="o1"/></objects></event>
    <event id="e1" type="place order" time="2026-03-04T10:00:00Z">
      <attributes><attribute name="channel">web</attribute></attributes>
      <objects><relationship object-id="o1"/><relationship object-id="o2"/></objects>
    </event>
  </events>
</log>
"""
SQL = """
CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE event_PlaceOrder (ocel_id TEXT, ocel_time TEXT, channel TEXT);
CREATE TABLE event_Send (ocel_id TEXT, ocel_time TEXT);
CREATE TABLE object_Customers (ocel_id TEXT, ocel_time TEXT, email TEXT, ocel_changed_field TEXT);
CREATE TABLE object_Orders (ocel_id TEXT, ocel_time TEXT);
INSERT INTO event VALUES ('e2', 'send'), ('e1', 'place order');
INSERT INTO object VALUES ('c1', 'customers'), ('o1', 'orders'), ('o2', 'orders');
INSERT INTO event_object VALUES ('e2', 'o1', ''), ('e1', 'o1', ''), ('e1', 'o2', '');
INSERT INTO object_object VALUES ('c1', 'o1', 'places');
INSERT INTO event_map_type VALUES ('place order', 'PlaceOrder'), ('send', 'Send');
INSERT INTO object_map_type VALUES ('customers', 'Customers'), ('orders', 'Orders');
INSERT INTO event_PlaceOrder VALUES ('e1', '2026-03-04T10:00:00Z', 'web');
INSERT INTO event_Send VALUES ('e2', '2026-03-05T10:00:00Z');
INSERT INTO object_Customers VALUES ('c1', '2026-03-09T00:00:00Z', 'new@example.se', 'email');
INSERT INTO object_Customers VALUES ('c1', '2026-01-01T00:00:00Z', 'old@example.se', NULL);
"""
ROWS = [
    {
        "event id": "e1",
        "event": "place order",
        "time": "2026-03-04T10:00:00Z",
        "channel": "web",
        "customer id": "c1",
        "customer.email": "new@example.se",
        "order ids": '["o1","o2"]',
        "order id": None,
    },
    {
        "event id": "e2",
        "event": "send",
        "time": "2026-03-05T10:00:00Z",
        "channel": None,
        "customer id": "c1",
        "customer.email": "new@example.se",
        "order ids": None,
        "order id": "o1",
    },
]


def _sqlite(tmp_path) -> bytes:
    path = tmp_path / "made.db"
    made = sqlite3.connect(path)
    made.executescript(SQL)
    made.close()
    return path.read_bytes()


@pytest.mark.parametrize("form", ["json", "xml", "sqlite", "json.gz"])
def test_every_form_gives_the_same_rows(form, tmp_path, reading) -> None:
    text = {"json": json.dumps(JSON).encode(), "xml": XML.encode(), "sqlite": _sqlite(tmp_path)}
    text["json.gz"] = gzip.compress(text["json"])
    found = reading(text[form], f"log.{form}")
    assert found.format.kind == "ocel"
    assert found.rows == ROWS
    assert reading(text[form], f"log.{form}", start_at=1).rows == ROWS[1:]


def test_a_document_type_is_refused(tmp_path) -> None:
    path = tmp_path / "log.xml"
    path.write_text(XML.replace("<log>", '<!DOCTYPE log [<!ENTITY a "aaaa">]><log>'), encoding="utf-8")
    with pytest.raises(OcelError, match="document type"):
        sniff(path)


def test_another_database_is_none(tmp_path) -> None:
    path = tmp_path / "other.sqlite"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t (a)")
    made.commit()
    made.close()
    with pytest.raises(OcelError, match="without the table 'event'"):
        sniff(path)


def test_a_log_that_breaks_off_is_refused(tmp_path) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(JSON)[:-20], encoding="utf-8")
    with pytest.raises(OcelError, match="export it anew"):
        sniff(path)


def test_a_log_is_understood_without_a_spec(tmp_path) -> None:
    objects, events = [], []
    for n in range(30):
        said = [{"name": "email", "value": f"p{n}@example.se", "time": ""}]
        placed = [{"objectId": f"O-{n}"}]
        objects.append({"id": f"C-{n}", "type": "customers", "attributes": said, "relationships": placed})
        objects.append({"id": f"O-{n}", "type": "orders"})
        for hour, what in enumerate(("place order", "send", "return")):
            time = f"2026-03-{n % 28 + 1:02}T1{hour}:00:00Z"
            events.append({"id": f"e{n}-{hour}", "type": what, "time": time, "relationships": placed})
    path = tmp_path / "process.jsonocel"
    path.write_text(json.dumps(JSON | {"objects": objects, "events": events}), encoding="utf-8")
    source = file_sources([path]).sources[0]
    proposed = propose(source.name, source.format, list(source.batches()))
    assert proposed.questions == ()
    who = {(one.column, one.namespace) for one in proposed.spec.identifiers}
    assert who == {("customer id", "customer_number"), ("customer.email", "email"), ("order id", "order")}
    assert proposed.spec.interactions[0].name.column == "event"
