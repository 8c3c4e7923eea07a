"""What was counted lately is kept, up to a number, and begun anew when answers may have changed."""

from dataclasses import dataclass

from resa.app.remembering import Lately, PerWorkspace


@dataclass
class Engine:
    revision: int = 1


class Open:
    """What a memory asks of an open workspace."""

    def __init__(self) -> None:
        self.engine, self.knowledge, self.catalogue = Engine(), object(), object()
        self.heard_mark = ("", "")


def test_what_was_asked_lately_is_made_once() -> None:
    made: list[int] = []
    lately: Lately[str, int] = Lately(2)
    for _ in range(3):
        assert lately.told("one", lambda: made.append(1) or 7) == 7
    assert made == [1]


def test_what_was_not_asked_for_longest_is_let_go() -> None:
    lately: Lately[str, int] = Lately(2)
    lately.keep("one", 1)
    lately.keep("two", 2)
    assert lately.get("one") == 1
    lately.keep("three", 3)
    assert [lately.get(key) for key in ("one", "two", "three")] == [1, None, 3]


def test_some_can_be_forgotten() -> None:
    lately: Lately[str, int] = Lately(9)
    for key in ("one", "two"):
        lately.keep(key, 1)
    lately.forget(lambda key: key == "one")
    assert [lately.get(key) for key in ("one", "two")] == [None, 1]


def test_a_memory_lasts_until_the_revision_or_a_setting_changes() -> None:
    memories, workspace = PerWorkspace(lambda _: object()), Open()
    first = memories.of(workspace)  # type: ignore[arg-type] # all that is asked of it
    assert memories.of(workspace) is first  # type: ignore[arg-type] # as above
    for change in (
        lambda: setattr(workspace.engine, "revision", 2),
        lambda: setattr(workspace, "knowledge", object()),
        lambda: setattr(workspace, "catalogue", object()),
    ):
        before = memories.of(workspace)  # type: ignore[arg-type] # as above
        change()
        assert memories.of(workspace) is not before  # type: ignore[arg-type] # as above


def test_two_workspaces_do_not_share() -> None:
    memories = PerWorkspace(lambda _: object())
    assert memories.of(Open()) is not memories.of(Open())  # type: ignore[arg-type] # as above
