"""Pages and widget in a real Chromium, served by the real program."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[2]
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
PATIENCE_S = 60

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.timeout(900),  # the first one prepares the model and the index
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="chromium and chromium-driver are not installed"
    ),
]

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
TRADITIONAL = "郴州搬遷群眾自主創業有什麼補貼？找哪些部門？"
SIMPLIFIED = "重庆市怎样支持搬迁群众自主创业？由哪些部门负责？"


@pytest.fixture(scope="module")
def site(real_data_dir: Path) -> Iterator[str]:
    """Address of the program, served as ``python app.py`` serves it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "POLICY_ASSISTANT_DATA_DIR": str(real_data_dir),
        "POLICY_ASSISTANT_PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 2 * PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the program ended before it served"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("the program was not ready in time")


@pytest.fixture
def browse() -> Iterator[Callable[[str], webdriver.Chrome]]:
    """Opens a browser of a size by name; it is closed in the end."""
    opened: list[webdriver.Chrome] = []

    def start(size: str) -> webdriver.Chrome:
        width, height = SIZES[size]
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
            options.add_argument(argument)
        options.add_argument(f"--window-size={width},{height}")
        if size == "phone":
            metrics = {"width": width, "height": height, "pixelRatio": 2}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
        opened.append(browser)
        return browser

    yield start
    for browser in opened:
        browser.quit()


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


def ask(browser: webdriver.Chrome, question: str) -> str:
    """Type a question into the chat page; the text of the answer once its citations are there."""
    wait = patiently(browser)
    before = len(browser.find_elements(By.CSS_SELECTOR, ".pa-citation"))
    box = wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "#pa-question textarea"))
    box.send_keys(question, Keys.ENTER)
    wait.until(lambda b: len(b.find_elements(By.CSS_SELECTOR, ".pa-citation")) > before)
    return str(wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".pa-answer")[-1].text))


@pytest.mark.parametrize("size", SIZES)
def test_both_scripts_get_citation_and_departments_and_no_other_host_is_asked(
    site: str, browse: Callable[[str], webdriver.Chrome], size: str
) -> None:
    browser = browse(size)
    browser.get(site)
    traditional = ask(browser, TRADITIONAL)
    assert "郴政办发〔2022〕14号" in traditional
    assert "二、（一）5." in traditional
    assert "市人社局" in traditional
    assert "責任部門" in traditional
    simplified = ask(browser, SIMPLIFIED)
    assert "渝发改规范〔2021〕9号" in simplified
    assert "（八）" in simplified
    assert "市人力社保局" in simplified
    marked = browser.find_elements(By.CSS_SELECTOR, ".pa-citation[open] mark")
    assert any("创业" in element.text for element in marked)
    width = browser.execute_script("return document.documentElement.scrollWidth")
    assert width <= SIZES[size][0], "the page scrolls sideways"
    assert browser.execute_script("return document.documentElement.lang") == "zh-CN"
    assert requested_hosts(browser) == {urlsplit(site).netloc}
    assert complaints(browser) == []


def test_a_citation_opens_its_document_at_the_highlighted_words(
    site: str, browse: Callable[[str], webdriver.Chrome]
) -> None:
    browser = browse("desktop")
    browser.get(site)
    ask(browser, SIMPLIFIED)
    link = browser.find_element(By.CSS_SELECTOR, ".pa-citation[open] .pa-meta a")
    quote = browser.find_element(By.CSS_SELECTOR, ".pa-citation[open] mark").text
    browser.get(str(link.get_attribute("href")))
    shown = browser.find_element(By.CSS_SELECTOR, "section:target mark")
    assert shown.text == quote
    assert complaints(browser) == []


def test_the_page_speaks_traditional_when_that_is_chosen(
    site: str, browse: Callable[[str], webdriver.Chrome]
) -> None:
    browser = browse("desktop")
    browser.get(site)
    wait = patiently(browser)
    choice = wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "input[value='zh-Hant']"))
    choice.click()
    wait.until(lambda b: "政策問答" in b.find_element(By.TAG_NAME, "h1").text)
    assert "重慶市的規定是：" in ask(browser, SIMPLIFIED)
    headings = [item.text for item in browser.find_elements(By.CSS_SELECTOR, ".pa-section h3")]
    assert headings[:2] == ["責任部門", "依據"]


@pytest.mark.parametrize("size", SIZES)
def test_the_widget_works_by_keyboard_alone_under_a_strict_policy(
    site: str, browse: Callable[[str], webdriver.Chrome], size: str
) -> None:
    browser = browse(size)
    browser.get(f"{site}/demo")
    wait = patiently(browser)
    wait.until(lambda b: len(b.find_elements(By.TAG_NAME, "policy-assistant-widget")) == 2)
    second = browser.find_elements(By.TAG_NAME, "policy-assistant-widget")[1]
    root = second.shadow_root
    root.find_element(By.CSS_SELECTOR, "button.launch").send_keys(Keys.ENTER)
    ActionChains(browser).send_keys("怎樣支持搬遷群眾自主創業？", Keys.ENTER).perform()
    wait.until(lambda _: root.find_elements(By.CSS_SELECTOR, "details"))
    assert "渝发改规范〔2021〕9号" in root.find_element(By.CSS_SELECTOR, "details").text
    assert (
        root.find_element(By.CSS_SELECTOR, "[role=status]")
        .get_attribute("textContent")
        .startswith("已答覆")
    )
    for _ in range(40):  # the focus must not leave the panel
        ActionChains(browser).send_keys(Keys.TAB).perform()
        active = browser.switch_to.active_element
        assert active.tag_name == "policy-assistant-widget"
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert not root.find_element(By.CSS_SELECTOR, "[role=dialog]").is_displayed()
    focused = browser.execute_script(
        "return arguments[0].shadowRoot.activeElement.className", second
    )
    assert "launch" in focused
    assert requested_hosts(browser) == {urlsplit(site).netloc}
    assert complaints(browser) == []
