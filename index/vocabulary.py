"""The pieces of the multilingual vocabulary that Chinese policy texts can use, and a tokenizer.

A unigram tokenizer chooses among the pieces that occur in a text. Dropping pieces that
cannot occur in it changes nothing, so every text of Han characters, digits and punctuation
has the same tokens as with the full vocabulary. Of Latin words, the short pieces are kept:
abbreviations (GDP, APP) stay whole, a long foreign word falls into more pieces.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence

import sentencepiece

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_SPACE_MARK = "▁"
_PROMPT_WORDS = ("query", "passage")
"""Words of the model's own prompts, one piece each in the full vocabulary."""
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

LONGEST_LATIN_PIECE = 4
"""Letters. Of 9,969 policy paragraphs and lay questions, 46 had other tokens at 3 and 16 at
4 (licence texts and page markup); 3 would save 14,000 pieces, 5 would cost as many."""


def is_needed(piece: str) -> bool:
    """Whether a piece belongs in the reduced vocabulary.

    >>> [is_needed(piece) for piece in ("▁搬迁", "年)", "GDP", "▁passage", "▁Ministerium", "при")]
    [True, True, True, True, False, False]
    """
    if piece in _SPECIAL:
        return True
    body = piece.replace(_SPACE_MARK, "")
    # Single characters of any script keep rare symbols apart from each other, and keep the
    # lowest score, from which the tokenizer derives the cost of an unknown character.
    if len(body) <= 1:
        return True
    if body in _PROMPT_WORDS:
        return True
    letters = [char for char in body if char.isalpha() and not _HAN.match(char)]
    return len(letters) <= LONGEST_LATIN_PIECE and all(char.isascii() for char in letters)


def kept_ids(pieces: Sequence[str]) -> list[int]:
    """Ids of the pieces to keep, in their old order (special pieces stay first)."""
    return [token for token, piece in enumerate(pieces) if is_needed(piece)]


def tokenizer_json(pieces: Sequence[str], scores: Sequence[float], longest: int) -> str:
    """A tokenizer in the JSON form of the tokenizers library.

    Args:
        pieces: Pieces by new id.
        scores: Their unigram log probabilities.
        longest: Tokens after which texts are cut, both marks included.
    """
    ids = {piece: token for token, piece in enumerate(pieces)}
    metaspace = {"type": "Metaspace", "replacement": _SPACE_MARK, "prepend_scheme": "always"}
    return json.dumps(
        {
            "version": "1.0",
            "truncation": {
                "direction": "Right",
                "max_length": longest,
                "strategy": "LongestFirst",
                "stride": 0,
            },
            "padding": None,
            "added_tokens": [_added_token(piece, ids[piece]) for piece in _SPECIAL],
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "Precompiled", "precompiled_charsmap": _character_map()},
                    {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
                ],
            },
            "pre_tokenizer": {**metaspace, "split": True},
            "post_processor": _sentence_marks(ids),
            "decoder": {**metaspace, "split": True},
            "model": {
                "type": "Unigram",
                "unk_id": ids["<unk>"],
                "vocab": [[p, float(s)] for p, s in zip(pieces, scores, strict=True)],
                "byte_fallback": False,
            },
        },
        ensure_ascii=False,
    )


def _added_token(piece: str, token: int) -> dict[str, object]:
    return {
        "id": token,
        "content": piece,
        "single_word": False,
        "lstrip": piece == "<mask>",
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def _sentence_marks(ids: dict[str, int]) -> dict[str, object]:
    """``<s> text </s>``, as the model was trained."""

    def mark(piece: str) -> dict[str, object]:
        return {"SpecialToken": {"id": piece, "type_id": 0}}

    def text(name: str) -> dict[str, object]:
        return {"Sequence": {"id": name, "type_id": 0}}

    return {
        "type": "TemplateProcessing",
        "single": [mark("<s>"), text("A"), mark("</s>")],
        "pair": [mark("<s>"), text("A"), mark("</s>"), text("B"), mark("</s>")],
        "special_tokens": {
            piece: {"id": piece, "ids": [ids[piece]], "tokens": [piece]}
            for piece in ("<s>", "</s>")
        },
    }


def _character_map() -> str:
    """The nmt_nfkc map of sentencepiece, base64; field 2 of its serialised specification."""
    normalizer = sentencepiece.SentencePieceNormalizer(rule_name="nmt_nfkc")
    message: bytes = normalizer.serialized_normalizer_spec()
    position = 2 + message[1]  # field 1 is the rule's name: tag, one-byte length, name
    position, length = _varint(message, position + 1)
    return b64encode(message[position : position + length]).decode()


def _varint(message: bytes, position: int) -> tuple[int, int]:
    """Position after a protobuf varint, and its value."""
    value = shift = 0
    while True:
        byte = message[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            return position, value
