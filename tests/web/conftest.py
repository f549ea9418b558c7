"""Fixtures of the tests of pages and interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browsing import free_port, serving, start_browser

if TYPE_CHECKING:
    from selenium import webdriver


@pytest.fixture(scope="session")
def portal_port() -> int:
    """Port of the page of another origin that may embed the widget."""
    return free_port()


@pytest.fixture(scope="session")
def site(real_data_dir: Path, portal_port: int) -> Iterator[str]:
    """Address of the program over the shipped documents."""
    with serving(
        real_data_dir,
        allowed_origins=f"http://127.0.0.1:{portal_port}",
        rate_limit_per_minute="600",
    ) as address:
        yield address


@pytest.fixture
def browse() -> Iterator[Callable[..., webdriver.Chrome]]:
    """Opens a browser of a size by name; it is closed in the end."""
    opened: list[webdriver.Chrome] = []

    def start(size: str, *, dark: bool = False) -> webdriver.Chrome:
        opened.append(start_browser(size, dark=dark))
        return opened[-1]

    yield start
    for browser in opened:
        browser.quit()
