"""The officials' pages in a real Chromium, served by the real program."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.web.browsing import SIZES, complaints, needs_browser, patiently, requested_hosts

pytestmark = needs_browser

Browse = Callable[..., webdriver.Chrome]
PATHS = ("", "/matrix", "/tasks?department=民政局", "/graph", "/check")


@pytest.mark.parametrize("size", SIZES)
def test_no_page_scrolls_sideways_complains_or_asks_another_host(
    site: str, browse: Browse, size: str
) -> None:
    browser = browse(size)
    for path in PATHS:
        browser.get(f"{site}/officials{path}")
        width = browser.execute_script("return document.documentElement.scrollWidth")
        assert width <= SIZES[size][0], path
    assert requested_hosts(browser) == {urlsplit(site).netloc}
    assert complaints(browser) == []


def test_the_matrix_is_filtered_and_exported(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    browser.get(f"{site}/officials/matrix")
    Select(browser.find_element(By.NAME, "place")).select_by_visible_text("重庆市")
    browser.find_element(By.NAME, "department").send_keys("人社局", Keys.ENTER)
    patiently(browser).until(lambda b: "共 1 份文件" in b.find_element(By.TAG_NAME, "main").text)
    rows = [item.text for item in browser.find_elements(By.CSS_SELECTOR, "th[scope=row]")]
    assert rows == ["市人力社保局"]
    address = str(browser.find_element(By.LINK_TEXT, "导出 Excel").get_attribute("href"))
    with urllib.request.urlopen(address) as reply:
        sheet = load_workbook(BytesIO(reply.read())).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["部门", "市人力社保局"]
    shown = browser.find_elements(By.CSS_SELECTOR, "thead th a")
    assert sheet.max_column == 1 + len(shown)


def test_a_clause_is_reached_through_the_tree(site: str, browse: Browse) -> None:
    browser = browse("phone")
    browser.get(f"{site}/officials")
    browser.find_element(By.PARTIAL_LINK_TEXT, "重庆市发展和改革委员会").click()
    browser.find_element(By.CSS_SELECTOR, ".outline summary").click()
    browser.find_element(By.PARTIAL_LINK_TEXT, "支持搬迁群众自主创业").click()
    shown = patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, "section:target"))
    assert "（八）支持搬迁群众自主创业" in shown.text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("坏文件.docx", b"\x00\x01\xff" * 99, "不能读取这种格式"),
        ("空.txt", b"", "这份文件里没有文字"),
    ],
)
def test_a_bad_file_is_told_in_the_page(
    site: str, browse: Browse, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    browser = browse("desktop")
    browser.get(f"{site}/officials/check")
    browser.find_element(By.NAME, "file").send_keys(str(path))
    browser.find_element(By.CSS_SELECTOR, "main form button").click()
    alert = patiently(browser).until(lambda b: b.find_element(By.CSS_SELECTOR, "[role=alert]"))
    assert told in alert.text
    assert str(tmp_path) not in alert.text


def test_a_changed_file_is_compared_with_the_indexed_version(
    site: str, browse: Browse, tmp_path: Path
) -> None:
    source = Path("corpus/documents/003_7ffee3f169960fc7.txt").read_text(encoding="utf-8")
    path = tmp_path / "新版.txt"
    path.write_text(source.replace("给予临时救助。", "给予临时救助和慰问。"), encoding="utf-8")
    browser = browse("desktop")
    browser.get(f"{site}/officials/check")
    browser.find_element(By.NAME, "file").send_keys(str(path))
    against = Select(browser.find_element(By.NAME, "against"))
    against.select_by_visible_text("渝发改规范〔2021〕9号")
    browser.find_element(By.CSS_SELECTOR, "main form button").click()
    wait = patiently(browser)
    added = wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "ins"))
    assert [item.text.removeprefix("〔新增〕").strip() for item in added] == ["和慰问"]


def test_the_graph_is_walked_by_keyboard(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    browser.get(f"{site}/officials/graph")
    link = browser.find_element(By.CSS_SELECTOR, "svg a")
    browser.execute_script("arguments[0].focus()", link)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    patiently(browser).until(lambda b: "/documents/" in b.current_url)
