"""The chat page in a real Chromium, served by the real program."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.web.browsing import (
    SIZES,
    answers,
    ask,
    click,
    complaints,
    needs_browser,
    next_answer,
    open_chat,
    patiently,
    requested_hosts,
)

pytestmark = needs_browser

Browse = Callable[..., webdriver.Chrome]
TRADITIONAL = "郴州搬遷群眾自主創業有什麼補貼？找哪些部門？"
SIMPLIFIED = "重庆市怎样支持搬迁群众自主创业？由哪些部门负责？"


@pytest.mark.parametrize("size", SIZES)
def test_both_scripts_get_citation_and_departments_and_no_other_host_is_asked(
    site: str, browse: Browse, size: str
) -> None:
    browser = browse(size)
    open_chat(browser, site)
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


def test_a_first_visitor_sees_what_there_is_and_what_it_cannot_do(
    site: str, browse: Browse
) -> None:
    browser = browse("phone")
    open_chat(browser, site)
    log = browser.find_element(By.ID, "pa-log")
    assert "收录了5份文件" in log.text
    assert "文件没有规定的会直说" in log.text
    box = browser.find_element(By.ID, "pa-question")
    assert box.location["y"] + box.size["height"] < SIZES["phone"][1], "asking needs scrolling"


def test_a_follow_up_is_offered_and_can_be_clicked(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    assert "渝发改规范" in ask(browser, SIMPLIFIED)
    offered = {
        button.text: button
        for button in browser.find_elements(By.CSS_SELECTOR, ".pa-chips.row button")
        if button.is_displayed()
    }
    offered["换成郴州市呢？"].click()
    assert "郴政办发〔2022〕14号" in next_answer(browser, 1)


def test_a_clarification_offers_what_can_be_meant(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    assert "需要您补充" in ask(browser, "（八）写了什么？")
    chips = browser.find_elements(By.CSS_SELECTOR, ".pa-chips.row button")
    offered = {chip.text: chip for chip in chips if chip.is_displayed()}
    offered["渝发改规范〔2021〕9号三、（八）写了什么？"].click()
    answer = next_answer(browser, 1)
    assert "需要您补充" not in answer
    assert "支持搬迁群众自主创业" in answer


def test_a_mark_opens_its_card(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    ask(browser, SIMPLIFIED)
    mark = browser.find_element(By.CSS_SELECTOR, ".pa-answer a.pa-mark")
    card = browser.find_element(By.ID, str(mark.get_dom_attribute("href")).removeprefix("#"))
    browser.execute_script("arguments[0].open = false", card)
    mark.click()
    assert card.get_property("open")


def test_a_citation_opens_its_document_at_the_highlighted_words(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    ask(browser, SIMPLIFIED)
    link = browser.find_element(By.CSS_SELECTOR, ".pa-citation[open] .pa-meta a")
    quote = browser.find_element(By.CSS_SELECTOR, ".pa-citation[open] mark").text
    browser.get(str(link.get_attribute("href")))
    shown = browser.find_element(By.CSS_SELECTOR, "section:target mark")
    assert shown.text == quote
    assert complaints(browser) == []


def test_a_document_is_read_in_the_askers_script_beside_the_original(
    site: str, browse: Browse
) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    ask(browser, "重慶市怎樣支持搬遷群眾自主創業？")
    link = browser.find_element(By.CSS_SELECTOR, ".pa-citation[open] .pa-meta a")
    browser.get(str(link.get_attribute("href")))
    original, beside = browser.find_elements(By.CSS_SELECTOR, "section:target mark")
    assert "搬迁" in original.text
    assert "搬遷" in beside.text
    assert len(original.text) == len(beside.text)


def test_the_page_speaks_traditional_when_that_is_chosen(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    wait = patiently(browser)
    click(browser, "input[value='zh-Hant']")
    wait.until(lambda b: "政策問答" in b.find_element(By.TAG_NAME, "h1").text)
    assert "重慶市的規定是：" in ask(browser, SIMPLIFIED)
    headings = [item.text for item in browser.find_elements(By.CSS_SELECTOR, ".pa-section h2")]
    assert headings[:2] == ["責任部門", "依據"]
    wait.until(lambda b: b.find_element(By.CSS_SELECTOR, ".submit-button").text == "提問")


def test_choices_stand_in_the_address_and_come_back_with_it(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    wait = patiently(browser)
    browser.find_element(By.CSS_SELECTOR, "input[value='official']").click()
    browser.find_element(By.CSS_SELECTOR, "input[role='combobox']").click()
    wait.until(
        lambda b: b.find_element(By.CSS_SELECTOR, "[role='option'][aria-label='重庆市']")
    ).click()
    wait.until(lambda b: "place" in b.current_url)
    assert parse_qs(urlsplit(browser.current_url).query) == {
        "place": ["重庆市"],
        "audience": ["official"],
    }
    again = browse("desktop")
    open_chat(again, browser.current_url)
    patiently(again).until(
        lambda b: b.find_element(By.CSS_SELECTOR, "input[value='official']").is_selected()
    )
    assert "渝发改规范〔2021〕9号" in ask(again, "怎样支持搬迁群众自主创业？")


def test_an_answer_is_copied_with_its_sources_and_a_clause_by_its_link(
    site: str, browse: Browse
) -> None:
    browser = browse("desktop")
    permissions = {"origin": site, "permissions": ["clipboardReadWrite"]}
    browser.execute_cdp_cmd("Browser.grantPermissions", permissions)
    open_chat(browser, site)
    ask(browser, SIMPLIFIED)
    wait = patiently(browser)

    def copied(selector: str) -> str:
        button = browser.find_element(By.CSS_SELECTOR, selector)
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()
        wait.until(lambda b: b.find_element(By.CSS_SELECTOR, selector).text == "已复制")
        return str(browser.execute_script("return navigator.clipboard.readText()"))

    memo = copied(".pa-copy-copy")
    assert memo.startswith(SIMPLIFIED)
    assert "〔1〕《" in memo
    assert "渝发改规范〔2021〕9号" in memo
    address = copied(".pa-citation[open] .pa-copy-share")
    assert address.startswith(f"{site}/clauses/")


def test_feedback_with_reasons_is_taken(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    ask(browser, SIMPLIFIED)
    wait = patiently(browser)
    by_text = "//button[normalize-space()='{}']"
    wait.until(lambda b: b.find_element(By.XPATH, by_text.format("没有用"))).click()
    wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "input[name='reason_unclear']")).click()
    browser.find_element(By.XPATH, by_text.format("提交意见")).click()
    wait.until(lambda b: "谢谢，已记下您的意见" in b.find_element(By.TAG_NAME, "body").text)
    assert complaints(browser) == []


def test_the_whole_answer_is_printed_dark_on_white(site: str, browse: Browse) -> None:
    browser = browse("desktop", dark=True)
    open_chat(browser, site)
    ask(browser, SIMPLIFIED)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    pages = pypdfium2.PdfDocument(io.BytesIO(base64.b64decode(printed["data"])))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "渝发改规范" in text
    assert "市人力社保局" in text
    assert "群众常问" not in text, "the side column is on paper"
    assert "您的问题" not in text, "the form is on paper"
    corner = pages[0].render(scale=0.2).to_pil().getpixel((2, 2))
    assert corner == (255, 255, 255)
    assert "dark" in str(browser.find_element(By.TAG_NAME, "body").get_attribute("class"))


def test_the_conversation_can_be_begun_anew(site: str, browse: Browse) -> None:
    browser = browse("desktop")
    open_chat(browser, site)
    ask(browser, SIMPLIFIED)
    browser.find_element(By.XPATH, "//button[normalize-space()='新对话']").click()
    patiently(browser).until(lambda b: not answers(b))
    assert "收录了5份文件" in browser.find_element(By.ID, "pa-log").text
