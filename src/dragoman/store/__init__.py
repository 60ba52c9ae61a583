"""The database: coded articles, the distinct events they tell of, and the state of what is fetched."""
