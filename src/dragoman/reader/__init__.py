"""The learned reader: one small transformer encoder over a sentence, several questions asked of its word vectors."""
