"""The desk: a store to read in a browser, and a JSON API to it. Offline; from the installed package alone."""

from dragoman.desk.app import make_app
from dragoman.desk.limits import Limits

__all__ = ["Limits", "make_app"]
