"""The owner's page in a real Chromium: a document from upload to answers, by the real program."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.browsing import SIZES, complaints, needs_browser, patiently, requested_hosts, serving
from tests.web.owner.conftest import TOKEN
from tests.web.test_accessibility import AXE, violations

pytestmark = needs_browser

JOB_S = 300
"""Seconds for embedding a document and asking the cases twice, on a busy machine."""
NOTICE = """关于做好流浪动物管理工作的通知

各区县（自治县）人民政府：

一、加强收容。对无主的流浪动物及时收容，收容期为15日。（责任单位：市农业农村委）

二、鼓励领养。领养流浪动物的居民免费办理登记。（责任单位：市公安局）

重庆市人民政府
2024年3月1日
"""
QUESTION = "重庆收容流浪动物的收容期是几天？"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case that the new document would break: the gate must stop it once."""
    path = tmp_path / "own.jsonl"
    expected = {"status": "refused_no_content"}
    rows = [{"id": "own-1", "turns": [QUESTION], "expected": expected}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def owned(real_data_dir: Path, tmp_path: Path, case: Path) -> Iterator[str]:
    """Address of the program over its own copy of the shipped documents."""
    copy = tmp_path / "data"
    shutil.copytree(real_data_dir, copy)
    with serving(copy, admin_token=TOKEN, release_cases=str(case)) as address:
        yield address


def log_in(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/owner")
    browser.find_element(By.ID, "token").send_keys(TOKEN, Keys.ENTER)
    patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, "header nav"))


def press(browser: webdriver.Chrome, section: str) -> None:
    """Press the button of a section's form by keyboard."""
    browser.find_element(By.CSS_SELECTOR, f"#{section} ~ form button").send_keys(Keys.ENTER)


def end_of_job(browser: webdriver.Chrome) -> str:
    """The status line once the job is over; the page's script keeps it up to date."""
    WebDriverWait(browser, JOB_S).until(
        lambda b: b.find_elements(By.CSS_SELECTOR, "#job[data-over=yes]")
    )
    return browser.find_element(By.CSS_SELECTOR, "#job").text


def status_of(browser: webdriver.Chrome, address: str) -> str:
    """How the assistant ends the question now."""
    body = json.dumps({"question": QUESTION})
    script = """const [address, body, done] = arguments;
    fetch(address + "/api/v1/ask",
      {method: "POST", body, headers: {"Content-Type": "application/json"}})
      .then((reply) => reply.json()).then((answer) => done(answer.status))"""
    return str(browser.execute_async_script(script, address, body))


def test_a_document_is_stopped_by_the_gate_then_wanted_then_taken_down(
    owned: str, browse: Callable[..., webdriver.Chrome], tmp_path: Path
) -> None:
    browser = browse("desktop")
    log_in(browser, owned)
    browser.get(f"{owned}/owner/documents")
    file = tmp_path / "通知.txt"
    file.write_text(NOTICE, encoding="utf-8")
    browser.find_element(By.CSS_SELECTOR, "[type=file]").send_keys(str(file))
    press(browser, "upload-h")
    patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, "article.text"))
    page = browser.current_url
    assert "收容期为15日" in browser.find_element(By.CSS_SELECTOR, "article.text").text
    assert status_of(browser, owned) == "refused_no_content"

    press(browser, "publish-h")
    told = end_of_job(browser)
    assert "未通过评测，没有发布" in told
    assert QUESTION in told
    assert status_of(browser, owned) == "refused_no_content"

    browser.get(page)
    browser.find_element(By.CSS_SELECTOR, "form.stack [name=override]").send_keys("现在有规定了")
    press(browser, "publish-h")
    assert "已完成" in end_of_job(browser)
    assert status_of(browser, owned) == "answered"

    browser.get(page)
    press(browser, "down-h")
    patiently(browser).until(lambda b: "已撤下" in b.find_element(By.CSS_SELECTOR, "main").text)
    assert status_of(browser, owned) == "refused_no_content"

    browser.get(f"{owned}/owner/audit")
    trail = browser.find_element(By.CSS_SELECTOR, "main").text
    assert "仍要发布的理由：现在有规定了" in trail
    assert requested_hosts(browser) == {urlsplit(owned).netloc}
    assert complaints(browser) == []


def test_no_page_scrolls_sideways_on_a_phone(
    owned: str, browse: Callable[..., webdriver.Chrome]
) -> None:
    browser = browse("phone")
    log_in(browser, owned)
    status_of(browser, owned)
    for path in ("", "/gaps", "/feedback", "/documents", "/records", "/audit"):
        browser.get(f"{owned}/owner{path}?script=zh-Hant")
        width = browser.execute_script("return document.documentElement.scrollWidth")
        assert width <= SIZES["phone"][0], path
        assert browser.execute_script("return document.documentElement.lang") == "zh-TW"
    assert complaints(browser) == []


@pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not there; install npm and run make test"
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_of_the_owner_breaks_a_rule(
    owned: str, browse: Callable[..., webdriver.Chrome], tmp_path: Path, dark: bool
) -> None:
    browser = browse("phone" if dark else "desktop", dark=dark)
    browser.get(f"{owned}/owner")
    found = {"door": violations(browser)}
    log_in(browser, owned)
    status_of(browser, owned)  # so that there is something to count
    browser.get(f"{owned}/owner/documents")
    file = tmp_path / "通知.txt"
    file.write_text(NOTICE, encoding="utf-8")
    browser.find_element(By.CSS_SELECTOR, "[type=file]").send_keys(str(file))
    press(browser, "upload-h")
    patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, "article.text"))
    found["draft"] = violations(browser)
    press(browser, "publish-h")
    patiently(browser).until(lambda b: b.find_elements(By.ID, "job"))
    found["running"] = violations(browser)
    end_of_job(browser)
    found["refused"] = violations(browser)
    for path in ("", "/gaps", "/feedback", "/documents", "/records", "/audit"):
        browser.get(f"{owned}/owner{path}")
        found[path] = violations(browser)
    assert {path: rules for path, rules in found.items() if rules} == {}
