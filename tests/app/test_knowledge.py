"""Settings people write by hand: followed, or told about while what they last said well goes on holding."""

from pathlib import Path

import pytest

from resa.app.knowledge import Defaults, change_setting, read_knowledge
from resa.mapping.goals import DEFAULT_GOAL
from resa.model.errors import UsageError
from resa.model.journey import JourneyRules
from resa.model.stage import DEFAULT_STAGES


def test_an_empty_folder_says_the_defaults(tmp_path: Path) -> None:
    known = read_knowledge(tmp_path)
    assert known.stages == DEFAULT_STAGES
    assert known.goals == (DEFAULT_GOAL,)
    assert known.rules == JourneyRules(90, 30)
    assert known.defaults == Defaults()
    assert known.faults == ()


def test_what_is_written_is_followed(tmp_path: Path) -> None:
    change_setting(tmp_path, "journeys.yaml", "gap_days: 60\n")
    change_setting(tmp_path, "workspace.yaml", "zone: Europe/Oslo\nregion: 'NO'\n")
    known = read_knowledge(tmp_path)
    assert known.rules.gap_days == 60
    assert known.defaults.zone == "Europe/Oslo"
    assert known.defaults.region == "NO"


def test_a_broken_hand_edit_keeps_the_last_good_version_and_says_so(tmp_path: Path) -> None:
    change_setting(tmp_path, "journeys.yaml", "gap_days: 60\n")
    read_knowledge(tmp_path)
    (tmp_path / "journeys.yaml").write_text("gap_days: [60\n", encoding="utf-8")
    known = read_knowledge(tmp_path)
    assert known.rules.gap_days == 60
    (fault,) = known.faults
    assert "journeys.yaml is not followed, what it last said well holds" in fault
    assert "line" in fault


def test_a_broken_hand_edit_is_not_written_over(tmp_path: Path) -> None:
    change_setting(tmp_path, "stages.yaml", "stages: [dream, buy]\n")
    (tmp_path / "stages.yaml").write_text("stages: [dream, buy\n", encoding="utf-8")
    with pytest.raises(UsageError, match="it is broken"):
        change_setting(tmp_path, "stages.yaml", "stages: [dream]\n")
    assert (tmp_path / "stages.yaml").read_text(encoding="utf-8") == "stages: [dream, buy\n"


def test_an_unknown_time_zone_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "workspace.yaml").write_text("zone: Mars/Olympus\n", encoding="utf-8")
    with pytest.raises(UsageError, match="usable settings"):
        read_knowledge(tmp_path)
