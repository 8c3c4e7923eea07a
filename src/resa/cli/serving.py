"""The command that serves the app."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import HERE, Place
from resa.cli.output import say
from resa.model.errors import FailureError

Flag = Annotated[bool, Parameter(negative="")]


class AppMissingError(FailureError):
    """What the app needs is not installed."""

    code = "app_missing"


def register(program: App) -> None:
    """Adds this command to the program."""
    program.command(serve)


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    no_open: Flag = False,
    open_as_owner: Flag = False,
    url: str | None = None,
    proxy: str | None = None,
    no_reading: Flag = False,
    place: Place = HERE,
) -> None:
    """Serve the app: maps that people see, edit and share together.

    Args:
        host: The address to listen on; 0.0.0.0 lets other machines in.
        port: The port to listen on.
        no_open: Print the address without opening a browser.
        open_as_owner: On this machine: the printed address signs the owner in, once, without a form.
        url: The address that people type, where a proxy stands in front: https://maps.example.com.
        proxy: The addresses of that proxy, separated by commas; what it says about who asks is believed.
        no_reading: Leave texts that come in to `resa feedback read`, instead of reading them behind the scenes.
        place: Where the workspace lies; made when absent.
    """
    start(
        place.workspace,
        host=host,
        port=port,
        opens=not no_open,
        as_owner=open_as_owner,
        url=url,
        proxy=proxy,
        reads_texts=not no_reading,
    )


def start(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    opens: bool = True,
    as_owner: bool = False,
    url: str | None = None,
    proxy: str | None = None,
    takes_next_port: bool = False,
    first_page: str = "/",
    reads_texts: bool = True,
) -> None:
    """Serves a workspace until somebody ends it; `first_page` is where an owner begins who need not sign in.

    Raises `AppMissingError` where the extra `app` is not installed.
    """
    try:
        from resa.web.run import Address, Listening
        from resa.web.run import serve as run
    except ModuleNotFoundError as error:
        raise AppMissingError(
            f"expected what the app needs, {error.name} is not installed; get it with: pip install 'resa[app]'"
        ) from error

    def announce(address: Address) -> None:
        say(f"serving {folder}; end with Ctrl+C")
        if address.warning:
            say(f"note: {address.warning}")
        print(f"open  {address.url}", flush=True)
        if opens:
            _open_browser(address.url)

    listening = Listening(host, port, url, proxy, as_owner, takes_next_port, first_page)
    run(folder, listening=listening, announce=announce, reads_texts=reads_texts)


def _open_browser(url: str) -> None:
    """Opens the address; the browser waits for the server, so it may come first."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
