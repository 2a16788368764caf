"""Written tasks: handed out for marking without names, and the marks taken back."""
