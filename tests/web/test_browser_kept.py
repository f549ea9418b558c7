"""What the chat page keeps when a question is not taken, and where an answer is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from assistant.conversation import Conversation, ConversationStore, Slot
from assistant.model import Answer, Event, Question
from assistant.settings import Settings
from assistant.web.api import create_app
from tests.fakes import FakeAssistant
from tests.web.browsing import ask, click, hosting, needs_browser, open_chat, patiently

pytestmark = needs_browser

Browse = Callable[..., webdriver.Chrome]
TOAST = ("title", "message-text")
LONG = "搬迁后低保怎么转？请详细说明。"
SLOW = "搬迁后由谁慢慢救助？"


class WordyAssistant(FakeAssistant):
    """Answers at length, and slowly where the question asks for it."""

    conversations: ConversationStore

    def ask(self, question: Question) -> Answer:
        answer = super().ask(question)
        slot = Slot(value=question.text, source="asked", turn=1)
        talk = question.conversation_id or "?"
        self.conversations.put(talk, Conversation(turns=1, question=slot))
        return replace(answer, text="\n".join([answer.text] * 6))

    def stream(self, question: Question) -> Iterator[Event]:
        for event in super().stream(question):
            yield event
            time.sleep(1.5 if "慢" in question.text else 0)


@pytest.fixture
def wordy(tmp_path: Path) -> Iterator[str]:
    settings = Settings.load(data_dir=tmp_path, rate_limit_per_minute=2)
    with hosting(create_app(WordyAssistant(), settings)) as address:  # type: ignore[arg-type]
        yield address


def box(browser: webdriver.Chrome) -> str:
    """What is written in the box for the question."""
    found = browser.find_element(By.CSS_SELECTOR, "#pa-question textarea")
    return str(found.get_property("value"))


def chips(browser: webdriver.Chrome) -> list[str]:
    """The words of the buttons under the log that can be seen."""
    found = browser.find_elements(By.CSS_SELECTOR, ".pa-chips.row button")
    return [button.text for button in found if button.is_displayed()]


def toast(browser: webdriver.Chrome) -> str:
    """The last message that came over the page; it is closed."""
    wait = patiently(browser)
    found = wait.until(lambda b: b.find_element(By.CSS_SELECTOR, ".toast-body"))
    parts = [found.find_element(By.CSS_SELECTOR, f".toast-{part}") for part in TOAST]
    wait.until(lambda _: all(part.text for part in parts))
    text = "：".join(part.text for part in parts)
    click(browser, ".toast-close")
    wait.until(lambda b: not b.find_elements(By.CSS_SELECTOR, ".toast-body"))
    return text


def write(browser: webdriver.Chrome, text: str) -> None:
    """Type into the box and send."""
    browser.find_element(By.CSS_SELECTOR, "#pa-question textarea").send_keys(text, Keys.ENTER)


def test_a_warning_keeps_the_conversation_and_what_was_typed(wordy: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, wordy)
    ask(browser, LONG)
    log, offered = browser.find_element(By.ID, "pa-log").text, chips(browser)
    assert offered
    write(browser, "")
    assert toast(browser) == "提醒：请先写下您的问题。"
    write(browser, "？？")
    assert toast(browser) == "提醒：没有看到文字，请用文字写下您的问题。"
    assert box(browser) == "？？"
    assert browser.find_element(By.ID, "pa-log").text == log
    assert chips(browser) == offered
    browser.find_element(By.CSS_SELECTOR, "#pa-question textarea").clear()
    ask(browser, "由谁救助？")
    write(browser, "还有呢？")
    assert toast(browser) == "提醒：提问太频繁，请稍等再问。"
    assert box(browser) == "还有呢？"
    assert len(browser.find_elements(By.CSS_SELECTOR, ".pa-answer:has(.pa-tools)")) == 2


def test_a_question_during_an_answer_waits_in_the_box(wordy: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, wordy)
    wait = patiently(browser)
    write(browser, SLOW)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".pa-step"))
    write(browser, "由谁救助？")
    time.sleep(1)
    example = browser.find_element(By.CSS_SELECTOR, ".pa-side .pa-chips button")
    example.click()
    assert toast(browser) == "提醒：正在回答上一个问题，请等它答完再问。"
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".pa-tools"))
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".submit-button"))
    assert len(browser.find_elements(By.CSS_SELECTOR, ".pa-asked")) == 1
    assert box(browser) == "由谁救助？"
    assert chips(browser)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_follow_up_goes_to_the_top_of_the_log(wordy: str, browse: Browse, size: str) -> None:
    browser = browse(size)
    open_chat(browser, wordy)
    ask(browser, LONG)
    ask(browser, SLOW)
    time.sleep(0.5)
    offset = browser.execute_script(
        "const all = document.querySelectorAll('#pa-log .pa-asked');"
        "const log = document.querySelector('#pa-log .bubble-wrap').getBoundingClientRect();"
        "return [all[all.length - 1].getBoundingClientRect().top - log.top, log.top]"
    )
    assert 0 <= offset[0] < 60, "the question is not at the top of the log"
    assert offset[1] >= 0, "the log's top is out of view"


def test_choices_and_the_box_have_names_and_a_choice_looks_chosen(
    wordy: str, browse: Browse
) -> None:
    browser = browse("desktop")
    open_chat(browser, wordy)
    wait = patiently(browser)

    def name(selector: str) -> str:
        return browser.find_element(By.CSS_SELECTOR, selector).accessible_name

    wait.until(lambda _: name("fieldset") == "我是")
    groups = browser.find_elements(By.CSS_SELECTOR, ".pa-side fieldset")
    assert [group.accessible_name for group in groups] == ["我是", "文字"]
    assert name("#pa-question textarea") == "您的问题"
    official = browser.find_element(By.CSS_SELECTOR, "input[value='official']")
    official.click()  # the pointer stays above it
    wait.until(lambda _: official.is_selected())
    time.sleep(0.5)  # colours fade in
    colours = {
        value: browser.find_element(
            By.CSS_SELECTOR, f"input[value='{value}']"
        ).value_of_css_property("background-color")
        for value in ("official", "resident")
    }
    assert colours["official"] == "rgba(29, 79, 145, 1)"
    assert colours["resident"] != colours["official"]
    click(browser, "input[value='zh-Hant']")
    wait.until(lambda _: name("#pa-question textarea") == "您的問題")


def test_a_page_that_is_loaded_again_goes_on_with_its_talk(wordy: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, wordy)
    ask(browser, LONG)
    wait = patiently(browser)

    def log() -> str:
        return browser.find_element(By.ID, "pa-log").text

    kept = wait.until(lambda b: b.execute_script("return history.state?.talk"))
    browser.refresh()
    wait.until(lambda _: "可以接着问" in log())
    assert f"上一个问题：{LONG}" in log()
    assert not browser.get_cookies()
    assert browser.execute_script("return sessionStorage.length + localStorage.length") == 0
    ask(browser, "由谁救助？")
    assert browser.execute_script("return history.state?.talk") == kept
    browser.find_element(By.XPATH, "//button[normalize-space()='新对话']").click()
    wait.until(lambda b: not b.execute_script("return history.state?.talk"))
    browser.refresh()
    wait.until(lambda _: "收录了1份文件" in log())
    time.sleep(1)
    assert "可以接着问" not in log()


def test_a_lost_connection_is_told_in_chinese(wordy: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, wordy)
    browser.execute_script(
        "const toast = document.createElement('div');"
        "toast.className = 'toast-body';"
        "toast.innerHTML = `<span class='toast-title error'>Error</span>"
        "<div class='toast-message-text'>Connection to the server was lost. "
        "Attempting reconnection...</div>`;"
        "document.body.append(toast)"
    )
    told = browser.find_element(By.CSS_SELECTOR, ".toast-body").text
    assert told == "未成功\n与服务器的连接断了，正在重新连接…"
