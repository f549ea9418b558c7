"""One module a system, each with a `Framework` that loads, ingests and searches.

Variants: ``documented`` follows the framework's own documentation; ``prompts`` puts the model's
"query: " and "passage: " before the texts; ``adjusted`` does so and cuts passages of about
`ADJUSTED_CHARS` characters at Chinese punctuation or lines, as far as the framework has options.
"""

from __future__ import annotations

from evals.comparison.worker import Hit

DOCUMENTED, PROMPTS, ADJUSTED = "documented", "prompts", "adjusted"
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
ADJUSTED_CHARS = 400
ADJUSTED_OVERLAP = 40


def locate(document: tuple[str, str], passage: str, after: int = 0) -> Hit:
    r"""Where a passage stands in its document, white space apart.

    Args:
        document: Id and text.
        passage: Words of it, perhaps with white space collapsed or left out.
        after: Offset at which to start looking; the whole document is tried afterwards.

    Raises:
        ValueError: The passage does not stand in the document.

    >>> locate(("d", "甲 乙\n\n丙丁"), "乙 丙")
    ('d', 2, 6)
    """
    key, text = document
    start = text.find(passage, after)
    if passage and start >= 0:
        return key, start, start + len(passage)
    offsets = [n for n, character in enumerate(text) if not character.isspace()]
    packed = "".join(text[n] for n in offsets)
    wanted = "".join(passage.split())
    skipped = sum(1 for n in offsets if n < after)
    first = packed.find(wanted, skipped)
    if first < 0:
        first = packed.find(wanted)
    if not wanted or first < 0:
        raise ValueError(f"{key} does not hold the passage {passage[:40]!r}")
    return key, offsets[first], offsets[first + len(wanted) - 1] + 1
