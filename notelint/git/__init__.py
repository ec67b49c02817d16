"""What git knows of a checkout; nothing that it configures runs."""
