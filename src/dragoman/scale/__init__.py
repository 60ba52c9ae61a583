"""Scale: the same coder over many processes."""
