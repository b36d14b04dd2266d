"""The workbench: a chronicle in the browser, and the same lists over HTTP.

In: a chronicle. Out: pages (``.json``, ``.jsonl``, ``.csv`` under the same address), all of it from this machine and
this package. What changes the chronicle passes a gate of its own (``writes``): articles that are sent (``adding``) are
read by a process beside it, as ``runut build`` reads them.

::

    app = create_app(Path("chronicle.db"), guard=Guard.of("127.0.0.1"))
"""
