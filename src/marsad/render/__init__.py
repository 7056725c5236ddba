"""Reports for people: in a terminal (``table``) and as one self-contained page (``html``)."""
