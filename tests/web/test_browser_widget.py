"""The portal widget in a real Chromium: on the demo page and on pages of another origin."""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.shadowroot import ShadowRoot
from selenium.webdriver.remote.webelement import WebElement

from tests.web.browsing import (
    SIZES,
    complaints,
    free_port,
    needs_browser,
    patiently,
    portal,
    requested_hosts,
)

pytestmark = needs_browser

Browse = Callable[..., webdriver.Chrome]
QUESTION = "怎樣支持搬遷群眾自主創業？"
TAG = "policy-assistant-widget"

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>门户</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{site}/widget.js" data-script="zh-Hant" data-place="重庆市" defer></script>
<script src="{site}/widget.js" data-script="zh-Hans" data-place="郴州市" data-title="郴州问答"
defer></script>
<script src="{site}/widget.js" data-audience="official" data-citations="off" defer></script>
</head><body><main><h1>门户</h1><button>本页的按钮</button></main></body></html>"""


@pytest.fixture(scope="module")
def strict_portal(site: str, portal_port: int) -> Iterator[str]:
    """A page of another origin that lets nothing but scripts come from the assistant."""
    policy = f"default-src 'self'; script-src 'self' {site}"
    with portal(portal_port, PAGE.format(site=site), policy) as address:
        yield address


def widgets(browser: webdriver.Chrome, address: str, count: int) -> list[WebElement]:
    """The widgets of a page, once all of them are there."""
    browser.get(address)
    patiently(browser).until(lambda b: len(b.find_elements(By.TAG_NAME, TAG)) == count)
    return list(browser.find_elements(By.TAG_NAME, TAG))


def open_and_ask(browser: webdriver.Chrome, widget: WebElement, question: str) -> ShadowRoot:
    """Open a widget and ask, by keyboard alone; its shadow root when the answer is there."""
    root = widget.shadow_root
    root.find_element(By.CSS_SELECTOR, "button.launch").send_keys(Keys.ENTER)
    ActionChains(browser).send_keys(question, Keys.ENTER).perform()
    wait = patiently(browser)
    wait.until(lambda _: told(root).startswith(("已答", "没有", "沒有", "提问", "提問")))
    return root


def told(root: ShadowRoot) -> str:
    """What a screen reader is told last."""
    status = root.find_element(By.CSS_SELECTOR, "[role=status]")
    return str(status.get_attribute("textContent"))


@pytest.mark.parametrize("size", SIZES)
def test_the_demo_portal_is_worked_by_keyboard_alone(site: str, browse: Browse, size: str) -> None:
    browser = browse(size)
    second = widgets(browser, f"{site}/demo", 2)[1]
    root = open_and_ask(browser, second, QUESTION)
    assert "渝发改规范〔2021〕9号" in root.find_element(By.CSS_SELECTOR, "details").text
    assert told(root).startswith("已答覆")
    for _ in range(40):  # the focus must not leave the panel
        ActionChains(browser).send_keys(Keys.TAB).perform()
        assert browser.switch_to.active_element.tag_name == TAG
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert not root.find_element(By.CSS_SELECTOR, "[role=dialog]").is_displayed()
    focused = "return arguments[0].shadowRoot.activeElement.className"
    assert "launch" in browser.execute_script(focused, second)
    assert requested_hosts(browser) == {urlsplit(site).netloc}
    assert complaints(browser) == []


def test_a_page_that_lets_only_scripts_come_from_the_assistant_gets_answers(
    site: str, strict_portal: str, browse: Browse
) -> None:
    browser = browse("desktop")
    first = widgets(browser, strict_portal, 3)[0]
    root = open_and_ask(browser, first, QUESTION)
    assert "渝发改规范〔2021〕9号" in root.find_element(By.CSS_SELECTOR, "details").text
    ActionChains(browser).send_keys("由哪些部門負責？", Keys.ENTER).perform()
    patiently(browser).until(lambda _: "責任單位：市人力社保局" in told(root))
    by_keyboard_find(browser, first, "沒有用")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    ActionChains(browser).send_keys(Keys.ENTER).perform()  # the first reason has the focus
    patiently(browser).until(lambda _: told(root) == "謝謝您的意見。")
    refused = [line for line in complaints(browser) if "/api/v1/" in line]
    assert len(refused) <= 2, "calls that the page forbids are tried again and again"
    hosts = {urlsplit(site).netloc, urlsplit(strict_portal).netloc}
    assert requested_hosts(browser) == hosts


def log(root: ShadowRoot) -> str:
    """All that stands in the conversation."""
    return root.find_element(By.CSS_SELECTOR, "[role=log]").text


def by_keyboard_find(browser: webdriver.Chrome, widget: WebElement, words: str) -> None:
    """Press Tab until the control with these words has the focus."""
    focused = "return arguments[0].shadowRoot.activeElement?.textContent"
    for _ in range(60):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script(focused, widget) == words:
            return
    pytest.fail(f"nothing called {words} can be reached by keyboard")


def test_three_widgets_on_a_page_keep_to_their_own_settings(
    strict_portal: str, browse: Browse
) -> None:
    browser = browse("desktop")
    chongqing, chenzhou, official = widgets(browser, strict_portal, 3)
    heights = {
        item.shadow_root.find_element(By.CSS_SELECTOR, "button").rect["y"]
        for item in (chongqing, chenzhou, official)
    }
    assert len(heights) == 3, "the launchers lie on each other"
    root = open_and_ask(browser, chongqing, QUESTION)
    assert "重慶市的規定是" in log(root)
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    root = open_and_ask(browser, chenzhou, "怎样支持搬迁群众自主创业？")
    assert "郴州市的规定是" in log(root)
    assert root.find_element(By.CSS_SELECTOR, "h2").text == "郴州问答"
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    root = open_and_ask(browser, official, "重庆怎样支持搬迁群众自主创业？")
    assert "〔1〕" in log(root)
    assert not root.find_elements(By.CSS_SELECTOR, "details"), "citations were switched off"


def test_an_answer_tells_bodies_sources_and_what_is_missing_once(
    strict_portal: str, browse: Browse
) -> None:
    browser = browse("desktop")
    chongqing, _, official = widgets(browser, strict_portal, 3)
    words = log(open_and_ask(browser, chongqing, QUESTION))
    assert words.count("市鄉村振興局") + words.count("市乡村振兴局") == 1
    assert words.count("責任單位") + words.count("責任部門") == 1
    assert words.count("依據") == 1, "over the cards alone"
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    words = log(open_and_ask(browser, official, "农民工的孩子能在城里上公办学校吗？"))
    assert words.count("该条款未列明责任部门") == 1
    assert words.count("依据：") == 1, "in the text, for no cards are shown"


def test_a_portal_that_is_not_on_the_list_gets_no_answer(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    policy = f"default-src 'self'; script-src 'self' {site}; connect-src {site}"
    with portal(free_port(), PAGE.format(site=site), policy) as address:
        first = widgets(browser, address, 3)[0]
        root = open_and_ask(browser, first, QUESTION)
    assert told(root) == "沒有成功，請再試一次。"


@pytest.mark.parametrize("size", ["phone", "zoomed"])
def test_the_open_panel_fits_a_small_window(site: str, browse: Browse, size: str) -> None:
    browser = browse(size)
    first = widgets(browser, f"{site}/demo", 2)[0]
    root = open_and_ask(browser, first, "重庆怎样支持搬迁群众自主创业？")
    width, height = SIZES[size]
    for selector in ("[role=dialog]", "form", "[role=log]", ".head button", "textarea"):
        box = root.find_element(By.CSS_SELECTOR, selector).rect
        assert box["x"] >= 0, selector
        assert box["y"] >= 0, selector
        assert box["x"] + box["width"] <= width + 1, selector
        assert box["y"] + box["height"] <= height + 1, selector
    log_height = root.find_element(By.CSS_SELECTOR, "[role=log]").rect["height"]
    assert log_height >= 64, "too little of an answer is seen"
    part = root.find_element(By.CSS_SELECTOR, "[role=log]")
    overflow = "return arguments[0].scrollWidth - arguments[0].clientWidth"
    assert browser.execute_script(overflow, part) <= 0


def test_the_widget_is_small_and_does_not_delay_its_page(site: str, browse: Browse) -> None:
    with urllib.request.urlopen(f"{site}/widget.js") as reply:
        assert len(gzip.compress(reply.read())) <= 25_000
    browser = browse("desktop")
    widgets(browser, f"{site}/demo", 2)
    paint = browser.execute_script(
        "return performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    scripts = browser.execute_script(
        "return performance.getEntriesByType('resource')"
        ".filter((e) => e.name.includes('widget.js')).map((e) => e.renderBlockingStatus)"
    )
    assert paint > 0
    assert set(scripts) == {"non-blocking"}
    cost = browser.execute_script(
        "const t = performance.now(); const w = document.createElement('policy-assistant-widget')"
        ".configure(location.origin, {}, 9); document.body.append(w); w.getBoundingClientRect();"
        "const d = performance.now() - t; w.remove(); return d"
    )
    assert cost < 50, "milliseconds of main thread for one launcher"
