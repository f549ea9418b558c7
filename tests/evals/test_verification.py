"""Sentences made from the shipped documents: altered ones are caught, true ones pass."""

from pathlib import Path

from corpus.load import read_document
from evals.verification import make_samples, score

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def test_altered_sentences_of_the_shipped_documents_are_caught_and_true_ones_pass() -> None:
    documents = [read_document(path) for path in sorted(DOCUMENTS.glob("*.txt"))]
    samples = list(make_samples(documents))
    altered = [sample for sample in samples if not sample.kind.startswith("true:")]
    assert len(altered) >= 300
    assert {"number", "department_added", "negation", "modality", "wrong_clause", "invented"} <= {
        sample.kind for sample in altered
    }
    for rates in score(samples).values():
        assert rates["altered caught"]["right"] >= 0.98
        assert rates["true sentences passed"]["right"] >= 0.95
