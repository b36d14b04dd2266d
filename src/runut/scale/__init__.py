"""Many pages: shards that are read apart and become Parquet, one function for a local pool and for a cluster.

In: web archives, tables, folders. Out: a folder of Parquet files, each with the manifest that makes it exist, and from
it a chronicle that is byte for byte the one that ``build`` makes of the same pages. A watch list keeps what names none
of the watched from being read.

The parts, in the order of the data: ``shards`` (what is one piece of work), ``watch`` and ``funnel`` (what is passed
over), ``work`` (shard to Parquet), ``columns`` and ``files`` (what is written, and how), ``pool`` and ``cluster`` (who
does it), ``merging`` (the chronicle). ``docs/scale.md`` has the measurements.
"""
