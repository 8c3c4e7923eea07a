import pytest

from resa.store.settings import SettingsChangedError, SettingsError, dumped, load, save


def only_known(content):
    return [f"unknown setting {name!r}" for name in content if name not in ("goals", "lang", "since")]


def test_missing_file_is_an_empty_mapping(tmp_path):
    assert load(tmp_path / "goals.yaml").content == {}


def test_saved_content_comes_back(tmp_path):
    path = tmp_path / "goals.yaml"
    content = {"goals": {"köp": {"where": "kind = order", "money": None}}, "lang": "no", "since": "2026-01-01"}
    save(path, content, read=load(path))
    assert load(path).content == content


def test_a_country_called_no_stays_a_text(tmp_path):
    path = tmp_path / "goals.yaml"
    path.write_text("lang: no\nsince: 2026-01-01\ngoals: on\n")
    assert load(path).content == {"lang": "no", "since": "2026-01-01", "goals": "on"}


def test_all_faults_are_said_at_once(tmp_path):
    path = tmp_path / "goals.yaml"
    path.write_text("gaols: 1\nlnag: 2\n")
    with pytest.raises(SettingsError) as caught:
        load(path, check=only_known)
    assert caught.value.faults == ("unknown setting 'gaols'", "unknown setting 'lnag'")


@pytest.mark.parametrize(
    "broken", ["goals: [1, 2", "goals: 1\ngoals: 2\n", "- a list\n", "gaols: 1\n", "\tx: 1", "x: " + "[" * 99_999]
)
def test_a_broken_hand_edit_keeps_the_last_good_content_and_says_so(tmp_path, broken):
    path = tmp_path / "goals.yaml"
    path.write_text("goals: {purchase: 1}\n")
    load(path, check=only_known)
    path.write_text(broken)
    settings = load(path, check=only_known)
    assert settings.content == {"goals": {"purchase": 1}}
    assert len(settings.faults) == 1


def test_a_fault_names_its_line(tmp_path):
    path = tmp_path / "goals.yaml"
    path.write_text("goals: 1\nlang: 'open\n")
    with pytest.raises(SettingsError, match="line 3"):
        load(path)


def test_an_edit_made_meanwhile_is_not_lost(tmp_path):
    path = tmp_path / "goals.yaml"
    path.write_text("goals: 1\n")
    read = load(path)
    path.write_text("goals: 2\n")
    with pytest.raises(SettingsChangedError, match=r"goals\.yaml"):
        save(path, {"goals": 3}, read=read)
    assert load(path).content == {"goals": 2}


def test_comments_at_the_top_stay(tmp_path):
    path = tmp_path / "goals.yaml"
    path.write_text("# what counts\n\ngoals: 1\n")
    save(path, {"goals": 2}, read=load(path))
    assert path.read_text() == "# what counts\n\ngoals: 2\n"


def test_yaml_is_in_the_order_given_and_keeps_nordic_letters():
    assert dumped({"b": "å", "a": ["x"]}) == "b: å\na:\n- x\n"
