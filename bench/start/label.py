"""The least a program with a window does: a QWidget with one label. Packaged like ours."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

application = QApplication(sys.argv)
window = QWidget()
window.resize(1280, 800)
QLabel("Hello", window, alignment=Qt.AlignmentFlag.AlignCenter)
window.show()
sys.exit(application.exec())
