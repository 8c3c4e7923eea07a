"""Who is who, on tables small enough to check by eye."""

import numpy as np
import pyarrow as pa

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.decision import Decision, Decisions, Verdict
from resa.collect.identity.evidence import UNTIMED
from resa.collect.identity.projection import label
from resa.collect.identity.resolve import Resolver, resolve
from resa.collect.identity.undo import undo
from resa.model.identifier import Identifier
from resa.store.assignment import Assignment

HOUR = 3_600_000_000

Record = tuple[int, str]


def book_of(*records: Record, source: str = "shop") -> tuple[IdentityBook, np.ndarray, np.ndarray]:
    """Records are (hour, "namespace:text namespace:text"); hour -1 is unknown. Returns book, subjects, times."""
    book = IdentityBook()
    subjects, times = add(book, *records, source=source)
    return book, subjects, times


def add(book: IdentityBook, *records: Record, source: str = "shop") -> tuple[np.ndarray, np.ndarray]:
    times = np.array([UNTIMED if hour < 0 else hour * HOUR for hour, _ in records], dtype=np.int64)
    found = []
    for at, (_, text) in enumerate(records):
        columns = [(name.split(":")[0], pa.array([name.split(":")[1]], pa.string())) for name in text.split()]
        found.append(book.subjects(columns, times_us=times[at : at + 1], source=source)[0])
    return np.array(found, dtype=np.int32), times


def customers(*records: Record, decisions: Decisions | None = None) -> list[int]:
    """The customer of each record, renumbered in order of first appearance."""
    book, subjects, times = book_of(*records)
    found = resolve(book, decisions or Decisions()).resolve(subjects, time=times)
    return renumbered(found)


def renumbered(found: np.ndarray) -> list[int]:
    names: dict[int, int] = {}
    return [names.setdefault(int(one), len(names)) for one in found]


def apart(one: str, other: str) -> Decision:
    return Decision(Verdict.APART, named(one), named(other))


def together(one: str, other: str) -> Decision:
    return Decision(Verdict.TOGETHER, named(one), named(other))


def named(text: str) -> Identifier:
    return Identifier(*text.split(":"))


def rules(assignment: Assignment) -> list[tuple[str, list[str]]]:
    return [(row["rule"], row["identifiers"]) for row in assignment.tables["conflicts"].to_pylist()]


def test_records_with_the_same_identifier_have_one_customer() -> None:
    assert customers((1, "email:a"), (2, "email:b"), (3, "email:a")) == [0, 1, 0]


def test_a_record_that_carries_two_identifiers_joins_those_who_carried_one() -> None:
    assert customers((1, "email:a"), (2, "phone:1"), (3, "email:a phone:1")) == [0, 0, 0]


def test_a_record_without_identifier_has_no_subject_and_no_customer() -> None:
    book = IdentityBook()
    emails = pa.array(["a", None, ""])
    subjects = book.subjects([("email", emails)], times_us=np.zeros(3, dtype=np.int64), source="shop")
    assert subjects.tolist() == [0, -1, -1]
    assert resolve(book).resolve(subjects, time=np.zeros(3, dtype=np.int64)).tolist() == [0, -1, -1]


def test_the_same_text_in_two_namespaces_is_two_identifiers() -> None:
    assert customers((1, "login:kim"), (2, "crm:kim")) == [0, 1]


def test_two_customer_numbers_never_merge_even_on_one_record() -> None:
    book, subjects, times = book_of((1, "customer_number:1 customer_number:2"), (2, "customer_number:2"))
    found = resolve(book)
    assert renumbered(found.resolve(subjects, time=times)) == [0, 1]
    assert rules(found) == [("unique_namespace", ["customer_number:1", "customer_number:2"])]


def test_a_phone_of_two_customers_is_shared_and_links_nobody() -> None:
    records = [(1, "customer_number:1 phone:7"), (2, "customer_number:2 phone:7"), (3, "phone:7")]
    book, subjects, times = book_of(*records)
    found = resolve(book)
    assert renumbered(found.resolve(subjects, time=times)) == [0, 1, 2]
    assert rules(found) == [("shared_identifier", ["phone:7"])]
    (sentence,) = found.tables["conflicts"]["sentence"].to_pylist()
    assert sentence.startswith("phone:7 was seen with customer_number:1 and customer_number:2; it links nobody")


