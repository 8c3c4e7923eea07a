"""Competitors' reviews stand beside ours and never count among them."""

import pytest

pytestmark = pytest.mark.flow

REVIEWS = """Brand,posted,Stars,Review,Mail
Fjällbo,2026-03-01,5,Bra,a@x.se
Fjällbo,2026-03-02,4,Helt ok,b@x.se
Rival,2026-03-03,1,Uselt,c@x.se
Rival,2026-03-04,2,Dåligt,d@x.se
"""
SPEC = """
source: market_reviews
time: posted
company: {name: Brand, ours: [Fjällbo]}
identifiers: [{column: Mail, namespace: email}]
interactions:
- {name: {constant: review}, channel: {constant: review}, text: Review}
answers:
- {column: Stars, question: "How many stars?", metric: stars, low: 1, high: 5, text: Review}
"""


def test_what_is_about_others_is_compared_and_counted_nowhere(resa, tmp_path) -> None:
    (tmp_path / "reviews.csv").write_text(REVIEWS, encoding="utf-8")
    (tmp_path / "spec.yaml").write_text(SPEC, encoding="utf-8")
    (report,) = resa("import", tmp_path / "reviews.csv", "--spec", tmp_path / "spec.yaml", "--yes", "--json").json[
        "sources"
    ]
    assert (report["stored"], report["rejected"], report["yielded"]["competitors"]) == (4, 0, 2)
    (stars,) = [row for row in resa.rows("show", "kpis") if row["kpi"] == "stars_mean"]
    assert (stars["value"], stars["n"]) == (4.5, 2)
    assert resa.one("SELECT count(*) FROM interactions") == 2
    assert resa.one("SELECT count(*) FROM customers") == 2
    told = {row["company"]: (row["mean"], row["n"]) for row in resa.rows("show", "companies")}
    assert told == {None: (4.5, 2), "Rival": (1.5, 2)}
    assert resa.pairs("SELECT text, company FROM competitors") == {"Uselt": "Rival", "Dåligt": "Rival"}
    assert all(row["holds"] for row in resa.rows("check"))
