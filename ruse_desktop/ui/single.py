"""One window per data folder: a second start raises the first one."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_PATIENCE_MS = 500


class SingleInstance(QObject):
    """Claims the data folder; `first` tells whether this process is the one with the window."""

    raise_wanted = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        mark = f"{getpass.getuser()}\n{data_dir.resolve()}".encode()
        self.name = f"ruse-desktop-{hashlib.sha256(mark).hexdigest()[:20]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.first = not self._greet() and self._listen()
        self._server.newConnection.connect(self._greeted)

    def _greet(self) -> bool:
        """Ask a running window to come forward; whether there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(_RAISE)
        socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def _listen(self) -> bool:
        """Take the name; what a crashed window left is removed. The database's lock decides anyway."""
        if not self._server.listen(self.name):
            QLocalServer.removeServer(self.name)
            self._server.listen(self.name)
        return True

    def _greeted(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
        self.raise_wanted.emit()

    def release(self) -> None:
        """Give the name back."""
        self._server.close()
