"""The end of ``make demo``: the observatory over the samples, until Ctrl-C; without a terminal only whether it answers."""

from __future__ import annotations

import subprocess
import sys

import httpx


def main(store: str) -> int:
    command = [sys.executable, "-m", "marsad", "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        if "http://" not in line:
            return server.wait() or 1
        address = line[line.index("http://") :].split()[0]
        try:
            for page in ("ar/documents", "en/documents", "api/v1/documents"):
                answer = httpx.get(address + page, timeout=60)
                if answer.status_code != 200:
                    print(f"marsad: {address}{page} answers {answer.status_code}", file=sys.stderr)
                    return 1
            if not sys.stdout.isatty():
                print(
                    f"The observatory answered at {address} and was stopped again; marsad serve --store {store} opens it."
                )
                return 0
            print(f"\nThe observatory over the samples: {address}   (Ctrl-C stops it)", flush=True)
            server.wait()
        except KeyboardInterrupt:
            pass
        finally:
            server.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
