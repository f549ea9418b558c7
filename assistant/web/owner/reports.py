"""The tables that can be taken away as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assistant.labels import label
from assistant.records.model import AuditRecord
from assistant.web.owner.insight import Insight
from assistant.web.owner.sheets import Table
from assistant.web.owner.wording import ACTIONS, COMPLAINTS, of, reason_words


def questions(insight: Insight) -> Table:
    """Every question."""
    return Table(
        name="questions",
        title="提问",
        columns=("时间", "问题", "结果", "原因", "地区", "部门", "耗时（毫秒）", "对话"),
        rows=tuple(
            (
                q.asked_at,
                q.question,
                label(q.status),
                of_reason(q.status, q.reason),
                q.place,
                "、".join(q.departments),
                round(q.latency_ms, 1),
                q.conversation_id,
            )
            for q in insight.questions
        ),
    )


def gaps(insight: Insight) -> Table:
    """Unanswered questions by their matter."""
    return Table(
        name="gaps",
        title="未答问题",
        columns=("事项", "次数", "最近一次", "地区", "部门", "问法举例"),
        rows=tuple(
            (
                "、".join(gap.words),
                gap.count,
                gap.last_asked,
                "、".join(gap.places),
                "、".join(gap.departments),
                " / ".join(gap.examples),
            )
            for gap in insight.gaps
        ),
    )


def feedback(insight: Insight) -> Table:
    """Every piece of feedback with its question."""
    return Table(
        name="feedback",
        title="评价",
        columns=(
            "时间",
            "评价",
            "原因",
            "意见",
            "问题",
            "结果",
            "完整问题",
            "引用条款",
            "答复编号",
        ),
        rows=tuple(
            (
                item.feedback.at,
                "有用" if item.feedback.verdict == "useful" else "没有用",
                "、".join(of(COMPLAINTS, reason) for reason in item.feedback.reasons),
                item.feedback.comment,
                item.question.question if item.question else None,
                label(item.question.status) if item.question else None,
                item.question.standalone_question if item.question else None,
                "、".join(item.question.cited_clause_ids) if item.question else None,
                item.feedback.answer_id,
            )
            for item in insight.opinions.all
        ),
    )


def days(insight: Insight) -> Table:
    """Questions over time."""
    return Table(
        name="days",
        title="提问趋势",
        columns=("起始日", "提问", "已答复", "追问", "拒答", "出错"),
        rows=tuple(
            (
                period.first.isoformat(),
                period.outcomes.total,
                period.outcomes.answered,
                period.outcomes.clarification,
                period.outcomes.refused,
                period.outcomes.error,
            )
            for period in insight.periods
        ),
    )


def clauses(insight: Insight, catalog: Any) -> Table:
    """Clauses by how often answers cite them."""
    return Table(
        name="clauses",
        title="引用最多的条款",
        columns=("条款", "条款标题", "文件", "文号", "引用次数", "条款编号"),
        rows=tuple(
            (*clause_words(catalog, clause_id), count, clause_id)
            for clause_id, count in insight.cited("clauses")
        ),
    )


def refused(insight: Insight) -> Table:
    """What was not answered, by reason."""
    return Table(
        name="refusals",
        title="没有答复的原因",
        columns=("结果", "原因", "次数"),
        rows=tuple(
            (label(status), of_reason(status, reason), count)
            for status, reason, count in insight.refusals
        ),
    )


def places(insight: Insight) -> Table:
    """Questions by place and by department."""
    rows = [("地区", g) for g in insight.places] + [("部门", g) for g in insight.departments]
    return Table(
        name="places",
        title="地区与部门",
        columns=("类别", "名称", "提问", "未答"),
        rows=tuple((kind, g.name, g.asked, g.unanswered) for kind, g in rows),
    )


def audit(entries: Iterable[AuditRecord]) -> Table:
    """The audit trail."""
    return Table(
        name="audit",
        title="操作记录",
        columns=("时间", "操作", "文件", "文件编号", "来自", "详情"),
        rows=tuple(
            (e.at, of(ACTIONS, e.action), e.file, e.document_id, e.actor, e.detail) for e in entries
        ),
    )


REPORTS: Mapping[str, Callable[[Insight], Table]] = {
    "questions": questions,
    "gaps": gaps,
    "feedback": feedback,
    "days": days,
    "refusals": refused,
    "places": places,
}
"""Tables that need nothing but the records, by name."""


def of_reason(status: str, reason: str) -> str | None:
    """The words for a reason; None for an answer."""
    return None if status == "answered" else reason_words(status, reason)


def clause_words(catalog: Any, clause_id: str) -> tuple[str, str, str, str | None]:
    """Label, heading, title and 文号; of a clause that is no longer published only that."""
    try:
        document, clause = catalog.clause(clause_id)
    except KeyError:
        return "（已撤下）", "", "", None
    return clause.label, clause.heading, document.title, document.document_number
