"""Matrix products that keep to the thread they are called on, while several threads call them."""

import importlib.util
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

_LOCK = threading.Lock()
_INSIDE: list[None] = []
_PUT_BACK = ExitStack()


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Keeps numpy's products to a thread each while anybody is inside; who leaves last puts back what was set before.

    Threads that share a product wait for each other, and threads that call such products at once wait twice: reading
    took more than twice the processor's time that way.
    """
    with _LOCK:
        if not _INSIDE and (threads := _threads_of_products()) is not None:
            _PUT_BACK.enter_context(threads.limit(limits=1, user_api="blas"))
        _INSIDE.append(None)
    try:
        yield
    finally:
        with _LOCK:
            _INSIDE.pop()
            if not _INSIDE:
                _PUT_BACK.close()


@cache
def _threads_of_products() -> Any:
    if importlib.util.find_spec("threadpoolctl") is None:  # then products take as many threads as they like, and time
        return None
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
