"""From an article to parsed sentences: the spaCy pipeline, its check, and sentence boundaries fit for news."""
