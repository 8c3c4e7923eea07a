"""The thread on which is drawn: what runs out of its time is told as that, never as a fault of the disk."""

import pytest

from resa.mapping.export.drawingthread import DrawingTooLongError, on_drawing_thread


def test_a_script_that_never_ends_is_given_up() -> None:
    def endless() -> str:
        raise TimeoutError("ran out of its time")

    with pytest.raises(DrawingTooLongError, match="within a minute"):
        on_drawing_thread(endless)
    assert on_drawing_thread(lambda: "the next is drawn") == "the next is drawn"
