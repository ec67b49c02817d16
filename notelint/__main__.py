"""`python -m notelint`."""

from notelint.cli import run

if __name__ == "__main__":
    run()
