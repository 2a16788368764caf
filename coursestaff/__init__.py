"""What authors and instructors use: build, and later offline edition, marking and bundles."""
