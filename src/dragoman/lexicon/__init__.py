"""How English says it: predicates by event type, operators, reporting words, context words."""
