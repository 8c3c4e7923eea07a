"""Each story holds on the published data that it tells of: every command works and prints what the page shows."""

import os
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/stories"

GROCER = {
    "completejourney": (
        "grocer",
        (
            "campaigns.csv.gz",
            "campaign_descriptions.csv.gz",
            "coupon_redemptions.csv.gz",
            "demographics.csv.gz",
            "transactions_sample.csv.gz",
        ),
    )
}

FILES = {
    "hotel-bookings": {"hotel_bookings": (".", ("hotel_bookings.csv.gz",))},
    "orders-that-come-back": {"online_retail": (".", ("online_retail.parquet",))},
    "subscribers-who-leave": {"telco_churn": (".", ("telco_churn.csv",))},
    "an-offer-that-lost-money": {"marketing_campaign": (".", ("marketing_campaign.csv",))},
    "campaigns-at-a-grocer": GROCER,
    "what-a-card-cannot-tell": GROCER,
}
"""What a reader of each page has: from which data set, into which folder, which files."""

pytestmark = [pytest.mark.flow, pytest.mark.data]


@pytest.fixture
def published() -> Path:
    folder = os.environ.get("RESA_TEST_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("RESA_TEST_DATA does not point at the data sets")
    return Path(folder)


@pytest.mark.parametrize("story", FILES)
def test_a_story(story: str, published: Path, elsewhere: Path, follow: Callable[[Path], None]) -> None:
    pytest.importorskip("pandas")
    for data_set, (folder, files) in FILES[story].items():
        (elsewhere / folder).mkdir(exist_ok=True)
        for file in files:
            copy(published / data_set / file, elsewhere / folder / file)
    follow(PAGES / f"{story}.md")


def test_every_story_is_told_in_the_list_and_tried() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")} - {"README"}
    listed = (PAGES / "README.md").read_text(encoding="utf-8")
    assert pages == set(FILES)
    assert all(f"({page}.md)" in listed for page in pages)
