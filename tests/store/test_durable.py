"""Files that are there as a whole, whoever writes them at the same time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from resa.store.durable import replace_file


def test_several_threads_may_replace_one_file_at_once(tmp_path: Path) -> None:
    contents = [bytes([number]) * 10_000 for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda content: replace_file(tmp_path / "settings.yaml", content), contents))
    assert (tmp_path / "settings.yaml").read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["settings.yaml"]
