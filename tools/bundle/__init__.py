"""The offline bundle: `python -m tools.bundle` packs it, `install.py` in it installs."""
