"""How results look: pages for people, tables for programs."""
