"""One door for Excel: upload, preview, write, undo."""
