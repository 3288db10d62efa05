"""The look and the wording that all pages share: one file each, offline, in two languages."""
