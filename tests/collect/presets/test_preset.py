"""Presets know their files by columns and content, whatever the case, the version or the language."""

import pytest

from resa.collect.presets import preset as module
from resa.collect.presets.preset import Preset, nearly, preset_from_yaml, presets, recognised
from resa.collect.spec import InteractionRule, Origin, SourceSpec, TimeRule

VISIT = (InteractionRule(Origin(constant="visit"), Origin(column="Where")),)


def _preset(name: str, *columns: str, **more: object) -> Preset:
    spec = SourceSpec(name, time=TimeRule(("Created at",)), interactions=VISIT)
    return Preset("Tool", name, "documented", "Ask it.", columns, spec, **more)  # type: ignore[arg-type] # as each test says


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch):
    def only(*given: Preset) -> None:
        monkeypatch.setattr(module, "presets", lambda: given)

    return only


def test_case_gaps_and_signs_do_not_matter() -> None:
    one = _preset("a", "Created at", "Where")
    assert one.knows(["CREATED_AT", "where "])
    assert one.knows(["created-at", "Where", "more"])
    assert not one.knows(["Where", "Creation"])


def test_other_versions_and_languages_are_known_by_their_names() -> None:
    one = _preset("a", "Created at", "Where", also=(("Skapad", "Created at"), ("Oprettet", "Created at")))
    spec = one.spec_for(["Oprettet", "Where"])
    assert one.knows(["Skapad", "Where"])
    assert spec is not None
    assert spec.time == TimeRule(("Oprettet",))


def test_the_tools_own_name_goes_before_another() -> None:
    one = _preset("a", "Created at", also=(("Skapad", "Created at"),))
    spec = one.spec_for(["Skapad", "Created at", "Where"])
    assert spec is not None
    assert spec.time == TimeRule(("Created at",))


def test_of_several_the_most_specific_wins(shipped) -> None:
    general, special = _preset("general", "Created at"), _preset("special", "Created at", "Where")
    shipped(general, special)
    assert recognised(["Created at", "Where"]) is special
    assert recognised(["Created at", "Elsewhere"]) is general
    assert recognised(["Where"]) is None


def test_an_export_that_lacks_a_column_is_nearly_known(shipped) -> None:
    first, other = _preset("first", "Created at", "Where", "Who", "How"), _preset("other", "Created at", "Cost")
    shipped(first, other)
    assert nearly(["Created at", "where", "who", "more"]) == (first, ("How",))
    assert nearly(["Created at", "Where", "more"]) is None  # half of it is anybody's
    assert nearly(["Created at", "Where", "Who", "How"]) is None


def test_texts_tell_files_of_the_same_columns_apart(shipped) -> None:
    leads = _preset("leads", "Created at", shows=(("Created at", "L.+"),))
    tasks = _preset("tasks", "Created at", shows=(("Created at", "T.+"),))
    shipped(leads, tasks)
    assert recognised(["Created at"], texts=lambda _: ["T1", "T2"]) is tasks
    assert recognised(["Created at"], texts=lambda _: ["L1", "T2"]) is None
    assert recognised(["Created at"], texts=lambda _: []) is None


def test_a_form_needs_a_question_beside_its_frame() -> None:
    form = _preset("form", "Created at", asks=True)
    assert form.knows(["Created at", "Vad tyckte du?"])
    assert form.knows(["Created at", "Tell us what you think"])
    assert not form.knows(["Created at", "user_id", "page"])


def test_an_entry_of_a_list_is_there_where_its_list_is() -> None:
    spec = SourceSpec(
        "a",
        time=TimeRule(("at",)),
        interactions=(InteractionRule(Origin(column="params[page]"), Origin(constant="web")),),
    )
    one = Preset("Tool", "a", "documented", "Ask it.", ("at",), spec)
    found = one.spec_for(["AT", "Params"])
    assert found is not None
    assert found.interactions[0].name == Origin(column="Params[page]")
    assert one.spec_for(["AT"]) is None


@pytest.mark.parametrize(
    "more",
    [
        {"also": (("Skapad", "Nowhere"),)},
        {"shows": (("Elsewhere", "x"),)},
        {"leaves": ("everything",)},
    ],
)
def test_a_preset_that_cannot_hold_is_refused(more) -> None:
    with pytest.raises(ValueError, match="expected"):
        _preset("a", "Created at", **more)


@pytest.mark.parametrize(
    "text", ["tool: [", "tool: Tool", "", "tool: T\nexport: e\nbasis: guessed\nhow: h\ncolumns: [a]"]
)
def test_a_broken_file_is_told_and_not_raised(text) -> None:
    found = preset_from_yaml(text, where="broken.yaml")
    assert isinstance(found, str)
    assert "broken.yaml" in found


def test_an_import_goes_on_without_a_broken_preset(monkeypatch) -> None:
    presets.cache_clear()
    good = next(iter(module._read().values()))
    monkeypatch.setattr(module, "_read", lambda: {"a.yaml": "a.yaml is broken", "b.yaml": good})
    try:
        assert presets() == (good,)
        assert module.faults() == ("a.yaml is broken",)
        assert recognised(["nothing", "of", "the kind"]) is None
    finally:
        presets.cache_clear()


def test_every_preset_says_how_to_get_the_export() -> None:
    assert all(one.how.strip().endswith(".") and len(one.how) > 30 for one in presets())
