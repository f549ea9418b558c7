"""Puts the articles of a legal test collection together to whole statutes.

    python -m evals.statutes COLLECTION OUT

COLLECTION has ``corpus.jsonl`` with an article a line, named 「住房公积金管理条例第一条」; OUT gets
one text file for each statute that ``cases/statutes.jsonl`` (the first twelve, which the figures
in the README are over), ``cases/statutes_readers.jsonl`` or ``cases/conversations_statutes.jsonl``
(nine of the last ten) asks about. Ingest OUT together with the shipped documents, then run
those cases.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.errors import UnreadableFileError

TITLES = (
    "中华人民共和国社会保险法",
    "中华人民共和国就业促进法",
    "中华人民共和国残疾人保障法",
    "中华人民共和国义务教育法",
    "中华人民共和国户口登记条例",
    "住房公积金管理条例",
    "医疗保障基金使用监督管理条例",
    "失业保险条例",
    "居住证暂行条例",
    "工伤保险条例",
    "社会救助暂行办法",
    "退役军人安置条例",
    "不动产登记暂行条例",
    "中国公民收养子女登记办法",
    "中华人民共和国政府信息公开条例",
    "城市供水条例",
    "幼儿园管理条例",
    "殡葬管理条例",
    "流动人口计划生育工作条例",
    "职工带薪年休假条例",
    "婚姻登记条例",
    "残疾人就业条例",
    "自然灾害救助条例",
    "市场监督管理投诉举报处理暂行办法",
    "家用汽车产品修理更换退货责任规定",
    "城市生活无着的流浪乞讨人员救助管理办法",
    "志愿服务条例",
    "个体工商户条例",
    "信访工作条例",
    "征信业管理条例",
    "法律援助条例",
    "快递暂行条例",
    "保障农民工工资支付条例",
    "物业管理条例",
    "农村五保供养工作条例",
    "机动车交通事故责任强制保险条例",
    "社会保险经办条例",
    "残疾人教育条例",
    "中国公民往来台湾地区管理办法",
    "大中型水利水电工程建设征地补偿和移民安置条例",
)
_ARTICLE = re.compile(r"(?P<title>.+?)(?P<number>第[零〇一二三四五六七八九十百千]+条)")


def statutes(lines: Iterable[str]) -> dict[str, str]:
    r"""Text of each wanted statute by title, articles in the order of the collection.

    >>> line = '{"name": "失业保险条例第一条", "text": "为了保障失业人员，制定本条例。"}'
    >>> statutes([line])["失业保险条例"]
    '失业保险条例\n\n第一条　为了保障失业人员，制定本条例。\n'
    """
    articles: dict[str, list[str]] = {}
    for line in lines:
        record = json.loads(line)
        match = _ARTICLE.fullmatch(record["name"])
        if match and match["title"] in TITLES:
            text = f"{match['number']}　{record['text'].strip()}"
            articles.setdefault(match["title"], []).append(text)
    return {title: "\n".join([title, "", *rows]) + "\n" for title, rows in articles.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the statutes, and say which are missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    source = options.collection / "corpus.jsonl"
    try:
        found = statutes(source.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise UnreadableFileError(f"cannot read {source}: {error}") from error
    options.out.mkdir(parents=True, exist_ok=True)
    for title, text in found.items():
        (options.out / f"{title}.txt").write_text(text, encoding="utf-8")
    missing = [title for title in TITLES if title not in found]
    sys.stderr.write(f"{len(found)} statutes in {options.out}; missing: {missing or 'none'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
