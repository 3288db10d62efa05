"""Drives a headless Chromium through its DevTools pipe, without further packages.

Messages are JSON ended by a zero byte: the browser reads file descriptor 3 and writes 4.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("google-chrome") or ""
SECONDS = 60
"""After that long without a word the browser is taken to hang."""
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-sandbox",
    "--disable-background-networking",
    "--remote-debugging-pipe",
)


class Chromium:
    """One browser with one tab; use as a context manager."""

    def __enter__(self) -> "Chromium":
        self.profile = tempfile.mkdtemp()
        read_commands, self.commands = os.pipe()
        self.answers, write_answers = os.pipe()

        def connect() -> None:
            # Numbers above those that are given, so that neither is closed on the way.
            low, high = os.dup(read_commands), os.dup(write_answers)
            os.dup2(low, 3)
            os.dup2(high, 4)

        self.process = subprocess.Popen(
            [PROGRAM, *OPTIONS, f"--user-data-dir={self.profile}", "about:blank"],
            preexec_fn=connect,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_commands)
        os.close(write_answers)
        self.number = 0
        self.session: str | None = None
        self.events: list[dict[str, Any]] = []
        self.rest = b""
        (target,) = (
            found
            for found in self.send("Target.getTargets")["targetInfos"]
            if found["type"] == "page"
        )
        self.session = self.send(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        os.close(self.commands)
        os.close(self.answers)
        shutil.rmtree(self.profile, ignore_errors=True)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and return its result."""
        self.number += 1
        message: dict[str, Any] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self.events.append(answer)

    def receive(self) -> dict[str, Any]:
        """Return the next message of the browser."""
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.answers], [], [], SECONDS)
            data = os.read(self.answers, 1 << 20) if ready else b""
            assert data, "the browser has gone"
            self.rest += data
        line, _, self.rest = self.rest.partition(b"\0")
        return dict(json.loads(line))

    def open(self, path: Path, address: str = "") -> None:
        """Load a file anew, with what follows its name in the address."""
        self.load("about:blank")
        self.events.clear()
        self.load(path.absolute().as_uri() + address)

    def load(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        loader = self.send("Page.navigate", url=url)["loaderId"]
        done = {"name": "load", "loaderId": loader}
        while not any(done.items() <= event.get("params", {}).items() for event in self.events):
            self.events.append(self.receive())

    def follow(self, expression: str) -> None:
        """Run what leads to another page, and wait until that is loaded."""
        self.events.clear()
        self.run(expression)
        while not any(e.get("params", {}).get("name") == "load" for e in self.events):
            self.events.append(self.receive())

    def run(self, expression: str) -> Any:
        """Return what a JavaScript expression comes to."""
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def set_screen(self, width: int, height: int, *, dark: bool = False) -> None:
        """Set the size of the window and the colour scheme."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])

    def print_pdf(self, path: Path) -> None:
        """Print the page on A4 as PDF."""
        printed = self.send(
            "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False
        )
        path.write_bytes(b64decode(printed["data"]))
