"""Words inside Mermaid diagrams: signs that mean something there are written as numbers, as Mermaid itself reads them.

Source: Mermaid, syntax reference, "Entity codes to escape characters": `#35;` is the sign with the number 35.
"""

import re

_SIGNS = '#;:<>"`%&\\'
_KEYWORDS = re.compile(
    r"(journey|title|section|accTitle|accDescr|graph|flowchart|subgraph|end|direction)\b", flags=re.IGNORECASE
)
_NUMBER = re.compile(r"#(\d{1,7});")
_NAMED = {"quot": '"', "amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "semi": ";", "colon": ":", "hash": "#"}
_NAME = re.compile(r"#([a-z]{2,6});")
_BREAK = re.compile(r"<br\s*/?>", flags=re.IGNORECASE)


def written_text(text: str, *, also: str = "") -> str:
    r"""Returns a text as a diagram holds it; `also` names further signs that mean something at that place.

    >>> written_text("Price: 5;\nsection 2"), written_text("End of it")
    ('Price#58; 5#59;<br/>section 2', '#69;nd of it')
    """
    signs = _SIGNS + also
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    coded = ["".join(f"#{ord(one)};" if one in signs else one for one in line) for line in lines]
    joined = "<br/>".join(coded)
    return f"#{ord(joined[0])};{joined[1:]}" if _KEYWORDS.match(joined) or (joined[:1] in "-~" and joined) else joined


def read_text(text: str) -> str:
    r"""Returns what a text of a diagram says.

    >>> read_text("Price#58; 5#59;<br/>#115;ection 2")
    'Price: 5;\nsection 2'
    """
    with_breaks = _BREAK.sub("\n", text.strip())
    named = _NAME.sub(lambda found: _NAMED.get(found[1], found[0]), with_breaks)
    return _NUMBER.sub(lambda found: _letter(int(found[1]), found[0]), named)


def _letter(number: int, shown: str) -> str:
    is_letter = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if is_letter else shown
