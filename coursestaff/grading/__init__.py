"""`course grade`: collect a class's notebooks, mark them, and tell each student what came of it."""
