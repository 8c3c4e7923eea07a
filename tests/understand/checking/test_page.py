"""A saved page: what it shows, in any encoding, and that files which are none are told so at once."""

import time

import pytest

from resa.understand.checking.page import MOST_BYTES, PageError, read_page

PAGE = """<!doctype html><html><head><title>Kassan</title><meta name="viewport" content="width=device-width">
<link rel="canonical" href="https://shop.example/kassa"><script src="http://cdn.example/a.js"></script></head>
<body><nav><a class="btn" href="/login">Köp presentkort</a></nav><p>Här betalar du för dina varor</p>
<form role="search"><input name="q"></form>
<form action="/pay" method="post">
 <label for="mail">E-post</label><input id="mail" name="email" type="email" required autocomplete="email">
 <input name="phone" placeholder="Telefon">
 <label>Namn <input name="name" required></label>
 <fieldset><label><input type="radio" name="way" value="swish"> Swish</label>
 <label><input type="radio" name="way" value="card"> Kortbetalning</label></fieldset>
 <input type="hidden" name="token"><input type="submit" value="Betala nu">
</form><p>Tack för att du handlar hos oss, vi hörs</p><a href="/villkor">Våra villkor</a><a href="/kontakt">Kontakt</a>
</body></html>"""


def test_the_fields_of_the_largest_form_count_once_each_and_searches_do_not() -> None:
    page = read_page(PAGE.encode(), name="kassa.html")
    assert [one.kind for one in page.form] == ["email", "text", "text", "radio"]
    assert [one.has_label for one in page.form] == [True, False, True, True]
    assert [one.is_required for one in page.form] == [True, False, True, False]
    assert [one.autocomplete for one in page.form] == ["email", "", "", ""]
    assert [one.is_typed_for for one in page.form] == [True, False, True, True]  # a phone number typed as text


def test_what_a_page_says_of_itself_of_trust_and_of_paying() -> None:
    page = read_page(PAGE.encode(), name="kassa.html")
    assert (page.title, page.address, page.viewport) == ("Kassan", "https://shop.example/kassa", "width=device-width")
    assert page.trust == ("terms", "contact")
    assert page.payments == ("card", "phone")
    assert page.unsafe == ("http://cdn.example/a.js",)
    assert page.actions == ("", "/pay")


def test_the_first_call_to_act_stands_in_no_menu_and_its_place_is_a_share_of_the_text() -> None:
    page = read_page(
        b"<nav><button>Buy</button></nav><p>12345</p><button>Buy it now</button><p>1234567890</p>", name="a"
    )
    assert page.call == "Buy it now"
    assert page.call_letters == 8  # "Buy" in the menu, and the five figures
    assert page.call_share == 8 / (3 + 5 + 10 + 10)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_in_any_encoding(encoding: str) -> None:
    page = read_page("<title>Köp på båten</title><p>å</p>".encode(encoding), name="a.html")
    assert page.title == "Köp på båten"


def test_a_stated_encoding_holds_and_an_unknown_one_is_passed_over() -> None:
    assert read_page("<meta charset='iso-8859-1'><title>Kø</title>".encode("latin-1"), name="a").title == "Kø"
    assert read_page("<meta charset='x-none'><title>Kø</title>".encode(), name="a").title == "Kø"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "which is empty"),
        (b"%PDF-1.7\n\0\0", "which is no text"),
        (b"just words", "without any element"),
        (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n", "which is a web archive"),
        (b"<p>" + b"a" * MOST_BYTES, "with 10 MB"),
    ],
)
def test_a_file_that_is_no_page_is_told_so_with_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(PageError, match=says) as told:
        read_page(content, name="odd.html")
    assert "save the page from a browser" in str(told.value)
    assert "'odd.html'" in str(told.value)


@pytest.mark.parametrize("part", ["<", "<a ", "</", "<!--", '<a b="', "<a '>", "<div>", "<a>", "<![CDATA[", "<input>"])
def test_however_odd_a_page_is_the_cost_grows_with_its_length(part: str) -> None:
    begun = time.process_time()
    read_page(b"<p>" + part.encode() * 20_000, name="odd.html")
    assert time.process_time() - begun < 3  # by squares it would be minutes
