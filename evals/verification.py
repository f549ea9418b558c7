"""How well verification tells altered sentences from true ones.

Every sentence is made from a real clause by a fixed rule, so the set can be made again from the
documents: true ones are the clause's own words, shortened, converted or re-numbered; altered
ones change one amount, date, department, document number, negation or modal word, cite another
clause, or are invented. Thresholds are chosen on the development half of the documents (by
hash of the file name) and the figures of the test half are the ones to quote.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.quantities import find_quantities
from assistant.verification import SUPPORT, Problem, verify_sentence
from corpus.departments import find_departments
from corpus.load import read_document
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold
from corpus.scripts import to_traditional


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sentence with what it cites and how it was made."""

    kind: str
    """``true:…`` for a true sentence, else the kind of the alteration."""
    sentence: str
    sources: tuple[str, ...]
    context: tuple[str, ...]
    split: str


_SENTENCE = re.compile(r"[^。；！？\n]{12,120}[。；]")
_MODAL_SWAPS = (
    ("鼓励", "应当"), ("支持", "必须"), ("引导", "必须"), ("可以", "应当"), ("应当", "可以"),
    ("必须", "可以"), ("原则上", ""), ("确保", "鼓励"), ("要", "可以"), ("须", "可以"),
)  # fmt: skip
_NEGATION_SWAPS = (
    ("不得", "可以"), ("不予", "予以"), ("禁止", "允许"), ("严禁", "可以"), ("可以", "不得"),
    ("应当", "不得"), ("鼓励", "不鼓励"), ("支持", "不支持"), ("纳入", "不纳入"),
    ("给予", "不给予"), ("允许", "不允许"), ("保障", "不保障"), ("享受", "不享受"),
    ("提供", "不提供"), ("取消", "不取消"), ("开展", "不开展"), ("建立", "不建立"),
)  # fmt: skip
_INVENTED = (
    "符合条件的家庭每人每月可领取生活补贴五百元",
    "申请人可到街道服务窗口提交材料并在十五个工作日内收到结果",
    "逾期未申报的将被追究法律责任并处以罚款",
    "本市户籍人员优先享受专项购房优惠",
    "相关企业凭营业执照办理税收减免备案手续",
    "六十岁以上老人免费乘坐公共交通工具",
)
_STRANGERS = ("市体育彩票管理局", "省地震局", "市档案局", "国家邮政局", "市气象局", "国家能源局")


