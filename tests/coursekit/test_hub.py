"""On somebody else's server everything of the learner's is in one folder, my-work/."""

from pathlib import Path

import pytest

from coursekit import hub, lab, progress, workspace

WORK, ASIDE = Path("course", "my-work").absolute(), Path("aside").absolute()


def test_what_a_learner_would_miss_is_kept_and_the_rest_is_not():
    found = hub.environment(WORK, ASIDE, {})
    kept = {name for name, value in found.items() if value.startswith(str(WORK))}
    assert kept == {"JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", progress.PLACE}
    aside = {name for name, value in found.items() if value.startswith(str(ASIDE))}
    assert {"JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"} <= aside


def test_jupyterlab_is_set_as_on_ones_own_computer():
    found, own = hub.environment(WORK, ASIDE, {}), lab.environment(ASIDE, {})
    assert found["JUPYTER_CONFIG_PATH"] == own["JUPYTER_CONFIG_PATH"]
    assert own.keys() <= found.keys()


def test_the_first_page_is_the_one_that_the_course_opens(tmp_path):
    (tmp_path / "my-work" / lab.FIRST).parent.mkdir(parents=True)
    (tmp_path / "my-work" / lab.FIRST).touch()
    page = hub.environment(WORK, ASIDE, {})["JUPYTERHUB_DEFAULT_URL"]
    assert f"--LabApp.default_url={page}" in lab.arguments(None, browser=False, root=tmp_path)


def test_what_the_hub_says_stays():
    said = {
        "JUPYTERHUB_API_TOKEN": "secret",
        "JUPYTERHUB_DEFAULT_URL": "/lab",
        progress.PLACE: "/srv/progress",
    }
    found = hub.environment(WORK, ASIDE, said)
    assert {name: found[name] for name in said} == said


def test_without_a_command_it_says_so():
    with pytest.raises(SystemExit, match="Name the command"):
        hub.main([])


def test_a_folder_that_cannot_be_used_ends_in_a_sentence(monkeypatch):
    def refuse():
        raise workspace.WorkspaceProblem("my-work cannot be used.")

    monkeypatch.setattr(workspace, "prepare", refuse)
    with pytest.raises(SystemExit, match="my-work cannot be used"):
        hub.main(["jupyterhub-singleuser"])
