"""Papers for a board room: a document to print, slides to show, a memo to send."""
