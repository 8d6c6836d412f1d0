"""A command of the program in a process of its own, forked from a warm one: seconds become moments.

What only a fresh interpreter shows (imports, the door itself) is left to the tests that start one.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.storage.mortal import mortal

_COMMAND = """
import json, os, sys, traceback
words, environment, out, err = json.loads(sys.argv[1])
os.environ.clear()
os.environ.update(environment)
pipe = sys.stdout
for number, name in ((1, out), (2, err)):
    os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), number)
sys.stdout, sys.stderr = open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")
from ruse_desktop.__main__ import main
try:
    code = main(words)
except SystemExit as stop:
    code = stop.code if isinstance(stop.code, int) else 1
except BaseException:
    traceback.print_exc()
    code = 1
sys.stdout.flush()
sys.stderr.flush()
print(code or 0, file=pipe, flush=True)
"""


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `ruse-desktop WORDS…`; `environment` is added to this process's own."""
    with tempfile.TemporaryDirectory(prefix="ruse-command-") as aside:
        out, err = Path(aside) / "out", Path(aside) / "err"
        told = json.dumps([
            [str(word) for word in words], {**os.environ, **environment}, str(out), str(err),
        ])  # fmt: skip
        with mortal(_COMMAND, told, folder=Path(aside)) as child:
            code = child.readline()
        said = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)]
    assert code, f"the command died: {said[1]}"
    return subprocess.CompletedProcess(list(map(str, words)), int(code), *said)
