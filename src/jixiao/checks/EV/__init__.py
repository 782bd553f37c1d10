"""佐证: claims and what they rest on."""
