"""A headless Chromium that a test tells what to do, through two pipes and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 60.0
LOOK_EVERY_S = 0.1
OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # Nothing but this computer can be asked for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *("--remote-debugging-pipe", "--window-size=1400,900", "about:blank"),
)


def chromium() -> str | None:
    """Return the path of the browser; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Page:
    """One page of the browser.

    Args:
        to_browser: where commands are written, each with a null behind it.
        from_browser: where answers come from, likewise.
    """

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._number, self._rest, self._session = 0, b"", ""
        targets = self._call("Target.getTargets")["targetInfos"]
        target = next(each for each in targets if each["type"] == "page")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._call("Page.enable")

    def go_to(self, address: str) -> None:
        """Open a page."""
        self._call("Page.navigate", url=address)

    def run_first(self, script: str) -> None:
        """Run a script at the beginning of every page from now on."""
        self._call("Page.addScriptToEvaluateOnNewDocument", source=script)

    def value_of(self, script: str) -> Any:
        """Return what a script gives, once that has come."""
        answer = self._call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_for(self, script: str) -> Any:
        """Return what a script gives as soon as that is true."""
        deadline = time.monotonic() + PATIENCE_S
        while not (value := self.value_of(script)):
            assert time.monotonic() < deadline, f"never came true: {script}"
            time.sleep(LOOK_EVERY_S)
        return value

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        self._call("Browser.close")

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its answer; what else the browser tells is not listened to."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._to, json.dumps(command).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        """Return the next message of the browser."""
        while b"\0" not in self._rest:
            piece = os.read(self._from, 1 << 16)
            assert piece, "the browser has ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


@contextmanager
def page_of(path: str, home: Path) -> Iterator[Page]:
    """Start the browser and end it again.

    Args:
        path: the browser.
        home: a folder for all that it writes.
    """
    commands, to_browser = os.pipe()
    from_browser, answers = os.pipe()
    # The browser reads from descriptor 3 and writes to 4, wherever the pipes' ends are.
    line = f'exec {path!r} "$@" 3<&{commands} 4>&{answers}'
    browser = subprocess.Popen(
        ["bash", "-c", line, "bash", *OPTIONS, f"--user-data-dir={home}"],
        pass_fds=(commands, answers),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(home)},
        start_new_session=True,
    )
    os.close(commands)
    os.close(answers)
    try:
        page = Page(to_browser, from_browser)
        yield page
        page.close()
        browser.wait(PATIENCE_S)
    finally:
        os.close(to_browser)
        os.close(from_browser)
        if browser.poll() is None:
            os.killpg(browser.pid, 9)
            browser.wait()
