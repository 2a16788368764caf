"""Where things are, from any working directory."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
LESSONS = ROOT / "lessons"
EXERCISES = ROOT / "exercises"
SOLUTIONS = ROOT / "solutions"
SOURCE = ROOT / "source"
SETTINGS = ROOT / "settings"
MY_WORK = ROOT / "my-work"
