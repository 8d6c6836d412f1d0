"""The database is refused where another program or another computer could spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.storage import places

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/obshti\\040papki cifs rw 0 0
nas:/volume /home/nfs nfs4 rw 0 0
/dev/sdb1 /home/nfs/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("/home/ivan/.local/share/ruse", ""),
        ("/mnt/obshti papki/kultura", "network"),
        ("/home/nfs/ruse", "network"),
        ("/home/nfs/local/ruse", ""),
        ("/home/ivan/OneDrive - Община Русе/ruse", "synced"),
        ("/home/ivan/Dropbox/ruse", "synced"),
        ("/home/ivan/Моят диск/ruse", "synced"),
        ("/home/ivan/dropboxes-na-kabinet/onedriver", ""),
    ],
)
def test_network_and_synchronised_folders_are_refused(folder: str, code: str):
    if code:
        with pytest.raises(DatabaseProblem) as refusal:
            places.check(Path(folder), MOUNTS)
        assert refusal.value.code == code
        assert "копия" in refusal.value.advice
    else:
        places.check(Path(folder), MOUNTS)
