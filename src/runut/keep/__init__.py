"""The store: originals, articles and what merging gave; search, filters, migrations. See ``store`` and ``view``."""
