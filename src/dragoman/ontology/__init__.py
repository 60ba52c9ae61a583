"""What PLOVER says: types, modes, scores, contexts, and how operators combine with them."""

from dragoman.ontology.load import EventType, Ontology, Outcome, load_ontology

__all__ = ["EventType", "Ontology", "Outcome", "load_ontology"]
