"""Who is who: states, organisations, people with dated offices, role nouns and places."""
