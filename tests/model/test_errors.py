"""Errors carry a stable code, a sentence, and all faults at once."""

from resa.model.errors import FailureError, ResaError, UnknownNameError, UsageError, nearest


def codes(root: type[ResaError]) -> list[str]:
    return [root.code, *(code for child in root.__subclasses__() for code in codes(child))]


def test_all_faults_are_told_together() -> None:
    error = UsageError("the spec has 2 faults", faults=["line 3: no time", "line 9: no channel"])
    assert str(error) == "the spec has 2 faults\n  - line 3: no time\n  - line 9: no channel"


def test_the_two_branches_are_told_apart() -> None:
    assert issubclass(UnknownNameError, UsageError)
    assert not issubclass(FailureError, UsageError)


def test_the_nearest_names_come_first() -> None:
    assert nearest("Kassa", known=["Kassan påbörjad", "Köp i butik", "kassan"])[0] == "kassan"
    assert UnknownNameError("goal", "x", known=[]).sentence == "unknown goal 'x'; there are none yet"
