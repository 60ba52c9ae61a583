"""The JSON API of the desk, under /api/v1: the same questions as on the command line."""

from dragoman.desk.api.routes import router

__all__ = ["router"]
