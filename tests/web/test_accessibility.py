"""No page breaks a rule of axe-core that it calls serious or critical.

axe-core comes from npm and is not part of this repository: ``make test`` puts it beside the
packages where npm is installed. Rules are those of WCAG 2.2 A and AA and axe's best practices.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.web.browsing import ROOT, ask, click, needs_browser, open_chat, patiently
from tests.web.test_browser_widget import open_and_ask, widgets

AXE = ROOT / ".venv" / "axe" / "package" / "axe.min.js"

pytestmark = [
    *needs_browser,
    pytest.mark.skipif(
        not AXE.is_file(), reason="axe-core is not there; install npm and run `make test`"
    ),
]

Browse = Callable[..., webdriver.Chrome]

GRADIO: dict[str, str] = {}
"""Rules that Gradio's own elements break and that cannot be worked around, with the reason. Empty:
page.js names the log and the messages in Chinese, the theme sets colours of enough contrast, and
every field has a label."""

QUESTION = "郴州搬遷群眾自主創業有什麼補貼？找哪些部門？"


def violations(browser: webdriver.Chrome) -> list[str]:
    """What axe finds serious or critical on the page as it is, shadow roots included.

    A list that is still fading in has no contrast of its own: what moves is waited for.
    """
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "const moving = document.getAnimations()"
        "  .filter((a) => a.effect.getComputedTiming().endTime !== Infinity)"
        "  .map((a) => a.finished.catch(() => null));"
        "Promise.all(moving)"
        "  .then(() => axe.run(document, {resultTypes: ['violations']}))"
        "  .then((result) => done("
        "  result.violations.map((v) => [v.impact, v.id, v.nodes[0].html.slice(0, 120)])));"
    )
    return [
        f"{impact} {rule}: {html}"
        for impact, rule, html in found
        if impact in {"serious", "critical"} and rule not in GRADIO
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_chat_page_empty_answered_and_complained_about(
    site: str, browse: Browse, dark: bool
) -> None:
    browser = browse("phone" if dark else "desktop", dark=dark)
    open_chat(browser, site)
    assert violations(browser) == []
    ask(browser, QUESTION)
    assert violations(browser) == []
    by_text = "//button[normalize-space()='没有用']"
    patiently(browser).until(lambda b: b.find_element(By.XPATH, by_text)).click()
    click(browser, "input[role='combobox']")
    assert violations(browser) == []
    names = browser.execute_script(
        "return [...document.querySelectorAll('[aria-label]')]"
        ".filter((e) => e.checkVisibility()).map((e) => e.ariaLabel)"
    )
    spoken = [name for name in names if re.search(r"[A-Za-z]{4}", name)]
    assert spoken == [], "named in English"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_officials_pages_and_a_document(
    site: str, browse: Browse, tmp_path: Path, dark: bool
) -> None:
    browser = browse("desktop", dark=dark)
    found = {}
    for path in ("", "/matrix", "/tasks?department=民政局", "/graph", "/check"):
        browser.get(f"{site}/officials{path}")
        found[path] = violations(browser)
    source = (ROOT / "corpus/documents/003_7ffee3f169960fc7.txt").read_text(encoding="utf-8")
    changed = tmp_path / "新版.txt"
    changed.write_text(source.replace("给予临时救助。", "给予临时救助和慰问。"), encoding="utf-8")
    browser.find_element(By.NAME, "file").send_keys(str(changed))
    browser.find_element(By.NAME, "against").send_keys("渝")
    browser.find_element(By.CSS_SELECTOR, "main form button").click()
    patiently(browser).until(lambda b: b.find_elements(By.CSS_SELECTOR, "ins"))
    found["versions"] = violations(browser)
    browser.get(f"{site}/officials")
    browser.find_element(By.PARTIAL_LINK_TEXT, "重庆市发展和改革委员会").click()
    browser.find_element(By.CSS_SELECTOR, ".outline summary").click()
    found["document"] = violations(browser)
    browser.find_element(By.LINK_TEXT, "對照繁體閱讀").click()
    found["both scripts"] = violations(browser)
    assert {path: rules for path, rules in found.items() if rules} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_demo_portal_with_an_open_widget(site: str, browse: Browse, dark: bool) -> None:
    browser = browse("desktop", dark=dark)
    second = widgets(browser, f"{site}/demo", 2)[1]
    assert violations(browser) == []
    root = open_and_ask(browser, second, "怎樣支持搬遷群眾自主創業？")
    assert violations(browser) == []
    useless = root.find_elements(By.CSS_SELECTOR, ".row:last-child button")[-1]
    useless.send_keys(Keys.ENTER)
    assert violations(browser) == []


def test_the_description_of_the_interface(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    browser.get(f"{site}/docs")
    assert violations(browser) == []
