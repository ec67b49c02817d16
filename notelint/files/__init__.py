"""The disk and git; knows no site."""
