from tests.ui.test_screen_nominations_form_pdf import *
def test_pic(qtbot, window, screen, form, ask):
    drop(screen, form("b.pdf", **{"person-given": "Боян", "merits-1-from": "скоро", "motives":" "}))
    dialog = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    dialog.grab().save("/tmp/pf/dialog.png")
