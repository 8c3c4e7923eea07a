"""Further headings go into the names, lists become records, and both read the same from any position on."""

from resa.collect.readers.raw import FileFormat
from resa.collect.readers.read import read
from resa.collect.readers.sniff import sniff

SURVEY = """Respondent ID,Would you recommend us?,Which have you used?,,Why?
,Response,Store,App,Open-Ended Response
1,9,Store,,Kind people
2,3,,App,Too slow
"""
ORDERS = (
    '[{"no": 1, "lines": [{"sku": "a"}, {"sku": "b"}]}, {"no": 2, "lines": []}, {"no": 3, "lines": [{"sku": "c"}]}]'
)


def _rows(path, written: FileFormat, **more):
    return [row for batch in read(path, written, **more) for row in batch.rows.to_pylist()]


def _survey(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path, FileFormat("csv", delimiter=",", quote='"', header_row=0, headings=1)


def test_options_stand_with_their_question_and_headings_are_no_records(tmp_path) -> None:
    path, written = _survey(tmp_path)
    assert _rows(path, written) == [
        {
            "Respondent ID": "1",
            "Would you recommend us?": "9",
            "Which have you used?: Store": "Store",
            "Which have you used?: App": "",
            "Why?": "Kind people",
        },
        {
            "Respondent ID": "2",
            "Would you recommend us?": "3",
            "Which have you used?: Store": "",
            "Which have you used?: App": "App",
            "Why?": "Too slow",
        },
    ]


def test_reading_on_from_a_position_keeps_the_names(tmp_path) -> None:
    path, written = _survey(tmp_path)
    assert _rows(path, written, start_at=2) == _rows(path, written)[1:]
    assert _rows(path, written, batch_rows=1) == _rows(path, written)


def test_the_fields_of_objects_become_columns(tmp_path) -> None:
    path = tmp_path / "events.csv"
    path.write_text('no,what,own.x\n1,"{""x"": 0.10, ""at"": {""y"": 2}}",7\n2,no object,8\n3,,9\n', encoding="utf-8")
    written = FileFormat("csv", delimiter=",", quote='"', header_row=0, opens=("what", "own", "nothing"))
    assert _rows(path, written) == [
        {"no": "1", "own.x": "7", "what": None, "what.x": "0.10", "what.at.y": "2"},
        {"no": "2", "own.x": "8", "what": "no object", "what.x": None, "what.at.y": None},
        {"no": "3", "own.x": "9", "what": "", "what.x": None, "what.at.y": None},
    ]


def test_the_elements_of_a_list_become_records(tmp_path) -> None:
    path = tmp_path / "orders.json"
    path.write_text(ORDERS, encoding="utf-8")
    written = FileFormat("json", each="lines")
    assert _rows(path, written) == [
        {"no": "1", "lines.sku": "a"},
        {"no": "1", "lines.sku": "b"},
        {"no": "3", "lines.sku": "c"},
    ]
    assert _rows(path, FileFormat("json", each="nothing"))[1] == {"no": "2", "lines": "[]"}


def test_a_page_of_an_api_is_a_list_though_it_names_itself(tmp_path) -> None:
    path = tmp_path / "page.json"
    path.write_text('{"type": "list", "total_count": 2, "data": [{"id": 1, "x": "a"}, {"id": 2, "x": "b"}]}', "utf-8")
    assert sniff(path).records_path == "data"
    path.write_text('{"type": "order", "total": 2, "data": [{"id": 1, "x": "a"}, {"id": 2, "x": "b"}]}', "utf-8")
    assert sniff(path).records_path is None
