"""What the local engine promises beyond the port: durability, many readers, no trace of the erased."""

import dataclasses
import multiprocessing
import random
import shutil
import signal
import time

import numpy as np
import pyarrow as pa
import pytest

from resa.kernels.transition import Transitions, TransitionWaits
from resa.model.condition import parse
from resa.model.errors import UnknownNameError
from resa.store.check import Told, batch, paths, who
from resa.store.durable import DamagedFileError
from resa.store.engines.local import revision
from resa.store.engines.local.build import build
from resa.store.engines.local.engine import LocalEngine
from resa.store.engines.local.journeystore import load
from resa.store.engines.local.query import QueryError
from resa.store.keptreading import KeptReadings
from resa.store.labelfile import read_labels, write_labels
from resa.store.port import Scope
from resa.store.view import VIEWS

SECOND = 1_000_000


@pytest.fixture
def engine(tmp_path):
    return LocalEngine.open(tmp_path / "w", create=True)


def with_identifiers(assignment, *rows):
    customer, namespace, text = zip(*rows, strict=True)
    table = pa.table({"customer": pa.array(customer, pa.int32()), "namespace": namespace, "text": text})
    return dataclasses.replace(assignment, tables={"identifiers": table})


def test_an_unknown_value_lists_the_nearest(engine):
    engine.append(batch([Told(0, 0, channel="store"), Told(0, 1, channel="web")]))
    with pytest.raises(UnknownNameError, match="unknown channel 'stroe'; nearest: store"):
        engine.fold([Transitions()], scope=Scope(where=parse("channel = stroe")))


def test_a_reader_stays_at_its_revision_until_it_refreshes(engine):
    engine.append(batch([Told(0, 0, "a")]))
    reader = LocalEngine.open(engine.workspace.folder)
    engine.append(batch([Told(0, 1, "b")], first_key=5))
    assert paths(reader) == {0: ["a"]}
    reader.refresh()
    assert paths(reader) == {0: ["a", "b"]}


def test_a_reader_whose_files_were_taken_away_answers_at_the_newest_revision(engine):
    engine.append(batch([Told(0, 0, "a"), Told(1, 0, "b")]))
    reader = LocalEngine.open(engine.workspace.folder)
    engine.erase([1])
    assert paths(reader) == {0: ["a"]}
    assert reader.query("SELECT count(*) AS n FROM interactions").to_pylist() == [{"n": 1}]


def test_a_store_built_in_pieces_equals_one_built_at_once(engine, tmp_path):
    rows = [Told(at % 40, (at * 7919) % 1000 * SECOND, f"t{at % 5}") for at in range(2000)]
    engine.append(batch(rows[:1200]))
    engine.append(batch(rows[1200:], first_key=5000))
    segments = engine.workspace.read().segments
    for number, most in enumerate((10_000, 90)):
        build(
            engine.workspace,
            segments,
            assignment=engine.assignment(),
            catalogue={},
            folder=tmp_path / str(number),
            most_rows=most,
        )
    whole, pieces = (load(tmp_path / name).histories for name in ("0", "1"))
    for field in dataclasses.fields(whole.partition):
        one, other = getattr(whole.partition, field.name), getattr(pieces.partition, field.name)
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else True, field.name
    assert np.array_equal(whole.instant, pieces.instant)


def test_a_journey_store_that_is_damaged_is_built_anew(engine):
    engine.append(batch([Told(0, 0, "a"), Told(0, 1, "b")]))
    engine.compact()
    for file in (engine.workspace.folder / "journeys").rglob("meta.json"):
        file.write_bytes(b"{}")
    assert paths(LocalEngine.open(engine.workspace.folder)) == {0: ["a", "b"]}


def test_compaction_leaves_one_journey_store(engine):
    engine.append(batch([Told(0, 0, "a")]))
    engine.compact()
    engine.append(batch([Told(0, 1, "b")], first_key=5))
    engine.compact()
    assert len(list((engine.workspace.folder / "journeys").iterdir())) == 1
    assert paths(LocalEngine.open(engine.workspace.folder)) == {0: ["a", "b"]}


def test_nothing_of_an_erased_person_is_left_in_any_file(engine):
    secret = "qvist-9917"
    engine.append(
        batch(
            [
                Told(0, 0, "home", facts={"note": "kept", "text": "kept"}),
                Told(1, 0, f"page of {secret}", facts={"note": secret, "text": secret, "properties": [("k", secret)]}),
                Told(1, 5, "home", facts={"profile": {"name": secret}, "campaign": secret}),
            ]
        )
    )
    engine.assign(with_identifiers(who(0, 1), (0, "email", "kept@x.se"), (1, "email", f"{secret}@x.se")))
    engine.compact()
    engine.erase([1])
    engine.compact()
    for file in engine.workspace.folder.rglob("*"):
        assert file.is_dir() or secret.encode() not in readable(file), file
    assert paths(engine) == {0: ["home"]}
    (line,) = engine.ledger()
    assert line.is_balanced
    assert (line.received, line.stored, line.erased) == (3, 1, 2)


