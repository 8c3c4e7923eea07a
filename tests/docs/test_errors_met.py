"""The errors that a newcomer can meet say what was expected, what came, where, and what to do about it."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

MET = [
    (
        "no workspace",
        "resa show channels --workspace nowhere",
        "expected a workspace in nowhere, found none; `resa import FILE` makes one, --workspace names another",
    ),
    (
        "an unknown file",
        "resa import calls.csv",
        "expected files, folders or globs that match something, got some that don't; "
        "check the spelling and the folder you are in\n  - calls.csv: nothing there",
    ),
    (
        "an unknown question",
        "resa show transition",
        "unknown question 'transition'; nearest: transitions",
    ),
    (
        "an unknown field",
        'resa show channels --where "chanel = web"',
        "unknown field 'chanel' in 'chanel = web'; nearest: channel",
    ),
    (
        "an unknown word",
        'resa show channels --where "channel = wbe"',
        "unknown channel 'wbe'; nearest: web, ",
    ),
    (
        "a filter that breaks off",
        'resa show channels --where "channel = web and"',
        "expected a field, got 'the end' in 'channel = web and'",
    ),
    (
        "a filter with a sign of another language",
        'resa show channels --where "channel == web"',
        "expected a value, got '=' in 'channel == web'",
    ),
    (
        "a profile field that nobody has",
        "resa show kpis --by profile.country",
        "unknown profile field 'profile.country'; nearest: profile.Land",
    ),
    (
        "an unknown touchpoint in a funnel",
        'resa show funnel --steps "Product page,basket"',
        "unknown touchpoint 'Product page' in the funnel's steps; nearest: ",
    ),
    (
        "a length of time",
        'resa show funnel --steps "product page,basket" --within 7days',
        "expected a length of time such as 30s, 15min, 12h, 7d or 2w, got '7days'",
    ),
    (
        "an ambiguous date",
        "resa import visits.csv --yes",
        "no day above 12 proves whether 'date' is written %d/%m/%Y or %m/%d/%Y; which is it?",
    ),
    (
        "a missing column",
        "resa import visits.csv --spec missing.yaml",
        "'day'",
    ),
    (
        "a spec with a fault",
        "resa import visits.csv --spec faulty.yaml",
        "faulty.yaml has 1 fault(s); correct them and run again\n"
        "  - line 2: unknown field 'tiem' at spec; nearest: time",
    ),
    (
        "an unknown goal",
        "resa show conversions --goal order",
        "unknown goal 'order'; nearest: cart, newsletter, purchase",
    ),
    (
        "an unknown stage",
        'resa touchpoints set "order delivered" --stage buying',
        "unknown stage 'buying'; nearest: ",
    ),
    (
        "another ending",
        "resa map --out map.docx",
        "expected --out to end in .html, .svg, .png, .pdf, .pptx, .yaml, .json, .xlsx, .cjml, .mmd, got 'map.docx'",
    ),
    (
        "another language",
        "resa map --out map.html --lang fi",
        "expected --lang en, sv, da, nb, got 'fi'",
    ),
    (
        "an unknown merge",
        "resa identity undo m123",
        "unknown merge 'm123' in the links; nearest: m",
    ),
    (
        "a query that is no SELECT",
        'resa query "DELETE FROM interactions"',
        "expected one SELECT statement, got DELETE; the views are interactions, customers",
    ),
    (
        "an unknown view",
        'resa query "SELECT * FROM events"',
        "unknown view 'events' in the query; nearest: ",
    ),
    (
        "nothing to import",
        "resa import",
        "expected files, folders or globs to import, got none; for example: resa import exports/",
    ),
    (
        "an unknown command",
        "resa shw channels",
        'Did you mean "show"?',
    ),
]


@pytest.fixture(scope="module")
def newcomer(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newcomer") / "folder"
    copytree(made_up, folder)
    (folder / "visits.csv").write_text(
        "visit,date,member\n" + "".join(f"{n},0{n}/04/2026,730102000010{n}\n" for n in range(1, 9)), encoding="utf-8"
    )
    rule = (
        "identifiers: [{column: member, namespace: loyalty}]\n"
        "interactions: [{name: visit, channel: {constant: store}}]\n"
    )
    (folder / "missing.yaml").write_text(f"source: visits\ntime: day\n{rule}", encoding="utf-8")
    (folder / "faulty.yaml").write_text(f"source: visits\ntiem: date\n{rule}", encoding="utf-8")
    return folder


@pytest.mark.flow
@pytest.mark.parametrize(("command", "sentence"), [met[1:] for met in MET], ids=[met[0] for met in MET])
def test_the_sentence(
    command: str, sentence: str, newcomer: Path, say: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(newcomer)
    monkeypatch.delenv("RESA_WORKSPACE", raising=False)
    ended = say(command)
    assert ended.code in (1, 2)
    assert sentence in ended.told
    assert "Traceback" not in ended.told


@pytest.mark.flow
def test_a_broken_settings_file_is_told_with_every_answer(
    newcomer: Path, say: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copytree(newcomer, tmp_path / "own")
    monkeypatch.chdir(tmp_path / "own")
    settings = Path("resa-workspace/goals.yaml")
    settings.write_text("purchase: {wher: kind = order}\n", encoding="utf-8")
    ended = say("resa show channels")
    assert ended.code == 0
    assert "goals.yaml is not followed, what it last said well holds; correct it: " in ended.told
    refused = say("resa goals set cart --where 'kind = cart'")
    assert refused.code == 2
    assert "expected to change " in refused.told
    assert "it is broken; correct it:" in refused.told
    assert settings.read_text(encoding="utf-8") == "purchase: {wher: kind = order}\n"
