"""Serums Desktop: the clinician's window on one patient record from many sources."""

__version__ = "0.1.0"
