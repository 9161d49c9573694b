"""News beside the project that we labelled: the texts stay there, our labels are here (`*.jsonl`)."""
