"""算术: figures of one document that do not add up."""
