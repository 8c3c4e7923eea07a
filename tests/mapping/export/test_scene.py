"""The drawing keeps its promises on awkward maps: nothing covered, nothing outside, nothing cut for good."""

from collections.abc import Callable

import edited
import pytest
import sample
from scene import overlaps, scene_of, shapes_of, text_boxes

from resa.model.resolvedmap import MapPage

PAGES: dict[str, Callable[[], MapPage]] = {
    "believable": sample.sample_page,
    "empty": sample.empty_page,
    "three touchpoints": sample.small_page,
    "sixty touchpoints": sample.crowded_page,
    "a thousand steps": sample.long_journey_page,
    "eight own stages": sample.own_stages_page,
    "fifty stages": lambda: sample.own_stages_page(count=50),
    "sixty letters": sample.long_names_page,
    "withheld": sample.withheld_page,
    "edited": edited.edited_page,
    "buying group": edited.group_page,
    "a stage without data": edited.hollow_page,
}
VIEWS = (
    {"width": 1440},
    {"width": 1024, "language": "sv"},
    {"width": 1440, "density": "dense", "columnWidths": "time", "language": "da"},
    {"width": 390, "medium": "phone", "language": "nb"},
    {"width": 1200, "isEditing": True, "unfolded": ["steps:retention", "steps:step:5"]},
)


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES.keys())
def page(request: pytest.FixtureRequest) -> MapPage:
    return request.param()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join(str(part) for part in list(view.values())[:3]))
def test_no_text_covers_another_and_none_leaves_the_drawing(page: MapPage, view: dict[str, object]) -> None:
    scene = scene_of(page, **view)
    assert overlaps(scene) == []
    outside = [box.words for box in text_boxes(scene) if box.x < -0.5 or box.x + box.w > scene["width"] + 1]
    assert outside == []


def test_shortened_text_keeps_the_whole_beside_it() -> None:
    scene = scene_of(sample.long_names_page(), width=1024)
    cut = [shape for _, shape in shapes_of(scene) if shape["kind"] == "text" and shape["text"].endswith("…")]
    assert cut
    assert [shape["text"] for shape in cut if len(shape.get("full", "")) <= len(shape["text"])] == []


def test_marks_have_a_place_and_words() -> None:
    marks = [shape["mark"] for _, shape in shapes_of(scene_of(sample.sample_page())) if "mark" in shape]
    assert len(marks) == len({mark["id"] for mark in marks})
    assert [mark for mark in marks if not mark["label"] or mark["w"] < 8 or mark["h"] < 8] == []


def test_the_same_map_gives_the_same_scene() -> None:
    assert scene_of(sample.sample_page()) == scene_of(sample.sample_page())
