"""What nobody foresaw: told to the operator in full, to the one who asked in one sentence."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resa.model.errors import FailureError
from resa.web.errors import answer

_log = logging.getLogger("resa")


class UnforeseenError(FailureError):
    """Something broke that should not."""

    code = "unforeseen"


class Unforeseen:
    """Answers for what broke, where no answer has begun."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            _log.exception("broke at %s %.200r", scope["method"], scope["path"])
            if has_begun:
                raise
            told = UnforeseenError(
                "expected to answer, but something broke that should not; the server's log says what"
            )
            await answer(told)(scope, receive, send)
