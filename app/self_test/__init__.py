"""Tries everything this program promises on this computer, with real processes, and reports.

Main process, without Qt: ``--self-test FILE`` and the Help menu both use it. Imported only when
asked for. `checks.all_checks` is the one list; what joins the program later joins it there.
"""
