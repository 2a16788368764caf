"""How the course's JupyterLab saves: only the learner's own work, and no dead controls."""

from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

from coursekit.paths import ROOT

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class CourseFiles(AsyncLargeFileManager):
    """The course's files. Those a learner may not change are read-only, and stay where they are.

    A ``path`` is from the server's root, with "/".
    """

    async def get(self, path, content=True, type=None, format=None, require_hash=False):
        """The model of a file or folder."""
        model = await super().get(path, content, type, format, require_hash)
        if not may_be_saved(_place(self, path)):
            model["writable"] = False
        return model

    async def delete_file(self, path):
        """Delete a file or folder of the learner's."""
        _refuse_masters(self, path)
        await super().delete_file(path)

    async def rename_file(self, old_path, new_path):
        """Rename or move a file or folder of the learner's."""
        _refuse_masters(self, old_path)
        _refuse_masters(self, new_path)
        await super().rename_file(old_path, new_path)


def before_saving(model: dict, path: str, contents_manager, **_) -> None:
    """Keep masters as they are and saved notebooks free of dead controls.

    JupyterLab calls this before it saves a file (``FileContentsManager.pre_save_hook``).

    Parameters
    ----------
    model : what is to be saved; a notebook in it is changed in place.
    path : where to, from the server's root, with "/".
    contents_manager : knows the server's root.

    Raises
    ------
    tornado.web.HTTPError
        403 with a sentence, for a place in the course folder outside my-work/.
    """
    _refuse_masters(contents_manager, path)
    if model.get("type") == "notebook" and model.get("content"):
        drop_widgets(model["content"])


def _refuse_masters(contents_manager, path: str) -> None:
    if not may_be_saved(_place(contents_manager, path)):
        raise HTTPError(
            403,
            f"{path.strip('/')} belongs to the course and stays as it was published. "
            "Work in your own copy, in the folder my-work.",
            reason="Work in my-work",
        )


def _place(contents_manager, path: str) -> Path:
    """Where on the disk a path of the server's is."""
    return Path(contents_manager.root_dir, path.strip("/"))


def may_be_saved(place: Path, root: Path = ROOT) -> bool:
    """Whether a learner may save here: in my-work/, or outside the course folder."""
    place, root = place.resolve(), root.resolve()
    return place.is_relative_to(root / "my-work") or not place.is_relative_to(root)


def drop_widgets(notebook: dict) -> None:
    """Take widget views and widget state out of a notebook, in place.

    A saved view shows an error when the notebook is opened again; the HTML or text beside it
    stays and is shown instead.
    """
    notebook.get("metadata", {}).pop("widgets", None)
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if data.pop(WIDGET_VIEW, None) is not None and not data:
                data["text/plain"] = "Run this cell to see the control."
