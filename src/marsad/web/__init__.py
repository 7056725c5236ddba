"""The observatory in the browser: pages in Arabic and English, and the API that programs use."""
