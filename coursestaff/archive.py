"""Zip files, the same bytes for the same content on whichever day they are made."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from coursekit import whole

DAY = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the first that the format knows


def write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a zip file whole or not at all.

    Parameters
    ----------
    target : its path; a former one is replaced.
    files : path inside the zip, with forward slashes → contents.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, DAY)
            entry.create_system = 3  # as on Linux: Windows would leave its own mark
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    whole.write(target, packed.getvalue())


def zipped(folder: Path) -> Path:
    """The folder as a zip file beside it."""
    target = folder.with_name(f"{folder.name}.zip")
    inside = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    write(target, inside)
    return target
