"""From bytes to articles: decoding, language, site furniture, HTML, web archives and JSON lines."""
