"""What authors and instructors use: build, offline edition and bundles, and later marking."""
