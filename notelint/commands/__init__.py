"""The commands, by what they are about: each takes what was asked and gives an exit code."""
