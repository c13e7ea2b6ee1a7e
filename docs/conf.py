"""How Sphinx builds these pages: MyST for the text, Furo for the look, no address outside."""

from importlib.metadata import version as installed

project = "Khural"
author = "The Khural developers"
project_copyright = "The Khural developers, AGPL-3.0-or-later"
version = release = installed("khural")
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Khural"
myst_heading_anchors = 3
