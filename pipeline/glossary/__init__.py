"""Names in English: a glossary kept as data, and how names are composed from its terms."""
