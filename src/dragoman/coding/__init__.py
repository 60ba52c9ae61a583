"""From parsed text to records: entities, statements, events, and when and where they took place."""
