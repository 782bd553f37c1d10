"""The nouns of the house: frozen dataclasses, standard library only. Nothing here reads, writes or computes scores."""
