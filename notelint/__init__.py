"""The consistency checker for collections of Markdown notes."""

__version__ = "0.1.0"