def test_what_was_read_and_said_of_the_words_of_an_erased_person_goes_with_them(engine):
    folder = engine.workspace.folder
    ours, shared, hers = "kept alone", "said by both", "said by her"
    facts = [{"text": ours}, {"text": shared}, {"text": shared}, {"text": hers}]
    engine.append(batch([Told(at // 2, at, facts=fact) for at, fact in enumerate(facts)]))
    engine.assign(who(0, 1))
    kept = KeptReadings(folder)
    kept.add("v", keys=kept.keys([ours, shared, hers]), columns={"at": pa.array([0, 1, 2])})
    write_labels(folder, [{"text": one, "feeling": "negative"} for one in (ours, shared, hers, "never said here")])
    engine.erase([1])
    assert sorted(kept.known("v")["at"].to_pylist()) == [0, 1]
    assert [line["text"] for line in read_labels(folder)[0]] == [ours, "never said here", shared]


def readable(file):
    """The file's bytes, and those of a Parquet file without its compression."""
    content = file.read_bytes()
    if file.suffix != ".parquet":
        return content
    import pyarrow.parquet as pq

    table = pq.read_table(file, partitioning=None)
    return content + str(table.to_pydict()).encode() + str(table).encode()


def test_an_erased_record_is_remembered_by_its_key_only(engine):
    engine.append(batch([Told(0, 0), Told(1, 0)], first_key=70))
    engine.erase([1])
    high, low = engine.log.erased_keys("shop")
    assert (high.tolist(), low.tolist()) == ([0], [71])


def test_a_rejected_record_that_names_the_person_goes_too(engine):
    one = batch([Told(0, 0), Told(1, 0, facts={"note": "call sara.berg@x.se back"})])
    silent = one.yielded["interactions"].slice(0, 1)
    engine.append(dataclasses.replace(one, yielded={"interactions": silent}))
    engine.assign(with_identifiers(who(0, 1), (1, "email", "Sara.Berg@x.se")))
    engine.erase([1])
    assert engine.log.records(1)["note"].to_pylist() == [""]


def test_views_have_the_documented_columns(engine):
    engine.append(batch([Told(0, 0, facts={"profile": {"country": "SE"}, "money_minor": 1250, "currency": "ISK"})]))
    for view in VIEWS.values():
        found = engine.query(f"SELECT column_name, column_type FROM (DESCRIBE {view.name})").to_pylist()
        kinds = {row["column_name"]: row["column_type"] for row in found}
        assert {column.name: column.kind for column in view.columns}.items() <= kinds.items(), view.name


def test_views_show_customers_by_their_best_identifier(engine):
    engine.append(batch([Told(0, 0, facts={"money_minor": 1250, "currency": "SEK"}), Told(1, 3 * SECOND), Told(-1, 0)]))
    engine.assign(with_identifiers(who(0, 0), (0, "email", "a@x.se"), (0, "customer_number", "C1")))
    sql = "SELECT customer, sum(money) AS money, count(*) AS n FROM interactions GROUP BY customer ORDER BY n"
    assert engine.query(sql).to_pylist() == [
        {"customer": None, "money": None, "n": 1},
        {"customer": "customer_number:C1", "money": 12.5, "n": 2},
    ]


def test_a_view_follows_handovers_as_paths_do(engine):
    from resa.store.check import handed_over

    engine.append(batch([Told(0, 0), Told(0, 5 * SECOND), Told(1, 0)]))
    engine.assign(handed_over(0, 1, subject=0, at=5 * SECOND, to=1))
    sql = "SELECT customer_code AS c, count(*) AS n FROM interactions GROUP BY c ORDER BY c"
    assert engine.query(sql).to_pylist() == [{"c": 0, "n": 1}, {"c": 1, "n": 2}]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1; SELECT 2", "expected one SELECT statement, got SELECT, SELECT"),
        ("DROP VIEW interactions", "expected one SELECT statement, got DROP"),
        ("", "got nothing"),
        ("SELECT * FROM read_csv('/etc/hosts')", "Permission"),
        ("SELECT nothing FROM customers", "not found"),
        ("SELEC", "syntax error"),
    ],
)
def test_only_one_select_over_the_views_runs(engine, sql, said):
    with pytest.raises(QueryError, match=said):
        engine.query(sql)


def test_an_unknown_view_lists_the_nearest(engine):
    with pytest.raises(UnknownNameError, match="unknown view 'custmers' in the query; nearest: customers"):
        engine.query("SELECT * FROM custmers")


def test_figures_stay_exact_while_journey_stores_are_built_beside_the_questions(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(revision, "_SMALL", 200)
    monkeypatch.setattr(revision, "_LARGE_SHARE", 0)
    rng = random.Random(4)
    asked = [TransitionWaits(), Transitions()]

    def delivered(number, size):
        rows = [Told(rng.randrange(30), rng.randrange(10_000) * SECOND, rng.choice("abc")) for _ in range(size)]
        engine.append(batch(rows, first_key=number * 1_000))

    delivered(0, 300)
    engine.compact()
    stores = set()
    for number in range(1, 300):  # until stores were taken over, however long their builder waits for the machine
        delivered(number, 12)
        if number == 20:
            engine.erase([3])
        found = engine.fold(asked, scope=Scope())
        folder = tmp_path / str(number)
        folder.mkdir()
        afresh = engine.rebuilt(folder).fold(asked, scope=Scope())
        np.testing.assert_array_equal(found[0].seconds, afresh[0].seconds)
        np.testing.assert_array_equal(found[1].count, afresh[1].count)
        stores.add(engine.current().manifest.journeys)
        time.sleep(0.01)
        if number >= 30 and len(stores) > 2:
            break
    assert len(stores) > 2


@pytest.mark.parametrize(
    ("columns", "names"),
    [("1 AS x, 2 AS x", ["x", "x_2"]), ("1 AS x, 2 AS x, 3 AS x_2, 4 AS x", ["x", "x_3", "x_2", "x_4"])],
)
def test_columns_of_one_name_are_all_kept(engine, columns, names):
    found = engine.query(f"SELECT {columns}")
    assert found.column_names == names
    assert [found[name].to_pylist() for name in names] == [[number] for number in range(1, len(names) + 1)]


@pytest.mark.parametrize("kept_bytes", [0, 100])
def test_a_damaged_segment_is_named_with_the_remedy(engine, kept_bytes):
    engine.append(batch([Told(0, 0)]))
    (segment,) = engine.log.workspace.read().segments
    path = engine.workspace.path(segment.tables["interactions"].path)
    engine.current()
    path.write_bytes(path.read_bytes()[:kept_bytes])
    with pytest.raises(DamagedFileError, match=f"bytes once written to .*{path.name}, got others; run `resa replay`"):
        engine.query("SELECT count(*) FROM interactions")


def test_a_missing_segment_is_named(engine):
    engine.append(batch([Told(0, 0)]))
    (segment,) = engine.log.workspace.read().segments
    path = engine.workspace.path(segment.tables["interactions"].path)
    engine.compact()
    path.unlink()
    with pytest.raises(DamagedFileError, match=f"expected the file .*{path.name}, it is missing; run `resa check`"):
        engine.query("SELECT count(*) FROM interactions")


def test_fields_follow_the_rows_asked_for(engine):
    engine.append(batch([Told(0, 0, facts={"score": 1.0}), Told(0, 1, facts={"score": 2.0})]))
    engine.append(batch([Told(0, 2, facts={"score": 3.0})], first_key=9))
    found = engine.further().fields(np.array([2, 0, 1, 2]), names=["score", "channel"])
    assert found["score"].to_pylist() == [3.0, 1.0, 2.0, 3.0]


def append_forever(folder, seed):
    """Appends batches of ten until it is killed."""
    engine = LocalEngine.open(folder)
    number = 0
    while True:
        rows = [Told(number % 5, number * SECOND, "step", facts={"note": str(seed)}) for _ in range(10)]
        engine.append(batch(rows, source=f"s{seed}", first_key=number * 10))
        number += 1


def killed_while_appending(folder, *, seed):
    rng = random.Random(seed)
    before = LocalEngine.open(folder, create=True).revision
    process = multiprocessing.get_context("spawn").Process(target=append_forever, args=(folder, seed))
    process.start()
    reader = LocalEngine.open(folder)
    while reader.refresh() == before:
        time.sleep(0.01)
    time.sleep(rng.random() * 0.3)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    return before


def check_whole(folder):
    """Whatever was being written when the kill came: each batch is wholly there or not at all."""
    engine = LocalEngine.open(folder)
    assert engine.log.verify() == ()
    assert all(line.is_balanced for line in engine.ledger())
    assert all(line.stored % 10 == 0 for line in engine.ledger())
    interactions = sum(partition.interactions for partition in engine.partitions(Scope()))
    assert interactions == sum(line.stored for line in engine.ledger())
    engine.append(batch([Told(0, 0)] * 10, source="after", first_key=random.Random(engine.revision).getrandbits(60)))


@pytest.mark.flow
def test_five_kills_lose_nothing_and_leave_no_half_batch(tmp_path):
    for seed in range(5):
        killed_while_appending(tmp_path / "w", seed=seed)
        check_whole(tmp_path / "w")


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_leave_no_half_batch(tmp_path):
    for seed in range(50):
        killed_while_appending(tmp_path / "w", seed=seed)
        check_whole(tmp_path / "w")


@pytest.mark.flow
def test_a_reader_beside_a_writer_never_sees_half_a_batch(tmp_path):
    folder = tmp_path / "w"
    LocalEngine.open(folder, create=True)
    process = multiprocessing.get_context("spawn").Process(target=append_forever, args=(folder, 1))
    process.start()
    try:
        reader = LocalEngine.open(folder)
        seen = 0
        while seen < 15:
            revision = reader.refresh()
            interactions = sum(partition.interactions for partition in reader.partitions(Scope()))
            assert interactions == 10 * revision
            assert reader.query("SELECT count(*) AS n FROM interactions").to_pylist() == [{"n": 10 * revision}]
            seen += 1
    finally:
        process.kill()
        process.join()


def test_what_a_crash_leaves_at_any_step_of_a_commit_is_nothing(engine, tmp_path):
    """The commit is the rename of the manifest: any part of the files before it is as good as none."""
    engine.append(batch([Told(0, 0, "a")]))
    before = (engine.workspace.folder / "manifest.json").read_bytes()
    engine.append(batch([Told(0, 1, "b")], first_key=5))
    torn = engine.workspace.folder / "segments" / "000002-2" / "records.parquet"
    whole = torn.read_bytes()
    for length in (0, 4, len(whole) // 2, len(whole)):
        copy = tmp_path / f"copy{length}"
        shutil.copytree(engine.workspace.folder, copy)
        (copy / "manifest.json").write_bytes(before)
        (copy / "segments" / "000002-2" / "records.parquet").write_bytes(whole[:length])
        again = LocalEngine.open(copy)
        assert paths(again) == {0: ["a"]}
        assert again.log.verify() == ()
        again.append(batch([Told(0, 2, "c")], first_key=9))
        assert paths(again) == {0: ["a", "c"]}


def test_grouping_keeps_the_journey_store_in_step(engine):
    engine.append(batch([Told(0, 0, "home"), Told(0, 1, "start"), Told(0, 2, "basket")]))
    engine.compact()
    engine.group({("web", "home"): "front", ("web", "start"): "front"})
    again = LocalEngine.open(engine.workspace.folder)
    assert paths(again) == {0: ["front", "front", "basket"]}
    folder = engine.workspace.path(again.workspace.read().journeys)
    assert load(folder).histories.partition.dictionary.touchpoints == ("front", "web: basket")
    assert load(folder).histories.partition.touchpoint.tolist() == [0, 0, 1]


def test_erasing_leaves_no_identifier_in_tables_that_are_numbered_by_row(engine):
    engine.append(batch([Told(0, 0), Told(1, 0)]))
    kept = with_identifiers(who(0, 1), (0, "email", "kept@x.se"), (1, "email", "gone@x.se"))
    book = pa.table({"namespace": ["email", "email"], "text": ["gone@x.se", "kept@x.se"]})
    conflicts = pa.table({"identifiers": [["email:gone@x.se"], ["email:kept@x.se"]]})
    engine.assign(dataclasses.replace(kept, tables={**kept.tables, "book_identifiers": book, "conflicts": conflicts}))
    engine.erase([1])
    tables = engine.assignment().tables
    assert tables["book_identifiers"]["text"].to_pylist() == ["erased:0", "kept@x.se"]
    assert tables["conflicts"]["identifiers"].to_pylist() == [["email:kept@x.se"]]
    assert tables["identifiers"]["text"].to_pylist() == ["kept@x.se"]


def test_a_file_that_somebody_took_away_is_said(engine):
    engine.append(batch([Told(0, 0)]))
    file = engine.workspace.path(engine.workspace.read().segments[0].tables["interactions"].path)
    file.unlink()
    with pytest.raises(DamagedFileError, match=r"interactions\.parquet, it is missing; run `resa check`"):
        engine.fold([Transitions()], scope=Scope())
