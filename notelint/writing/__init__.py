"""Files written whole, where they belong."""
