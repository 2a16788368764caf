"""`course grade`: mark a class's notebooks, and tell each student what came of it."""
