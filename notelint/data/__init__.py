"""Written data (YAML, TOML, JSON) with places."""
