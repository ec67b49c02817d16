"""Fixes: made in memory round by round, each proved to change nothing else, then written so that nothing is lost."""
