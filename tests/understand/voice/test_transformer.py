"""The encoder's file and its arithmetic, on an encoder so small that a plain twin works it out beside it."""

import struct
from pathlib import Path

import numpy as np
import pytest
from scipy.special import erf

from resa.understand.voice.encoderfile import EncoderFile, opened, unpacked
from resa.understand.voice.transformer import MOST_COLUMNS, Transformer

WIDTH, WIDER, LAYERS, HEADS, LONGEST = 64, 96, 2, 2, 400
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁hej", "h", "e", "j", "▁du")
LETTERS = {0xC5: "A", 0x2028: " "}


def packed(weights: np.ndarray) -> bytes:
    """32 weights at a time: what a step is worth, then 4 bits each."""
    blocks = weights.reshape(-1, 32)
    scale = np.maximum(np.abs(blocks).max(axis=1) / 7, 1e-4).astype("<f2")
    steps = np.clip(np.rint(blocks / scale[:, None].astype(float)) + 8, 0, 15).astype(np.uint8)
    return b"".join(one.tobytes() + (row[:16] | row[16:] << 4).tobytes() for one, row in zip(scale, steps, strict=True))


def arrays() -> dict[str, bytes]:
    rng = np.random.default_rng(7)
    found: dict[str, bytes] = {}

    def numbers(name: str, count: int) -> None:
        found[name] = rng.normal(0.5 if name.endswith("n.w") else 0.0, 0.3, count).astype("<f4").tobytes()

    found["emb.word"] = packed(rng.normal(0, 1, (len(PIECES), WIDTH)))
    for name, count in (("pos", LONGEST * WIDTH), ("type", 2 * WIDTH), ("ln.w", WIDTH), ("ln.b", WIDTH)):
        numbers(f"emb.{name}", count)
    for layer in range(LAYERS):
        for part, outputs, inputs in [(one, WIDTH, WIDTH) for one in ("q", "k", "v", "ao")] + [
            ("fi", WIDER, WIDTH),
            ("fo", WIDTH, WIDER),
        ]:
            found[f"l{layer}.{part}.w"] = packed(rng.normal(0, 0.3, (outputs, inputs)))
            numbers(f"l{layer}.{part}.b", outputs)
        for part in ("aln.w", "aln.b", "oln.w", "oln.b"):
            numbers(f"l{layer}.{part}", WIDTH)
    return found


def written(path: Path) -> Path:
    spelt = [piece.encode() for piece in PIECES]
    scores = [0.0, 0.0, 0.0, 0.0, -4.0, -2.0, -3.0, -3.5, -5.0, -2.5]
    head = struct.pack("<4sI7ifi", b"E5S1", 1, WIDTH, LAYERS, HEADS, WIDER, len(PIECES), LONGEST, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, spelt)))
    head += struct.pack(f"<{len(PIECES) + 1}I", *np.cumsum([0, *map(len, spelt)]))
    head += struct.pack(f"<{len(PIECES)}f", *scores) + b"".join(spelt)
    forms = b"".join(struct.pack(f"<IB{len(to)}I", letter, len(to), *map(ord, to)) for letter, to in LETTERS.items())
    head += struct.pack("<iI", len(LETTERS), len(forms)) + forms
    content = arrays()
    at = len(head) + 4 + sum(23 + len(name) for name in content)
    listed = struct.pack("<i", len(content))
    for name, stored in content.items():
        listed += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(stored))
        at += len(stored)
    path.write_bytes(head + listed + b"".join(content.values()))
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> EncoderFile:
    return opened(written(tmp_path_factory.mktemp("encoder") / "small.bin"))


def evened(rows: np.ndarray, file: EncoderFile, name: str) -> np.ndarray:
    middle, spread = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    return (rows - middle) / np.sqrt(spread + 1e-12) * file.numbers(f"{name}.w") + file.numbers(f"{name}.b")


def plain_mean(file: EncoderFile, pieces: list[int]) -> np.ndarray:
    """The plain twin: one text at a time, in double precision, as the papers write it."""

    def dense(rows: np.ndarray, name: str) -> np.ndarray:
        weight = unpacked(file.packed(f"{name}.w", columns=rows.shape[1])).astype(float)
        return rows @ weight.T + file.numbers(f"{name}.b")

    words = unpacked(file.packed("emb.word", columns=WIDTH))[pieces].astype(float)
    places = file.numbers("emb.pos").reshape(LONGEST, WIDTH)[: len(pieces)]
    rows = evened(words + places + file.numbers("emb.type")[:WIDTH], file, "emb.ln")
    for layer in range(LAYERS):
        asks, answers, gives = (dense(rows, f"l{layer}.{part}") for part in "qkv")
        taken = []
        for head in range(HEADS):
            mine = slice(head * WIDTH // HEADS, (head + 1) * WIDTH // HEADS)
            raised = np.exp(asks[:, mine] @ answers[:, mine].T / np.sqrt(WIDTH / HEADS))
            taken.append(raised / raised.sum(axis=1, keepdims=True) @ gives[:, mine])
        rows = evened(rows + dense(np.hstack(taken), f"l{layer}.ao"), file, f"l{layer}.aln")
        wide = dense(rows, f"l{layer}.fi")
        rows = evened(rows + dense(wide * (1 + erf(wide / np.sqrt(2))) / 2, f"l{layer}.fo"), file, f"l{layer}.oln")
    return rows.mean(axis=0)


def test_vectors_are_those_of_the_plain_twin(file: EncoderFile) -> None:
    texts = [[0, 5, 2], [0, 9, 2], [0, 4, 6, 7, 8, 3, 2], [0, *[5, 9] * 190, 2]]
    found = Transformer(file).means(texts)
    for row, pieces in zip(found, texts, strict=True):
        np.testing.assert_allclose(row, plain_mean(file, pieces), atol=2e-5)


def test_a_text_gives_the_same_to_the_last_bit_whatever_is_beside_it(file: EncoderFile) -> None:
    model = Transformer(file)
    rng = np.random.default_rng(0)
    texts = [[0, *rng.integers(4, 10, length).tolist(), 2] for length in (1, 3, 3, 8, 8, 21, 40, 90)]
    assert sum(map(len, texts)) <= MOST_COLUMNS
    together = model.means(texts)
    for at, pieces in enumerate(texts):
        np.testing.assert_array_equal(model.means([pieces])[0], together[at])
        np.testing.assert_array_equal(model.means(texts[at:])[0], together[at])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("hej du", [5, 9]),
        ("hej   hej", [5, 5]),
        ("he", [4, 6, 7]),
        ("hö", [4, 6, 3]),
        ("hej\u2028du", [5, 9]),
        ("Å", [4, 3]),
        ("<s>", [4, 3, 3, 3]),
        ("", [4]),
    ],
)
def test_words_fall_into_their_likeliest_pieces(file: EncoderFile, text: str, pieces: list[int]) -> None:
    assert file.subwords.of(text) == pieces
    assert file.subwords.of(text) == pieces, "a remembered word is the same"


def test_four_bits_are_taken_apart_without_loss() -> None:
    block = np.zeros((1, 1), np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]))
    block["scale"], block["pairs"] = 0.5, np.arange(16) << 4 | 8
    np.testing.assert_array_equal(unpacked(block)[0], [*[0.0] * 16, *np.arange(-8, 8) * 0.5])
