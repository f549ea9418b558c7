"""What a document says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.model import Jurisdiction, Script, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """元数据: title, number, issuers, dates and place of one document.

    What the text does not state is None, or empty; `evidence` gives the words behind a value.
    """

    title: str | None
    """标题 in its own script, hard wraps joined; of the covering notice when one forwards."""
    document_number: str | None
    """文号 as printed, with 〔〕 and without spaces; 国令第706号 for a State Council order."""
    issuing_bodies: tuple[str, ...]
    """发文机关 in printed order and script, inner spaces removed; 等23部门 stays with its body."""
    issued_on: date | None
    """成文日期; of the printed version for an amended act (修正日期)."""
    effective_from: date | None
    """First day of force (自2024年1月1日起施行)."""
    effective_until: date | None
    """Last day of force, inclusive (有效期至2028年12月31日; plan period in the title)."""
    jurisdiction: Jurisdiction
    """适用地区; the whole nation, with a warning, when nothing names a place."""
    script: Script
    abridged: bool
    """True when the file says that text was left out (本文有删减)."""
    evidence: tuple[tuple[str, Span], ...] = ()
    """(field, span of the words that state it), offsets into the original text."""
    warnings: tuple[str, ...] = ()
