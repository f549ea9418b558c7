from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.readers import ocr
from tests.corpus import fuzz

FILES = fuzz.seeds()


@pytest.fixture(autouse=True, scope="module")
def no_recogniser() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "_loaded", ocr._loaded)  # put back after the module
        fuzz.without_recogniser()
        yield


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_unchanged_files_are_read(name: str) -> None:
    assert fuzz.outcome(name, FILES[name]) == "read"


@pytest.mark.parametrize("name", sorted(FILES))
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = fuzz.damaged(FILES[name], chance)
    assert fuzz.outcome(name, data, parse=False).endswith(("read", "Error"))


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_damaged_part_of_an_office_file_is_read_or_refused(name: str, seed: int) -> None:
    data = fuzz.inner_damaged(FILES[name], random.Random(seed))
    assert fuzz.outcome(name, data, parse=False).endswith(("read", "Error"))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_a_text_of_markers_and_marks_is_parsed_or_refused(suffix: str, seed: int) -> None:
    data = fuzz.nonsense(random.Random(seed))
    assert fuzz.outcome(f"a{suffix}", data).endswith(("read", "Error"))


@pytest.mark.parametrize("suffix", ["", ".txt", ".html", ".docx", ".pdf", ".csv", ".xlsx", ".zip"])
@given(data=st.binary(max_size=400))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_any_bytes_under_any_name_are_read_or_refused(suffix: str, data: bytes) -> None:
    assert fuzz.outcome(f"a{suffix}", data, parse=False).endswith(("read", "Error"))
