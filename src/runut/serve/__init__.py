"""The workbench: a chronicle in the browser, and the same lists over HTTP.

In: a chronicle file. Out: pages (``.json``, ``.jsonl``, ``.csv`` under the same address), all of it from this machine
and this package. It only reads: nothing that it serves changes the chronicle.

::

    app = create_app(Path("chronicle.db"), guard=Guard.of("127.0.0.1"))
"""
