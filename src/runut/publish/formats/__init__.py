"""The export formats, one a module. Each has ``write(view)`` and gives back ``Made``."""
