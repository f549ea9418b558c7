"""Our search beside four frameworks: same model, same documents, same questions, one run."""
