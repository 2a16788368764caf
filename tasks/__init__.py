"""What each exercise expects: one module a lesson, used by checks, tests and the grader."""
