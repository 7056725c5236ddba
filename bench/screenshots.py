"""Pictures of every page of the observatory: both languages, phone and laptop, light and dark (``make screenshots``)."""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from helpers.web import AREA, PAGES  # noqa: E402
from marsad.errors import MarsadError  # noqa: E402
from marsad.observatory import watches  # noqa: E402
from marsad.observatory.claiming import claimed  # noqa: E402
from marsad.observatory.incidents import every  # noqa: E402
from marsad.observatory.ingest import ingest, inputs  # noqa: E402
from marsad.observatory.search import search  # noqa: E402
from marsad.observatory.store import Store, init_store  # noqa: E402
from marsad.reader import read_article  # noqa: E402
from marsad.web.app import create_app  # noqa: E402
from marsad.web.settings import Settings  # noqa: E402

WIDTHS = {"phone": (390, 844), "laptop": (1280, 800)}


def start(store: Store) -> tuple[str, uvicorn.Server]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(store, Settings()), log_level="error", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return f"http://127.0.0.1:{listening.getsockname()[1]}", server


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, init_store(Path(folder) / "samples.db")[0] as store:
        for each in inputs([str(ROOT / "samples")]):
            if not isinstance(each, MarsadError):
                list(ingest(store, each, read=read_article))
        watches.add(store, AREA)
        uid = max(search(store, limit=100), key=lambda hit: (hit.publisher is not None, len(hit.events))).uid
        disputed = next(each.id for each in every(store) if "toll" in claimed(store, each.id).conflicts)
        address, server = start(store)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                for device, (width, height) in WIDTHS.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                    )
                    page = context.new_page()
                    for lang in ("ar", "en"):
                        for name, path in PAGES.items():
                            page.goto(
                                f"{address}/{lang}{path.format(uid=uid, incident=disputed)}", wait_until="networkidle"
                            )
                            page.screenshot(path=out / f"{name}-{lang}-{device}-{scheme}.png")
                    context.close()
            browser.close()
        server.should_exit = True
        time.sleep(0.3)
    print(f"{len(PAGES) * 8} pictures in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
