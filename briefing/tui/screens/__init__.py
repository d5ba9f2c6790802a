"""The screens, one file each; `page.py` holds what they share."""
