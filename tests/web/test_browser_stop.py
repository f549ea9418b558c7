"""The chat page while an answer is being made: the step is shown, and it can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from assistant.model import Event, Question
from assistant.settings import Settings
from assistant.web.api import create_app
from tests.fakes import FakeAssistant
from tests.web.browsing import click, hosting, needs_browser, open_chat, patiently

pytestmark = needs_browser


class SlowAssistant(FakeAssistant):
    """Waits before each event but the first, as a language model makes people wait."""

    def stream(self, question: Question) -> Iterator[Event]:
        for event in super().stream(question):
            yield event
            time.sleep(3 if "低保" in question.text else 0)


@pytest.fixture
def slow_site(tmp_path: Path) -> Iterator[str]:
    app = create_app(SlowAssistant(), Settings.load(data_dir=tmp_path))  # type: ignore[arg-type]
    with hosting(app) as address:
        yield address


def test_an_answer_in_the_making_shows_its_step_and_can_be_stopped(
    slow_site: str, browse: Callable[..., webdriver.Chrome]
) -> None:
    browser = browse("desktop")
    open_chat(browser, slow_site)
    wait = patiently(browser)
    box = browser.find_element(By.CSS_SELECTOR, "#pa-question textarea")
    box.send_keys("搬迁后低保怎么转？", Keys.ENTER)
    wait.until(lambda b: "检索文件…" in b.find_element(By.ID, "pa-log").text)
    click(browser, "#pa-question .stop-button")
    wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "#pa-question .submit-button"))
    time.sleep(4)
    assert not browser.find_elements(By.CSS_SELECTOR, ".pa-tools"), "the answer came all the same"
    box = browser.find_element(By.CSS_SELECTOR, "#pa-question textarea")
    box.send_keys("由谁救助？", Keys.ENTER)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".pa-tools"))
