"""What the notebooks of Limited Opponents import."""

__version__ = "0.1.0"
