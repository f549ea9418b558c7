"""任务分工表: rows of a table as the lines of text that an official would write for them.

A row becomes 「1.任务。（牵头单位：X；责任单位：Y；完成时限：Z）」, so that clauses and
responsibilities are found by the same rules as in running text. Other tables keep their cells,
divided by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.normalize import fold
from corpus.role_headings import is_person_heading, is_role_heading

_TASK = re.compile(
    r"^(?:.*(?:任务|举措|措施|工作内容|事项|工作要求|改革内容|建设内容)(?:内容|名称|清单|要求|事项|要点)?"
    r"|主要内容|具体内容|工作目标)$"
)
_GROUP = re.compile(r"^(?:.*(?:类别|领域|板块|方面|分类|一级指标|大类|模块)|项目类型)$")
_NUMBER = re.compile(r"^(?:序号|编号|项次|号)$")
_TIME = re.compile(
    r"^.*(?:完成时限|完成时间|时限|完成期限|时间节点|进度安排|时间要求|时间安排|时间进度)$"
)
_MARKED = re.compile(
    r"\s*(?:[（(【]?[0-9一二三四五六七八九十百]+[.．、)）】]|第[一二三四五六七八九十百]+[章节条项]|[①-⑳])"
)
_SEARCHED_ROWS = 12
"""Rows in which the head of a table is looked for; captions and units stand above it."""
_LONGEST_NAME = 40
"""Characters of a cell that are read for a column's name."""
_STOP = "。；;.！!？?："


@dataclass(frozen=True, slots=True)
class _Head:
    """Which column holds what; indices into a row."""

    row: int
    above: int
    """Rows of the head above `row`: 0, or 1 when 责任分工 stands over 牵头单位 and 配合单位."""
    tasks: tuple[int, ...]
    groups: tuple[int, ...]
    number: int | None
    roles: tuple[tuple[int, str], ...]
    times: tuple[tuple[int, str], ...]
    others: tuple[tuple[int, str], ...]


def render_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    r"""The lines of a table.

    Args:
        rows: Cells by row; merged cells already repeated in each row that they cover.

    Returns:
        One line a row: a sentence with its responsibilities when the head names a task and a
        responsible body, else the cells divided by tabs.

    >>> head = ["序号", "工作任务", "牵头单位", "完成时限"]
    >>> render_rows([head, ["1", "建设驿站", "市民政局", "6月底"]])
    ['1.建设驿站。（牵头单位：市民政局；完成时限：6月底）']
    >>> render_rows([["项目", "金额"], ["培训", "800元"]])
    ['项目\t金额', '培训\t800元']
    """
    cleaned = [[_clean(cell) for cell in row] for row in rows]
    head = _find_head(cleaned)
    if head is None:
        return [line for row in cleaned if (line := _tabbed(row))]
    lines = [_caption(row) for row in cleaned[: head.row - head.above] if any(row)]
    group, task, number = "", "", 0
    for row in cleaned[head.row + 1 :]:
        if not any(row) or row == cleaned[head.row]:  # a head repeated on the next page
            continue
        own = _task(row, head)
        printed = _number(row, head)
        if lines and task and _value(row, head.roles) and own in {"", task} and not printed:
            lines[-1] += _notes(row, head)  # the same task, its cell merged or left empty
            continue
        task, number = own, printed or number + 1
        rendered, group = _render(row, head, f"{number}.", (group, task))
        lines.extend(rendered)
    return lines


def _clean(cell: str) -> str:
    """A cell on one line; line breaks in a list of bodies separate them."""
    parts = [part.strip() for part in re.split(r"[\r\n\x0b\x0c\u2028\u2029]+", cell)]
    text = ""
    for part in filter(None, parts):
        text += part if not text or text[-1] in "。；，、：;,:（(" else f"\n{part}"
    return re.sub(r"[\t ]+", " ", text).strip()


def _tabbed(row: Sequence[str]) -> str:
    return "\t".join(cell.replace("\n", "") for cell in row).rstrip("\t").strip(" ")