def make_samples(documents: Iterable[PolicyDocument]) -> Iterator[Sample]:
    """Samples of every clause that has a full sentence, at most two sentences a clause."""
    for document in documents:
        split = split_of(document)
        clauses = [clause for clause in document.clauses if len(clause.span.of(document.text)) > 40]
        for position, clause in enumerate(clauses):
            other = clauses[(position + len(clauses) // 2) % len(clauses)]
            yield from _clause_samples(document, clause, other, split)


def split_of(document: PolicyDocument) -> str:
    """The half that a document belongs to, by a hash of its file name."""
    digest = hashlib.sha256(document.file.encode()).digest()
    return "development" if digest[0] % 2 == 0 else "test"


def _clause_samples(
    document: PolicyDocument, clause: Clause, other: Clause, split: str
) -> Iterator[Sample]:
    source = clause.span.of(document.text)
    context = tuple(filter(None, (document.title, document.document_number, clause.heading)))
    sentences = [match.group().strip() for match in _SENTENCE.finditer(fold(source))][:2]
    for sentence in sentences:
        made = [*_true(sentence), *_altered(sentence, document)]
        for kind, text in made:
            yield Sample(kind=kind, sentence=text, sources=(source,), context=context, split=split)
        if other.id != clause.id:
            elsewhere = (other.span.of(document.text),)
            yield Sample(
                kind="wrong_clause", sentence=sentence, sources=elsewhere, context=(), split=split
            )
    invented = _INVENTED[clause.ordinal % len(_INVENTED)]
    if sentences:
        yield Sample(
            kind="invented", sentence=invented, sources=(source,), context=context, split=split
        )


def _true(sentence: str) -> Iterator[tuple[str, str]]:
    yield "true:verbatim", sentence
    yield "true:traditional", to_traditional(sentence)
    fragments = re.split(r"，", sentence)
    if len(fragments) > 2:
        yield "true:shortened", "，".join(fragments[1:])
    items = re.split(r"、", sentence)
    if len(items) > 3:
        yield "true:item_left_out", "、".join(items[:1] + items[2:])
    yield "true:led_in", f"按照规定，{sentence}"


def _altered(sentence: str, document: PolicyDocument) -> Iterator[tuple[str, str]]:
    for quantity in find_quantities(sentence):
        if re.match(r"\d", quantity.words):
            kind = "date" if quantity.unit in ("年", "月", "日") else "number"
            digits = re.match(r"\d+", quantity.words)
            assert digits is not None
            wrong = str(int(digits.group()) + 3) + quantity.words[digits.end() :]
            yield kind, sentence.replace(quantity.words, wrong, 1)
            break
    yield from _first_swap("modality", sentence, _MODAL_SWAPS)
    yield from _first_swap("negation", sentence, _NEGATION_SWAPS)
    yield from _other_department(sentence, document)
    if document.document_number and (serial := re.search(r"(\d+)号", document.document_number)):
        wrong_number = document.document_number.replace(
            serial.group(), f"{int(serial.group(1)) + 1}号"
        )
        yield "document_number", f"{wrong_number}规定{sentence}"


def _other_department(sentence: str, document: PolicyDocument) -> Iterator[tuple[str, str]]:
    """The sentence with one named body exchanged; one put in front where it names none."""
    stranger = _STRANGERS[len(sentence) % len(_STRANGERS)]
    if stranger in document.text:
        return
    named = find_departments(sentence)
    if named:
        span = named[0].span
        yield "department", sentence[: span.start] + stranger + sentence[span.end :]
    else:
        yield "department_added", f"{stranger}{sentence}"


def _first_swap(
    kind: str, sentence: str, swaps: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The sentence with the first word exchanged that stands where it governs something.

    Two-character words must open a fragment or follow its subject by at most eight characters
    without 的, since 支持 or 保障 elsewhere is often a noun, whose exchange changes nothing.
    """
    for words, wrong in swaps:
        subject = r"(?:^|[，；])(?:[^，；的、不三]{0,8}?)(?<![需重主不必无纲概摘])"
        pattern = rf"{subject}({words})(?![求素点件闻领目])"
        if match := re.search(pattern, sentence):
            yield kind, sentence[: match.start(1)] + wrong + sentence[match.end(1) :]
            return


def score(samples: Iterable[Sample]) -> dict[str, Any]:
    """Per half and kind: how many, and the share judged rightly (passed if true, else caught)."""
    tally: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        problems = _problems(sample)
        right = not problems if sample.kind.startswith("true:") else bool(problems)
        tally[sample.split][sample.kind].append(right)
    return {split: _rates(kinds) for split, kinds in sorted(tally.items())}


def _problems(sample: Sample) -> tuple[Problem, ...]:
    return verify_sentence(sample.sentence, sample.sources, context=sample.context)


def _rates(kinds: dict[str, list[bool]]) -> dict[str, Any]:
    rates: dict[str, Any] = {
        kind: {"n": len(held), "right": round(sum(held) / len(held), 4)}
        for kind, held in sorted(kinds.items())
    }
    for name, is_true in (("true sentences passed", True), ("altered caught", False)):
        held = [x for kind, xs in kinds.items() if kind.startswith("true:") is is_true for x in xs]
        rates[name] = {"n": len(held), "right": round(sum(held) / max(1, len(held)), 4)}
    return rates


def wrong_samples(samples: Iterable[Sample], split: str) -> Iterator[tuple[Sample, str]]:
    """Misjudged samples of one half with the reason, for reading while rules are written."""
    for sample in samples:
        problems = _problems(sample)
        if sample.split == split and bool(problems) == sample.kind.startswith("true:"):
            yield sample, "; ".join(f"{item.kind}:{item.words}" for item in problems)


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the samples of the shipped documents and of further folders, and keep the figures.

    ``python -m evals.verification [FOLDER …] [--output FILE]``
    """
    parser = argparse.ArgumentParser(description=(main.__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    files = [
        file
        for folder in (Path(__file__).parent.parent / "corpus" / "documents", *options.folders)
        for pattern in ("*.txt", "*.md")
        for file in sorted(folder.glob(pattern))
    ]
    results = {
        "documents": len(files),
        "support": SUPPORT,
        **score(make_samples(read_document(file) for file in files)),
    }
    text = json.dumps(results, ensure_ascii=False, indent=1)
    sys.stdout.write(text + "\n")
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
