"""What the screens are made of: a drawn list, a drawn text, the header line."""
