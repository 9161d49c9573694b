"""Our own labelled sentences: the markup of GUIDE.md, its check, and the readings the training learns from."""
