import numpy as np

from resa.store.assignment import Assignment
from resa.store.who import changed_subjects, customers_of, resolved


def assignment(customers, handovers=()):
    columns = list(zip(*sorted(handovers), strict=True)) or [(), (), ()]
    kinds = (np.int32, np.int64, np.int32)
    return Assignment(
        np.array(customers, np.int32), *(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True))
    )


def who(one, *uses):
    subject, instant = zip(*uses, strict=True)
    return resolved(one, subject=np.array(subject, np.int32), instant=np.array(instant, np.int64)).tolist()


def test_before_anybody_said_who_is_who_every_subject_is_a_customer():
    assert who(assignment([]), (3, 0), (-1, 0), (0, 5)) == [3, -1, 0]


def test_a_device_belongs_to_each_login_until_the_next():
    one = assignment([0, 1, 2], [(1, 10, 0), (1, 20, 2), (2, 5, 0)])
    assert who(one, (1, 9), (1, 10), (1, 19), (1, 20), (0, 15), (2, 5), (2, 4)) == [1, 0, 0, 2, 0, 0, 2]


def test_changed_subjects_are_those_of_which_any_time_differs():
    old, new = assignment([0, 0, 2], [(1, 10, 2)]), assignment([0, 0, 0, 3], [(1, 11, 2)])
    assert changed_subjects(old, new).tolist() == [1, 2]
    assert customers_of(new, np.array([1, 2], np.int32)).tolist() == [0, 2]
