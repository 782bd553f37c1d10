"""The domain's nouns as data: items, bases (口径), identities (勾稽关系), outlines, words."""
