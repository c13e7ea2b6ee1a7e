"""How much may be uploaded at once, counted while it arrives."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_UPLOADED = 48 * 2**20


class CappedUploadHandler(FileUploadHandler):
    """Hangs up on whoever sends more than any page takes; the handlers after it keep the files."""

    arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - the signature of a handler
        """Count, and pass on."""
        self.arrived += len(raw_data)
        if self.arrived > MOST_UPLOADED:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - as above
        """Leave the file to the next handler."""
        return
