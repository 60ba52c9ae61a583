"""How well it codes: coded articles held against annotated ones, in figures and in kinds of faults."""
