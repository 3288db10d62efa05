"""Topics of a corpus: what its passages are about, whatever their headings."""
