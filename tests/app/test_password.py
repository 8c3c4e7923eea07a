"""What is asked of a password: length and not being guessed first; nothing of its composition."""

import pytest

from resa.app.password import WeakPasswordError, check_password, hashed, is_password

ABOUT = ("Åsa Öberg", "asa.oberg@example.com")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password123",
        "Summer2024!",
        "1234567890",
        "9876543210",
        "abcdefghijkl",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "P@ssw0rd2024",
        "passwordpassword",
        "asa.oberg12",
        "ÅsaÖberg2024",
        "lösenord1234",
        "!!velkommen!!",
        "x" * 257,
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        check_password(password, about=ABOUT)


@pytest.mark.parametrize(
    "password", ["correct cat battery", "vinterns sista buss", "gammelt brød smager", "ångbåt i dimman", "4h-8Kq!zPw"]
)
def test_a_few_words_in_a_row_will_do(password: str) -> None:
    check_password(password, about=ABOUT)


def test_a_password_is_kept_as_no_one_can_read_it() -> None:
    kept = hashed("ångbåt i dimman")
    assert kept.startswith("$argon2id$")
    assert is_password("ångbåt i dimman", kept=kept)
    assert is_password("a\u030angba\u030at i dimman", kept=kept), "å, or a and a ring"
    assert not is_password("angbat i dimman", kept=kept)
    assert not is_password("whatever it is", kept=None)
