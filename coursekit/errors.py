"""The one kind of error that a learner meets: a sentence."""


class CourseError(Exception):
    """Something a reader can mend: says what is wrong, where, and what to do.

    In a notebook only the sentence is shown, since a traceback through the course's
    own files helps nobody who is learning.
    """

    def _render_traceback_(self):
        """IPython shows these lines in place of a traceback."""
        return [str(self)]


def refused(error: OSError) -> str:
    """What the system refused, and where, as a sentence."""
    where = error.filename or "A file or folder"
    return (
        f"{where}: {error.strerror or error}. Make room on the disk, or allow reading and writing "
        "there, and do it again."
    )
