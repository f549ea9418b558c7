import ast
import re
import string
from pathlib import Path

import pytest

from assistant.messages import MESSAGES, say
from corpus.model import Script
from corpus.scripts import to_simplified

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OWN = ("steps", "selection", "composing", "presenting")
FILES = (
    "assistant.py",
    "clause_names.py",
    "context.py",
    "conversation.py",
    "document_names.py",
    "langchain_adapter.py",
    "memory.py",
    "personal_data.py",
    "pipeline.py",
    "sentences.py",
    "settings.py",
    "terms.py",
    "wording.py",
)
PARSED = {"第", "条", "款", "项", "、", "（", "）", "省市区县州", "的", "各"}
"""Marks of clause numbers and place names that rules read or write; no wording."""


def sources() -> list[Path]:
    base = ROOT / "assistant"
    return [base / name for name in FILES] + [f for d in OWN for f in (base / d).glob("*.py")]


def literals(path: Path) -> list[str]:
    """String literals of a file that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_chinese_wording_stands_in_the_messages_alone(path: Path) -> None:
    found = [text for text in literals(path) if CHINESE.search(text) and text not in PARSED]
    assert found == []


@pytest.mark.parametrize("key", MESSAGES)
def test_both_scripts_of_a_message_say_the_same(key: str) -> None:
    hans, hant = MESSAGES[key]
    marks = str.maketrans({"「": "“", "」": "”", "着": "著"})
    words = {"轉帳": "转账", "答覆": "答复"}
    read = hant
    for traditional, simplified in words.items():
        read = read.replace(traditional, simplified)
    assert to_simplified(read.translate(marks)).translate(marks) == hans.translate(marks)


@pytest.mark.parametrize("key", MESSAGES)
def test_both_scripts_have_the_same_blanks(key: str) -> None:
    hans, hant = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in MESSAGES[key]
    )
    assert hans == hant


def test_the_simplified_form_has_no_traditional_characters() -> None:
    for hans, _ in MESSAGES.values():
        assert to_simplified(hans) == hans


def test_a_blank_left_open_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("lead_local", Script.HANS)


def test_every_message_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    lexicon = (ROOT / "assistant/lexicon/guard.yml").read_text(encoding="utf-8")
    formed = ("force_", "name_", "notice_", "figure_")
    unused = [
        key
        for key in MESSAGES
        if f'"{key}"' not in code and f"\n{key}:" not in lexicon and not key.startswith(formed)
    ]
    assert unused == []