def test_a_call_teaches_a_phone_and_later_anonymous_calls_are_resolved_by_it() -> None:
    records = [(-1, "customer_number:1 phone:7"), (5, "customer_number:1 phone:8"), (9, "phone:8")]
    book, subjects, times = book_of(*records)
    found = resolve(book)
    assert renumbered(found.resolve(subjects, time=times)) == [0, 0, 0]
    links = {row["b"]: row["rule"] for row in found.tables["links"].to_pylist()}
    assert links == {"phone:7": "same_record", "phone:8": "learned"}


def test_customers_that_do_not_contradict_each_other_are_joined_by_a_bridge() -> None:
    assert customers((1, "loyalty:1 phone:7"), (2, "email:a phone:7"), (3, "email:a")) == [0, 0, 0]


def test_bridges_never_chain_customers_that_contradict_each_other() -> None:
    records = [(1, "loyalty:1 phone:7"), (2, "email:a phone:7"), (3, "email:a phone:8"), (4, "loyalty:2 phone:8")]
    book, subjects, times = book_of(*records)
    found = resolve(book)
    assert renumbered(found.resolve(subjects, time=times)) == [0, 1, 1, 2]
    assert rules(found) == [("shared_identifier", ["phone:7"]), ("shared_identifier", ["phone:8"])]


def test_an_order_links_through_the_record_that_it_names() -> None:
    assert customers((1, "email:a order:9"), (2, "order:9"), (3, "ticket:4 order:9"), (4, "ticket:4")) == [0, 0, 0, 0]


def test_a_shared_email_does_not_keep_a_record_from_its_own_phone() -> None:
    records = [(1, "loyalty:1 email:f"), (2, "loyalty:2 email:f"), (3, "email:f phone:5"), (4, "phone:5")]
    assert customers(*records) == [0, 1, 2, 2]


def test_an_anonymous_device_before_the_login_belongs_to_that_login() -> None:
    assert customers((1, "device:d"), (2, "device:d login:a"), (3, "device:d")) == [0, 0, 0]


def test_s25_a_shared_tablet_goes_from_login_to_login() -> None:
    records = [
        (1, "device:d"),
        (2, "device:d login:a"),
        (3, "device:d"),
        (4, "device:d login:b"),
        (5, "device:d"),
        (6, "device:d login:a"),
        (7, "device:d"),
        (8, "login:b"),
    ]
    assert customers(*records) == [0, 0, 0, 1, 1, 0, 0, 1]


def test_s26_one_anonymous_id_and_two_accounts_is_a_conflict_and_no_merge() -> None:
    book, subjects, times = book_of((1, "device:d login:a"), (2, "device:d login:b"))
    found = resolve(book)
    assert renumbered(found.resolve(subjects, time=times)) == [0, 1]
    assert rules(found) == [("device_handover", ["device:d"])]
    assert found.tables["conflicts"]["customers"].to_pylist() == [[0, 1]]
    book, subjects, times = book_of((1, "anonymous:d login:a"), (2, "anonymous:d login:b"))
    found = resolve(book)
    assert renumbered(found.resolve(subjects, time=times)) == [0, 1]
    assert rules(found) == [("shared_identifier", ["anonymous:d"])]


def test_s27_a_wrong_merge_is_undone_by_its_id_and_everything_follows() -> None:
    records = [(1, "customer_number:1"), (2, "phone:7"), (3, "customer_number:1 phone:7"), (40, "phone:7")]
    book, subjects, times = book_of(*records)
    before = resolve(book)
    assert renumbered(before.resolve(subjects, time=times)) == [0, 0, 0, 0]
    (merge,) = before.tables["merges"].to_pylist()
    assert merge["identifiers"] == ["customer_number:1", "phone:7"]
    decisions = undo(Decisions(), merge["merge_id"], assignment=before)
    after = resolve(book, decisions)
    assert renumbered(after.resolve(subjects, time=times)) == [0, 1, 0, 1]
    assert [row["status"] for row in after.tables["merges"].to_pylist()] == ["undone"]
    again = resolve(book, decisions.without(merge["merge_id"]))
    assert again.resolve(subjects, time=times).tolist() == before.resolve(subjects, time=times).tolist()


