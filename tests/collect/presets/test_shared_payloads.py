"""Presets that rest on real exports know those, and read nearly all of what stands in them."""

import os
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from resa.collect.draft import Circumstances
from resa.collect.judge import judge
from resa.collect.presets.preset import presets
from resa.collect.proposing.known import PRESET
from resa.collect.proposing.proposal import propose
from resa.collect.readers.layout import laid_out
from resa.collect.sources.files import file_sources

pytestmark = pytest.mark.data

NOW = datetime(2026, 11, 1, tzinfo=UTC)

SEEN = {
    "hubspot_contacts_synced": ("fivetran_hubspot/contact_data.csv",),
    "hubspot_tickets_synced": ("fivetran_hubspot/ticket_data.csv",),
    "hubspot_email_events": ("fivetran_hubspot/email_event_data.csv",),
    "salesforce_contacts": ("fivetran_salesforce/sf_contact_data.csv",),
    "salesforce_leads": ("fivetran_salesforce/sf_lead_data.csv",),
    "salesforce_opportunities": ("fivetran_salesforce/sf_opportunity_data.csv",),
    "salesforce_tasks": ("fivetran_salesforce/sf_task_data.csv",),
    "zendesk_tickets": ("fivetran_zendesk/ticket_data.csv",),
    "zendesk_users": ("fivetran_zendesk/user_data.csv",),
    "shopify_orders_api": ("shopify_api/orders.json", "fivetran_shopify/shopify_order_data.csv"),
    "shopify_customers_api": ("shopify_api/customers_search.json", "fivetran_shopify/shopify_customer_data.csv"),
    "klaviyo_events": ("fivetran_klaviyo/event.csv",),
    "klaviyo_profiles": ("fivetran_klaviyo/person.csv",),
}
PAIRS = [(name, file) for name, files in SEEN.items() for file in files]


@pytest.fixture
def payloads() -> Path:
    folder = Path(os.environ.get("RESA_TEST_DATA", "")) / "payloads"
    if not os.environ.get("RESA_TEST_DATA") or not folder.is_dir():
        pytest.skip("RESA_TEST_DATA does not name a folder with payloads: they are read at test time only")
    return folder


def test_every_preset_that_was_seen_is_shown_here() -> None:
    assert {one.name for one in presets() if one.basis == "seen"} == set(SEEN)


@pytest.mark.parametrize(("name", "file"), PAIRS)
def test_a_real_export_is_known_and_read(payloads: Path, name: str, file: str) -> None:
    source = file_sources([payloads / file]).sources[0]
    sample = list(islice(source.batches(), 1))
    proposal = propose(source.name, source.format, sample, region="SE")
    titles = {one.name: one.title for one in presets()}
    assert [one.choice for one in proposal.reasons if one.field == PRESET] == [titles[name]]
    batch = next(laid_out(sample, proposal.spec.format or source.format))
    judged = judge(batch, proposal.spec, circumstances=Circumstances(NOW, region="SE"), where=file)
    assert sum(table.num_rows for table in judged.yielded.values()) > 0
    assert len(set(judged.rejected["record"].to_pylist())) <= 0.1 * batch.rows.num_rows
