"""The process that reads one PDF or DOCX file: bytes on its standard input, an answer in JSON on its standard output.

In: ``pdf`` or ``docx``, the memory it may use and the length of text that is too much. Out: one object with ``reason``
and ``detail`` of a reject, or ``text`` and the ``address`` that a browser printed on the pages. It writes no file.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import zipfile

_RATIO, _SMALL = 200, 1_000_000


class RefusedError(Exception):
    """The file is not read; ``reason`` is that of a reject."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def main(arguments: list[str]) -> None:
    """Answer for the bytes on standard input."""
    form, memory, most = arguments[0], int(arguments[1]), int(arguments[2])
    _bound(memory)
    answer = {"reason": "", "detail": "", "text": "", "address": ""}
    try:
        data = sys.stdin.buffer.read()
        answer["text"], answer["address"] = _pdf(data, most) if form == "pdf" else (_docx(data, most), "")
        if not answer["text"].strip():
            raise RefusedError("no-article", "it holds no text, perhaps pictures of it; run text recognition first")
    except RefusedError as error:
        answer = {"reason": error.reason, "detail": str(error), "text": ""}
    except (Exception, RecursionError) as error:  # whatever the libraries raise on odd bytes
        trouble = f"{type(error).__name__}: {error}"[:100]
        answer = {"reason": "unreadable", "detail": f"not readable as {form} ({trouble})", "text": ""}
    sys.stdout.write(json.dumps(answer))


def _bound(memory: int) -> None:
    """The system's own limit on memory, where there is one."""
    try:
        import resource
    except ImportError:  # Windows: time alone is bounded
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


def _pdf(data: bytes, most: int) -> tuple[str, str]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    from runut.acquire.print_layout import Line, lines_of, text_of

    logging.disable(logging.CRITICAL)
    pages: list[list[Line]] = []
    size = 0
    try:
        for page in extract_pages(io.BytesIO(data), laparams=LAParams()):
            pages.append(lines_of(page))
            size += sum(len(line.text) for line in pages[-1])
            if size > most:
                raise RefusedError("too-large", "it holds more text than a document may have")
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        raise RefusedError("unreadable", "locked with a password; print it again without one") from error
    return text_of(pages)


def _docx(data: bytes, most: int) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            swollen = info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1)
            if swollen or info.file_size > most:
                raise RefusedError("too-large", "a part of it unpacks to too much, like a zip bomb; it was not read")
    from docx import Document
    from docx.table import Table

    lines: list[str] = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            lines.append(block.text)
    return "\n\n".join(line.strip() for line in lines if line.strip())


if __name__ == "__main__":
    main(sys.argv[1:])
