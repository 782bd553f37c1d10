"""勾稽: identities between items of one document."""
