"""Plain data that everything else passes around."""
