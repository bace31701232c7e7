"""The look: base page, styles, template tags and the words of the pages in Norwegian."""
