"""Passwords: what is asked of one, and how it is kept and compared."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from threading import BoundedSemaphore
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from resa.model.errors import UsageError

LEAST_LENGTH = 10
MOST_LENGTH = 256

COMMON = frozenset(
    """
    abc abcd abcde abcdef abcdefg abcdefgh abcdefghij access admin administrator amanda andrea angel apple arsenal asdf
    asdfg asdfgh asdfghjk asdfghjkl ashley autumn azerty azertyuiop bailey barcelona baseball basketball batman
    battery blahblah bubbles butterfly buster changeme charlie cheese chelsea chocolate christmas company computer
    cookie correct corona dallas daniel default demo diamond donald dragon elephant everton facebook family
    flower football forever freedom friends fuckyou gandalf george ginger google guest hallo hannah harley hejhej
    hejsan heisann hello helloworld hockey hunter iloveyou iloveu internet jennifer jessica jordan justin killer
    kodeord letmein liverpool loesenord login lovely loveme losenord lösenord losen manchester master matrix matthew
    merlin michael michelle monday monkey monster mustang mypassword mynoob nicole ninja nothing october orange
    ordet pass passe passord passw passwd password passwort password-password peanut pepper pokemon prince princess
    purple q qaz qazwsx qazwsxedc qazxsw qwe qweasd qweasdzxc qwer qwert qwerty qwertyu qwertyui qwertyuio qwertyuiop
    qwertyuiopå rainbow ranger resa robert root samsung school secret september service shadow snoopy soccer
    sommar sommer sparky spring starwars stockholm summer sunshine superman superstar sverige danmark norge sweden
    denmark norway taylor test tester testing thomas thunder tigger toor trustno trustme unknown user vinter
    welcome welkom velkommen välkommen valkommen whatever william winter wizard wsx yankees yellow zaq zaqwsx zxcvbn
    zxcvbnm
    """.split()  # noqa: SIM905 - a list of two hundred quoted words reads worse
)
"""What the commonest passwords are made of, in small letters; digits and signs around them don't hide them."""

_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")

_hasher = PasswordHasher()
_turns = BoundedSemaphore(2)
"""A comparison takes 64 MB and a tenth of a second: two at a time, or a crowd would exhaust the machine."""

_NOBODY = _hasher.hash("nobody has this password")
"""Compared with where there is no account, so that the time does not tell."""


class WeakPasswordError(UsageError):
    """A password that is too short or that everybody guesses."""

    code: ClassVar[str] = "weak_password"


def check_password(password: str, *, about: Iterable[str] = ()) -> None:
    """Raises `WeakPasswordError` for a password that is too short, too long, or easily guessed.

    `about` are names and addresses of the person, which are guessed first. Nothing is asked of its composition.

    >>> check_password("correct cat battery")
    >>> check_password("Summer2024!")
    Traceback (most recent call last):
    ...
    resa.app.password.WeakPasswordError: expected a password that is hard to guess, ...
    """
    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        raise WeakPasswordError(
            f"expected a password of {LEAST_LENGTH} to {MOST_LENGTH} characters, got {len(password)}; "
            "a few words in a row are easy to remember"
        )
    guessed = COMMON | {
        _core(part)
        for text in about
        for part in [text, text.partition("@")[0], *re.split(r"\W+", text)]
        if len(part) >= 4
    }
    core = _core(password)
    if len(set(password)) < 5 or _is_run(password) or core in guessed or _is_repeated(core, guessed):
        raise WeakPasswordError(
            "expected a password that is hard to guess, got one that is tried first; a few words in a row that only "
            "you would put together do well"
        )


def hashed(password: str) -> str:
    """Returns how a password is kept."""
    with _turns:
        return _hasher.hash(_same(password))


def is_password(password: str, *, kept: str | None) -> bool:
    """Returns whether it is the password that is kept; takes as long where none is."""
    with _turns:
        try:
            return _hasher.verify(kept or _NOBODY, _same(password)) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


def _same(password: str) -> str:
    """Returns the password as every keyboard writes it: å is one letter, or a and a ring."""
    return unicodedata.normalize("NFKC", password)


def _core(text: str) -> str:
    """Returns the word inside: without digits and signs around it, lookalikes put back."""
    word = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text.casefold())
    return re.sub(r"[\W_]", "", word.translate(_LOOKALIKES))


def _is_run(password: str) -> bool:
    """Returns whether it only counts up or down, as 1234567890 and abcdefghij do."""
    steps = [ord(right) - ord(left) for left, right in itertools.pairwise(password)]
    return sum(abs(step) <= 1 or step == -9 for step in steps) >= len(steps) * 0.8


def _is_repeated(core: str, guessed: Iterable[str]) -> bool:
    """Returns whether it is a common word again and again."""
    return not core or any(len(word) >= 3 and core == word * (len(core) // len(word)) for word in guessed)
