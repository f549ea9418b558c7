"""Driving a real Chromium through the pages: what the browser tests share."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from assistant.web.server import listen

ROOT = Path(__file__).parents[2]
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
PATIENCE_S = 60

needs_browser = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.timeout(900),  # the first one prepares the model and the index
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="chromium and chromium-driver are not installed"
    ),
]
"""Marks of every browser test."""

SIZES = {"desktop": (1280, 800), "phone": (390, 844), "zoomed": (320, 200)}
"""Width and height in CSS pixels; zoomed is a window of 1280×800 at 400 %."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def serving(data_dir: Path, **settings: str) -> Iterator[str]:
    """Address of the program, served as ``python app.py`` serves it."""
    port = free_port()
    told = {f"POLICY_ASSISTANT_{name.upper()}": value for name, value in settings.items()}
    environment = {
        **os.environ,
        **told,
        "POLICY_ASSISTANT_DATA_DIR": str(data_dir),
        "POLICY_ASSISTANT_PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, f"{address}/readyz")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 2 * PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the program ended before it served"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("the program was not ready in time")


@contextmanager
def hosting(app: FastAPI) -> Iterator[str]:
    """Address of an application that is served by a thread of this process."""
    socket = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        socket.close()


@contextmanager
def portal(port: int, html: str, policy: str) -> Iterator[str]:
    """Address of a page of another origin, served with a Content-Security-Policy."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = html.encode() if self.path == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()


def start_browser(size: str, *, dark: bool = False) -> webdriver.Chrome:
    """A Chromium whose page has the size of that name."""
    width, height = SIZES[size]
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_argument(f"--window-size={width},{height}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    if dark:
        wanted = {"name": "prefers-color-scheme", "value": "dark"}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [wanted]})
    return browser


def patiently(browser: webdriver.Chrome) -> WebDriverWait[webdriver.Chrome]:
    """Waits for a condition; elements that the page replaces meanwhile are looked up again."""
    return WebDriverWait(
        browser,
        PATIENCE_S,
        ignored_exceptions=[NoSuchElementException, StaleElementReferenceException],
    )


def requested_hosts(browser: webdriver.Chrome) -> set[str]:
    """Hosts of all requests that the browser's pages have made."""
    hosts = set()
    for entry in browser.get_log("performance"):  # type: ignore[no-untyped-call]
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = urlsplit(message["params"]["request"]["url"])
            if url.scheme not in {"data", "blob"}:
                hosts.add(url.netloc)
    return hosts


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the browser's console says is wrong, refused by policy, or not found."""
    entries: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


def open_chat(browser: webdriver.Chrome, address: str) -> None:
    """Open the chat page and wait until it takes questions."""
    browser.get(address)
    patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, "#pa-question textarea"))


def click(browser: webdriver.Chrome, selector: str) -> None:
    """Click what a CSS selector names, once it is there; Gradio builds its page piece by piece."""
    patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, selector)).click()


def answers(browser: webdriver.Chrome) -> list[str]:
    """The texts of the whole answers on the chat page."""
    found = browser.find_elements(By.CSS_SELECTOR, ".pa-answer:has(.pa-tools)")
    return [item.text for item in found]


def ask(browser: webdriver.Chrome, question: str) -> str:
    """Type a question into the chat page; the text of the whole answer."""
    before = len(answers(browser))
    box = browser.find_element(By.CSS_SELECTOR, "#pa-question textarea")
    box.send_keys(question, Keys.ENTER)
    return next_answer(browser, before)


def next_answer(browser: webdriver.Chrome, before: int) -> str:
    """The text of the last answer, once there are more than `before`."""
    patiently(browser).until(lambda b: len(answers(b)) > before)
    return answers(browser)[-1]
