"""责任矩阵, 任务清单, 版本比较 and 关系图 of the officials' page."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.settings import Settings
from assistant.web.api import create_app
from assistant.web.graph import HEIGHT, WIDTH, draw, node_key
from assistant.web.matrix import matrices, tasks
from corpus.links import DocumentLink, LinkKind
from corpus.load import read_document
from corpus.model import PolicyDocument, Role, Span
from tests.fakes import DOCUMENTS, FakeAssistant, chongqing


@pytest.fixture
def client(fake_assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(
        fake_assistant,  # type: ignore[arg-type]
        Settings.load(data_dir=tmp_path),
        pages=False,
    )
    with TestClient(app) as client:
        yield client


def link(source: str, target: str, kind: LinkKind = LinkKind.BASIS) -> DocumentLink:
    known = len(target) == 1
    return DocumentLink(
        source_id=source,
        target_id=target if known else None,
        target_title=target,
        kind=kind,
        clause_id=None,
        span=Span(start=0, end=1),
    )


def named(name: str) -> PolicyDocument:
    return replace(chongqing(), id=name, title=f"关于{name}的通知")


def test_the_matrix_has_a_role_where_a_clause_names_a_department() -> None:
    document = read_document(next(DOCUMENTS.glob("001_*")))
    edges = [(document, document.clause_by_id(e.clause_id), e) for e in document.responsibilities]
    (found,) = matrices(edges)
    starts = [clause.span.start for clause in found.clauses]
    assert starts == sorted(starts)
    cells = {
        (name, clause.id)
        for name, row in found.rows
        for clause, cell in zip(found.clauses, row, strict=True)
        if cell
    }
    assert cells == {(edge.department, edge.clause_id) for edge in document.responsibilities}


def test_tasks_that_a_department_answers_for_come_first() -> None:
    document = chongqing()
    (clause,) = document.clauses
    second = replace(clause, id="second")
    edge = document.responsibilities[3]
    helped = replace(edge, role=Role.ASSIST, printed_role="配合", clause_id=clause.id)
    led = replace(edge, role=Role.LEAD, printed_role="牵头", clause_id="second")
    found = tasks([(document, clause, helped), (document, second, led)])
    assert [(task.clause.id, task.roles, task.leads) for task in found] == [
        ("second", ("牵头",), True),
        (clause.id, ("配合",), False),
    ]
    assert found[1].others == tuple(
        item.department for item in document.responsibilities if item.department != "市民政局"
    )


def test_the_matrix_page_and_its_export_hold_the_same_cells(client: TestClient) -> None:
    page = client.get("/officials/matrix", params={"department": "民政局"}).text
    assert re.findall(r'<th scope="row">([^<]+)', page) == ["市民政局"]
    reply = client.get("/officials/matrix.xlsx", params={"department": "民政局"})
    sheet = load_workbook(io.BytesIO(reply.content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["部门", "四、（十四） 保障搬迁群众合法权益"],
        ["市民政局", "责任"],
    ]
    empty = client.get("/officials/matrix.xlsx", params={"place": "x"})
    assert load_workbook(io.BytesIO(empty.content)).sheetnames == ["责任矩阵"]


def test_a_department_finds_its_tasks_by_its_short_name(client: TestClient) -> None:
    page = client.get("/officials/tasks", params={"department": "人社局"}).text
    assert "人社局任务清单" in page
    assert "共 1 项" in page
    assert "同列：市农业农村委、市林业局、市民政局" in page
    assert "没有写明该部门的责任" in client.get("/officials/tasks?department=气象局").text
    assert "请填写部门" in client.get("/officials/tasks").text


def test_an_upload_can_be_compared_with_the_indexed_version(client: TestClient) -> None:
    path = DOCUMENTS / "003_7ffee3f169960fc7.txt"
    newer = path.read_text(encoding="utf-8").replace("给予临时救助。", "给予临时救助和慰问。")
    page = client.post(
        "/officials/check",
        files={"file": ("newer.txt", newer.encode())},
        data={"against": chongqing().id},
    )
    assert page.status_code == 200
    assert "版本比较" in page.text
    assert '<ins><span class="pa-said">〔新增〕</span>和慰问</ins>' in page.text


def test_two_documents_side_by_side_need_both_to_be_there(client: TestClient) -> None:
    same = {"first": chongqing().id, "second": chongqing().id}
    page = client.get("/officials/compare", params=same).text
    assert "未改 1 条，修改 0 条" in page
    assert "合法权益" not in client.get("/officials/compare", params={**same, "changes": True}).text
    reply = client.get("/officials/compare?first=x&second=y", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/officials")


def test_a_document_stands_to_the_right_of_all_that_it_names() -> None:
    links = [link("c", "b"), link("b", "a"), link("c", "a"), link("c", "国外的法")]
    graph = draw(links, [named("a"), named("b"), named("c")])
    x = {node.key: node.x for node in graph.nodes}
    assert x["a"] < x["b"] < x["c"]
    assert [node.title for node in graph.nodes if not node.known] == ["国外的法"]
    assert all(edge.is_leftward for edge in graph.edges)


def test_documents_that_name_each_other_are_drawn_too() -> None:
    graph = draw([link("a", "b"), link("b", "a")], [named("a"), named("b")])
    assert len(graph.nodes) == 2
    assert {edge.is_leftward for edge in graph.edges} == {True, False}


def test_no_two_boxes_overlap_and_all_lie_in_the_picture() -> None:
    links = [link("a", f"法律法规之{n}") for n in range(7)] + [link("b", "a"), link("b", "c")]
    graph = draw(links, [named("a"), named("b"), named("c")])
    boxes = [(node.x, node.y) for node in graph.nodes]
    for n, (x, y) in enumerate(boxes):
        assert 0 <= x <= graph.width - WIDTH
        assert 0 <= y <= graph.height - HEIGHT
        assert all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for a, b in boxes[n + 1 :])


def test_the_picture_is_sound_and_the_table_says_the_same(
    client: TestClient, fake_assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = chongqing().id
    links = (link(here, "就业促进法<x>", LinkKind.IMPLEMENTS), link(here, "社会保险法"))
    monkeypatch.setattr(fake_assistant.index.catalog, "document_links", lambda: links)
    page = client.get("/officials/graph").text
    picture = ET.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    space = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f".//{space}path[@marker-end]")) == len(links)
    assert picture.find(f"{space}title") is not None
    rows = page[page.index("关系表") :].split("<tr>")[2:]
    assert len(rows) == len(links)
    for row, expected in zip(rows, links, strict=True):
        assert escape(expected.target_title) in row
        assert expected.kind.value in row


def test_a_crowded_picture_leaves_out_what_only_one_document_names(
    fake_assistant: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = chongqing().id
    links = tuple(link(here, f"第{n}号地方性法规") for n in range(80))
    monkeypatch.setattr(fake_assistant.index.catalog, "document_links", lambda: links)
    app = create_app(fake_assistant, Settings.load(data_dir=tmp_path), pages=False)  # type: ignore[arg-type]
    with TestClient(app) as client:
        assert "有 80 条指向" in client.get("/officials/graph").text
        whole = client.get("/officials/graph?whole=true").text
    assert all(node_key(item) for item in links)
    assert "81 份文件，80 条关系" in whole
