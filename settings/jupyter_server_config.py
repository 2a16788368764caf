"""JupyterLab's server as the course runs it. What depends on folders is in coursekit/lab.py."""

import sys
from pathlib import Path

from coursekit.saving import CourseFiles, before_saving

c = get_config()  # noqa: F821 - JupyterLab defines it when it reads this file

# Quiet: only errors and the address to open; Ctrl-C ends the course without a question.
c.Application.log_level = "ERROR"
c.ServerApp.answer_yes = True
c.ServerApp.allow_root = True  # containers run as root
c.ServerApp.terminals_enabled = False

# Nothing of another Jupyter on this computer, and nothing that belongs only to authors.
c.KernelSpecManager.allowed_kernelspecs = {"python3"}
c.LabApp.labextensions_path = [str(Path(sys.prefix, "share", "jupyter", "labextensions"))]
c.KernelManager.transport_encryption = "auto"  # on a shared computer too
c.ServerApp.jpserver_extensions = {"jupytext": False}

# No request off the machine.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# Masters stay as published; saved notebooks hold no dead controls.
c.ServerApp.contents_manager_class = CourseFiles
c.FileContentsManager.pre_save_hook = before_saving
