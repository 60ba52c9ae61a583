"""Feeds: news that is watched. RSS and Atom feeds, sitemaps and folders are looked at, and what is new is fetched."""
