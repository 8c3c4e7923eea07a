import itertools

import pytest

from resa.store.check import CASES
from resa.store.engines.local.engine import LocalEngine
from resa.store.engines.memory import MemoryEngine


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("engine", ["memory", "local"])
def test_engine_passes_the_shipped_check(engine, case, tmp_path):
    numbers = itertools.count()

    def make():
        if engine == "memory":
            return MemoryEngine(units_per_partition=3)
        return LocalEngine.open(tmp_path / str(next(numbers)), create=True)

    case(make())