def test_s23_a_merge_moves_records_and_counts_none_of_them_twice() -> None:
    records = [(1, "email:a"), (2, "phone:7"), (3, "phone:7"), (4, "email:a phone:7")]
    book, subjects, times = book_of(*records)
    found = resolve(book)
    assert np.bincount(found.resolve(subjects, time=times)).tolist() == [4]
    counts = {row["namespace"]: row["records"] for row in found.tables["identifiers"].to_pylist()}
    assert counts == {"email": 2, "phone": 3}


def test_an_undone_merge_stays_undone_when_other_records_would_join_them_again() -> None:
    records = [(1, "loyalty:1 phone:7"), (2, "email:a phone:7"), (3, "loyalty:1 phone:8"), (4, "email:a phone:8")]
    assert customers(*records) == [0, 0, 0, 0]
    assert customers(*records, decisions=Decisions((apart("loyalty:1", "email:a"),))) == [0, 1, 0, 1]


def test_a_person_may_join_two_customer_numbers() -> None:
    records = [(1, "customer_number:1 phone:7"), (2, "customer_number:2 phone:7"), (3, "phone:7")]
    decisions = Decisions((together("customer_number:1", "customer_number:2"),))
    assert customers(*records, decisions=decisions) == [0, 0, 0]


def test_a_person_may_say_whose_a_shared_phone_is() -> None:
    records = [(1, "customer_number:1 phone:7"), (2, "customer_number:2 phone:7"), (3, "phone:7")]
    assert customers(*records, decisions=Decisions((together("customer_number:2", "phone:7"),))) == [0, 1, 1]
    assert customers(*records, decisions=Decisions((apart("customer_number:1", "phone:7"),))) == [0, 1, 1]


def test_the_customer_code_is_the_smallest_of_its_subjects() -> None:
    book, subjects, _ = book_of((1, "phone:7"), (2, "email:a"), (3, "email:b"), (4, "email:a phone:7"))
    assert subjects.tolist() == [0, 1, 2, 3]
    assert resolve(book).customer.tolist() == [0, 0, 2, 0]


def test_the_label_is_the_most_trusted_identifier_then_the_earliest() -> None:
    book, _, _ = book_of((5, "loyalty:1 email:b"), (3, "loyalty:1 email:a"), (1, "phone:7"))
    found = resolve(book)
    assert label(found, 0) == Identifier("loyalty", "1")
    assert label(found, 2) == Identifier("phone", "7")
    assert label(found, 99) is None


def test_identifiers_say_when_they_were_seen_how_often_and_where() -> None:
    book, _, _ = book_of((5, "email:a phone:7"), (7, "email:a"))
    add(book, (3, "email:a"), source="calls")
    rows = resolve(book).tables["identifiers"].to_pylist()
    email = next(row for row in rows if row["namespace"] == "email")
    assert (email["first_seen"].hour, email["last_seen"].hour, email["records"]) == (3, 7, 3)
    assert email["sources"] == ["calls", "shop"]
    assert not email["is_shared"]


def test_growing_and_resolving_again_equals_resolving_at_once() -> None:
    records = [(1, "device:d"), (2, "device:d login:a"), (3, "login:b"), (4, "device:d login:b"), (5, "device:d")]
    book = IdentityBook()
    resolver = Resolver(book)
    for record in records:
        add(book, record)
        grown = resolver.resolve()
    whole = resolve(book)
    assert grown.customer.tolist() == whole.customer.tolist()
    assert grown.handover_time.tolist() == whole.handover_time.tolist() == [4 * HOUR]


def test_a_restored_book_has_the_same_codes_and_customers() -> None:
    records = [(1, "device:d login:a"), (2, "device:d login:b"), (-1, "customer_number:1 phone:7"), (9, "phone:7")]
    book, subjects, _ = book_of(*records)
    again = IdentityBook.restore(book.state())
    assert resolve(again).customer.tolist() == resolve(book).customer.tolist()
    assert resolve(again).tables["links"].equals(resolve(book).tables["links"])
    more, _ = add(again, *records)
    assert more.tolist() == subjects.tolist()
