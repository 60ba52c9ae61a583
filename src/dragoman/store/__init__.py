"""The database: coded articles, the distinct events they tell of, and the state of what is fetched."""

from dragoman.store.adding import Imported, Outcome
from dragoman.store.database import StoreError
from dragoman.store.store import Store

__all__ = ["Imported", "Outcome", "Store", "StoreError"]
