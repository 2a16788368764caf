"""Imports go one way: import-linter reads its contracts from pyproject.toml."""

import subprocess
import sys

import pytest

from tests.reading import ROOT

RUN = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"

CONTRACTS = """
[tool.importlinter]
root_packages = ["coursekit"]
include_external_packages = true
contract_types = ["allowed: tests.import_contracts.AllowedContract"]

[[tool.importlinter.contracts]]
name = "subjects"
type = "allowed"
modules = ["coursekit.subjects"]
may_import = ["coursekit.charts"]
never_import = ["ipywidgets"]
"""


def lint(folder):
    """What import-linter says of the packages in a folder, and whether it is content."""
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_imports_go_one_way():
    kept, said = lint(ROOT)
    assert kept, said


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("from coursekit import charts", True),
        ("import pandas", True),
        ("from coursekit import tables", False),
        ("from coursekit.subjects import other", False),
        ("import ipywidgets", False),
    ],
)
def test_a_subject_that_reaches_too_far_is_found(tmp_path, line, allowed):
    """The contract can fail."""
    subjects = tmp_path / "coursekit" / "subjects"
    subjects.mkdir(parents=True)
    for name in ("__init__", "charts", "tables", "subjects/__init__", "subjects/other"):
        (tmp_path / "coursekit" / f"{name}.py").write_text("", encoding="utf-8")
    (subjects / "economies.py").write_text(f"{line}\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(CONTRACTS, encoding="utf-8")
    tests = tmp_path / "tests"
    tests.mkdir()
    source = (ROOT / "tests" / "import_contracts.py").read_text(encoding="utf-8")
    (tests / "import_contracts.py").write_text(source, encoding="utf-8")
    kept, said = lint(tmp_path)
    assert kept == allowed, said
