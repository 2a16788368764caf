"""What publishes the course says what is so: versions, the workflow, Binder and hub settings.

No host that runs these files is at hand; what can be held here is what they name.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

import start
from coursekit import __version__, cli, hub, progress
from coursekit.paths import ROOT
from coursestaff import bench, bundle, release

BINDER = ROOT / ".binder"
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = ("CONTRIBUTING.md", "RELEASING.md", "docs/hub.md")
HOME = "/home/jovyan"  # where repo2docker puts a repository


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


# --- Versions and pages ------------------------------------------------------------------


def test_there_is_one_version():
    assert set(release.versions().values()) == {__version__}
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


def test_what_is_installed_takes_its_version_from_the_kit():
    assert WheelBuilder(str(ROOT)).metadata.version == __version__


def test_no_correction_of_a_published_version_is_missing_from_the_changelog():
    assert not [problem for problem in release.unready() if "corrections.csv" in problem]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file(page):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", read(page))
    inside = [target for target in targets if "." in target and "://" not in target]
    assert not [each for each in inside if not (ROOT / page).parent.joinpath(each).exists()]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_is_there(page):
    lines = re.findall(r"^(?:python -m coursekit\.cli|course) (\S+)", read(page), re.MULTILINE)
    named = {*lines, *re.findall(r"`course (\w+)[^`]*`", read(page))}
    assert named <= cli.course.commands.keys() | PROJECT["entry-points"][cli.GROUP].keys()


def test_the_recipe_names_every_file_that_is_handed_out():
    handed = {*release.MADE, release.SUMS, *(f"limited-opponents-{a}.zip" for a in bundle.BUNDLES)}
    assert set(re.findall(r"^\| `(.+?)` \|", read("RELEASING.md"), re.MULTILINE)) == handed


# --- The workflow ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def jobs():
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]


def commands(job):
    return [shlex.split(step["run"]) for step in job["steps"] if "run" in step]


def test_the_three_systems_run_the_tests_as_the_readme_says(jobs):
    matrix = jobs["tests"]["strategy"]["matrix"]
    systems = {system.removesuffix("-latest") for system in matrix["system"]}
    assert systems == {"ubuntu", "windows", "macos"}
    assert {start.dotted(start.OLDEST), start.dotted(start.NEWEST)} == set(matrix["python"])
    assert commands(jobs["tests"]) == [["python", "start.py", "test"]]


def test_browser_tests_run_on_linux_and_only_where_there_is_a_browser(jobs):
    look, run, _ = commands(jobs["browser"])
    assert jobs["browser"]["runs-on"] == "ubuntu-latest"
    looked_for = [word for word in look if word not in ("command", "-v", "||")]
    assert looked_for == re.findall(r'"([\w-]+)"', re.search(r"names = \(.*\)", read_lab())[0])
    assert run == ["python", "start.py", "test", "--browser"]


def test_both_keep_the_figures_of_the_bench(jobs):
    by_hand = read(".ci/run").strip().splitlines()[-1]
    measured = by_hand.split("coursekit.cli ")[1]
    assert jobs["browser"]["steps"][-2]["run"].strip().endswith(measured)
    assert jobs["browser"]["steps"][-1]["with"]["path"] == measured.split()[-1]
    command, *arguments = measured.split()
    options = bench.command.make_context(command, arguments).params
    assert options["target"] == Path("build/bench.json") and options["runs"] == 1


def read_lab():
    return read("tests/browser/lab.py")


def test_start_takes_what_the_workflow_gives(jobs):
    for job in jobs.values():
        for _, script, *arguments in [line for line in commands(job) if line[0] == "python"]:
            assert (ROOT / script).is_file()
            assert start.read_options(arguments).command == "test"


def test_every_action_is_pinned_with_its_version_beside_it():
    used = re.findall(r"uses: (.+)", WORKFLOW.read_text(encoding="utf-8"))
    assert len(used) == 5
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)


def test_what_was_not_run_here_says_so():
    assert "NOT RUN" in WORKFLOW.read_text(encoding="utf-8").split("name:")[0]
    assert "It has not been run where it was written" in read("CONTRIBUTING.md")
    assert "No image was built" in read("docs/hub.md")


# --- Binder and JupyterHub ---------------------------------------------------------------


def test_the_image_has_a_python_that_the_course_was_tested_with():
    version = re.fullmatch(r"python-(\d+)\.(\d+)\n", read(".binder/runtime.txt"))
    assert start.OLDEST <= tuple(map(int, version.groups())) <= start.NEWEST


def test_the_image_gets_what_start_installs():
    given = []
    installer = start.Installer(ROOT, "students", None, None)
    installer.pip = lambda arguments, count: given.append([str(each) for each in arguments])
    installer.install_packages()
    installer.install_project()
    lines = [shlex.split(line) for line in read(".binder/postBuild").splitlines()]
    calls = [line[3:] for line in lines if line[:3] == ["python", "-m", "pip"]]
    found = [[_full(word) for word in call if word != "--no-cache-dir"] for call in calls]
    assert [sorted(call) for call in found] == [sorted(call) for call in given]


def _full(word):
    """A path of a script as start.py gives it."""
    return str((ROOT / word).resolve()) if word == "." or (ROOT / word).is_file() else word


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_a_script_is_one_that_linux_can_run(name):
    raw = (BINDER / name).read_bytes()
    assert raw.startswith(b"#!/bin/bash\n")
    assert b"\r" not in raw
    assert "exec " in read(f".binder/{name}") or "set -euo pipefail" in read(f".binder/{name}")


def test_no_package_and_no_version_is_named_a_second_time():
    assert {path.name for path in BINDER.iterdir()} == {"runtime.txt", "postBuild", "start"}
    assert "==" not in read(".binder/postBuild")


@pytest.fixture
def course(tmp_path):
    """A course folder as the server sees it: the kit, one lesson, the settings."""
    for name in ("coursekit", ".binder", "settings"):
        litter = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / "course" / name, ignore=litter)
    (tmp_path / "course" / "lessons").mkdir()
    shutil.copy(ROOT / "lessons" / "00-start-here.ipynb", tmp_path / "course" / "lessons")
    return tmp_path / "course"


@pytest.mark.skipif(os.name == "nt", reason="a server's image is Linux")
def test_the_start_script_prepares_my_work_and_gives_way(course, tmp_path):
    told = "import json, os; print(json.dumps([os.getcwd(), dict(os.environ)]))"
    env = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(course),
        "TMPDIR": str(tmp_path),
        "JUPYTERHUB_API_TOKEN": "secret",
    }
    env.pop(progress.PLACE)
    ran = subprocess.run(
        ["bash", str(course / ".binder" / "start"), "python", "-c", told],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    folder, found = json.loads(ran.stdout)
    assert Path(folder) == course
    assert (course / "my-work" / "lessons" / "00-start-here.ipynb").is_file()
    assert found["JUPYTER_CONFIG_PATH"] == str(course / "settings")
    assert found[progress.PLACE] == str(course / "my-work" / ".progress")
    assert found["JUPYTERHUB_API_TOKEN"] == "secret"
    assert Path(found["JUPYTER_RUNTIME_DIR"]).parent.parent == tmp_path


def fenced(language):
    return re.findall(rf"```{language}\n(.*?)```", read("docs/hub.md"), re.DOTALL)


def test_the_hubs_page_keeps_the_folder_that_the_course_writes_to():
    [chart], [config] = fenced("yaml"), fenced("python")
    kept = f"{HOME}/my-work"
    single = yaml.safe_load(chart)["singleuser"]
    assert single["storage"]["homeMountPath"] == kept
    compile(config, "jupyterhub_config.py", "exec")
    assert re.search(r"volumes = \{.*: \"(.+)\"\}", config)[1] == kept
    assert single["cmd"] in config


def test_the_hubs_page_names_what_is_there():
    text = read("docs/hub.md")
    assert f"?urlpath={hub.START.removeprefix('/')}" in text
    assert f"`{progress.PLACE}`" in text
    for name in re.findall(r"`([\w.]+(?:/[\w.]*)+)`", text):
        if not name.startswith(("my-work", "/home", "solutions")):
            assert (ROOT / name).exists(), name
