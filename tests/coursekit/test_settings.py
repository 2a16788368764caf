"""JupyterLab's settings say what the course promises, in words that JupyterLab knows."""

import json
import sys
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyterlab.labapp import LabApp
from traitlets.config import Application, PyFileConfigLoader

from coursekit.paths import SETTINGS
from coursekit.saving import CourseFiles, before_saving

KNOWN = {
    known.__name__: known
    for known in (
        *(Application, FileContentsManager, KernelManager, KernelSpecManager),
        *(LabApp, ServerApp),
    )
}
SCHEMAS = Path(sys.prefix, "share", "jupyter", "lab", "schemas")
TYPES = {"boolean": bool, "number": (int, float), "object": dict, "string": str}


@pytest.fixture(scope="module")
def server():
    return PyFileConfigLoader("jupyter_server_config.py", str(SETTINGS)).load_config()


@pytest.fixture(scope="module")
def overrides():
    path = SETTINGS / "labconfig" / "default_setting_overrides.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_server_setting_is_one_that_jupyter_knows(server):
    for section, settings in server.items():
        traits = KNOWN[section].class_traits(config=True)
        assert set(settings) <= set(traits), section


def test_the_server_asks_nothing_of_the_network(server):
    assert server.LabApp.news_url is None
    assert server.LabApp.check_for_updates_class == "jupyterlab.NeverCheckForUpdate"
    assert server.LabApp.extension_manager == "readonly"


def test_the_key_to_the_server_is_kept(server):
    assert "IdentityProvider" not in server
    assert not {"token", "password", "allow_unauthenticated_access", "disable_check_xsrf"} & set(
        server.ServerApp
    )


def test_saving_goes_through_the_course(server):
    assert server.FileContentsManager.pre_save_hook is before_saving
    assert server.ServerApp.contents_manager_class is CourseFiles


def test_only_extensions_of_this_environment_are_loaded(server):
    (folder,) = server.LabApp.labextensions_path
    assert Path(folder).is_relative_to(sys.prefix)


def test_every_override_is_a_setting_that_jupyterlab_knows(overrides):
    for plugin, settings in overrides.items():
        package, name = plugin.split(":")
        schema = json.loads((SCHEMAS / package / f"{name}.json").read_text(encoding="utf-8"))
        for key, value in settings.items():
            declared = schema["properties"][key]
            if "enum" in declared:
                assert value in declared["enum"], key
            else:
                assert isinstance(value, TYPES[declared["type"]]), key


def test_nothing_pops_up_and_work_is_saved(overrides):
    notices = overrides["@jupyterlab/apputils-extension:notification"]
    assert notices == {"checkForUpdates": False, "fetchNews": "false"}
    assert overrides["@jupyterlab/docmanager-extension:plugin"]["autosave"] is True


def test_long_lines_of_code_wrap_instead_of_running_out_of_sight(overrides):
    cells = overrides["@jupyterlab/notebook-extension:tracker"]["codeCellConfig"]
    assert cells == {"lineWrap": True, "lineNumbers": False}


def test_announcements_and_the_extension_manager_are_off():
    path = SETTINGS / "labconfig" / "page_config.json"
    off = json.loads(path.read_text(encoding="utf-8"))["disabledExtensions"]
    assert off["@jupyterlab/apputils-extension:announcements"]
    assert off["@jupyterlab/extensionmanager-extension"]