def _find_head(rows: list[list[str]]) -> _Head | None:
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        names = [re.sub(r"\s+", "", fold(cell[:_LONGEST_NAME])) for cell in row]
        roles = tuple((i, name) for i, name in enumerate(names) if _is_role(name))
        tasks = tuple(i for i, name in enumerate(names) if _TASK.match(name))
        if not roles or not tasks:
            continue
        times = tuple((i, name) for i, name in enumerate(names) if _TIME.match(name))
        groups = tuple(i for i, name in enumerate(names) if _GROUP.match(name) and i not in tasks)
        number = next((i for i, name in enumerate(names) if _NUMBER.match(name)), None)
        taken = {i for i, _ in (*roles, *times)} | {*tasks, *groups, number}
        others = tuple((i, name) for i, name in enumerate(names) if name and i not in taken)
        head = _Head(index, 0, tasks, groups, number, roles, times, others)
        following = _find_head(rows[index + 1 : index + 2])  # 责任分工 over 牵头单位, 配合单位
        return replace(following, row=index + 1, above=1) if following is not None else head
    return None


def _is_role(name: str) -> bool:
    return is_role_heading(name) or is_person_heading(name)


def _caption(row: list[str]) -> str:
    """A line above the head; a title merged over the columns is said once."""
    distinct = list(dict.fromkeys(cell for cell in row if cell))
    return "\t".join(cell.replace("\n", "") for cell in distinct)


def _render(
    row: list[str], head: _Head, marker: str, above: tuple[str, str]
) -> tuple[list[str], str]:
    """The lines of one row, and the group that it stands in.

    Args:
        row: Its cells.
        head: Which column holds what.
        marker: The number to print where the task has none of its own.
        above: The group that the rows before stand in, and the task that this row is about.
    """
    group, task = above
    filled = list(dict.fromkeys(cell for cell in row if cell))
    if len(filled) == 1 and len(row) > 2 and not _value(row, head.roles):
        return [filled[0].replace("\n", "")], group  # a section line merged over the columns
    named = " ".join(filter(None, (_at(row, i) for i in head.groups)))
    lines = [named.replace("\n", "")] if named and named != group else []
    if not task:
        return [*lines, _tabbed(row)], named or group
    if not _MARKED.match(fold(task)):
        task = f"{marker}{task}"
    stop = "" if task[-1] in _STOP else "。"
    return [*lines, f"{task}{stop}".replace("\n", "") + _notes(row, head)], named or group


def _notes(row: list[str], head: _Head) -> str:
    """The bodies, times and remarks of a row in one bracket; "" when it has none."""
    notes = [f"{name}：{_bodies(text)}" for name, text in _value(row, head.roles)]
    notes += [f"{name}：{text}" for name, text in _value(row, (*head.times, *head.others))]
    return f"（{'；'.join(notes)}）".replace("\n", "") if notes else ""


def _task(cells: list[str], head: _Head) -> str:
    """The task's words; with two task columns (任务, 措施) the first one leads in the second."""
    parts = list(dict.fromkeys(text for i in head.tasks if (text := _at(cells, i))))
    joined = ""
    for part in parts:
        stop = "" if not joined or joined[-1] in _STOP else "。"
        joined += f"{stop}{part}"
    return joined


def _number(cells: list[str], head: _Head) -> int:
    """The printed number of a row; 0 when it has none."""
    printed = _at(cells, head.number) if head.number is not None else ""
    digits = re.match(r"[0-9]{1,5}", fold(printed))
    return int(digits.group()) if digits else 0


def _value(cells: list[str], columns: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(name, text) for i, name in columns if (text := _at(cells, i)) not in {"", "/", "—"}]


def _at(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _bodies(text: str) -> str:
    """A cell's list of bodies on one line, without the stop at its end."""
    joined = re.sub(r"\s*\n\s*", "、", text)
    if " " in joined and not re.search(r"[、，；,;]", joined):  # a list divided by spaces only
        joined = re.sub(r"(?<=[\u4e00-\u9fff）]) +(?=[\u4e00-\u9fff（])", "、", joined)
    return joined.rstrip("。；;、，, ")
