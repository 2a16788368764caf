"""Marks for learning platforms: Moodle and Canvas."""
