"""Answers without a language model: one file per shape of answer."""
