"""The pages of the desk, a module each."""

from fastapi import APIRouter

from dragoman.desk import entering
from dragoman.desk.pages import about, article, calendar, drawn, entity, event, lists, relations, review, today, trying

ROUTERS: tuple[APIRouter, ...] = tuple(
    module.router
    for module in (today, lists, event, article, entity, calendar, relations, drawn, trying, about, review, entering)
)  # fmt: skip
