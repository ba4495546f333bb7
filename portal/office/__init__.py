"""The office's side: the worklist, the case file, recording with a preview, and its people."""
