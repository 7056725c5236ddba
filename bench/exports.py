"""How quick are exports, and does memory stay flat?  Fills a store as bench/store.py does, then writes it in every format.

    python bench/exports.py [--reports 10000] [--store PATH|URL]

Each format is written twice, into nothing: the second time counts, when the file of the store is in memory.  Events a second are events
of the store for tables, and events that incidents hold for the others, so that all can be compared.
"""

from __future__ import annotations

import argparse
import gc
import resource
import tempfile
import time
from io import RawIOBase
from pathlib import Path

from marsad.exports import registry, run, tables
from marsad.exports.base import Format, Options
from marsad.observatory.outflow import Outflow, Wanted, moment
from marsad.observatory.store import Store, init_store
from marsad.observatory.write import documents, keep
from store import Maker, read_texts


class Nothing(RawIOBase):
    """Takes bytes and forgets them; counts them."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        length = len(bytes(data))  # type: ignore[call-overload]
        self.size += length
        return length


def written(store: Store, of: Format, names: tuple[str, ...]) -> tuple[int, int]:
    """Rows and bytes of a format."""
    stream = Nothing()
    with moment(store) as connection:
        outflow = Outflow(connection, Wanted(saliences=of.salience, statuses=of.statuses), sqlite=store.sqlite)
        if of.takes == "occasions":
            found = run.occasions(of, stream, outflow, Options())  # type: ignore[arg-type]
        else:
            found = run.write(of, stream, outflow, Options(), names)  # type: ignore[arg-type]
    return found.rows, stream.size


def memory() -> int:
    """The most this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--store", default=None)
    options = parser.parse_args()
    gc.set_threshold(100_000, 20, 20)  # as the command line has it
    with tempfile.TemporaryDirectory() as folder:
        store, _ = init_store(options.store or Path(folder) / "bench.db")
        with store.reading() as connection:
            there = documents(connection)
        maker = Maker(read_texts()[0])
        for number in range(there, options.reports):
            keep(store, maker.make(number))
        with moment(store) as connection:
            outflow = Outflow(connection, Wanted(), sqlite=store.sqlite)
            events = sum(1 for _ in outflow.tellings())
            held = sum(len(occasion.tellings) for occasion in outflow.occasions())
        print(f"{options.reports} reports, {events} events, {held} of them in incidents; memory {memory()} MB")
        for name in registry.names():
            of = registry.find(name)
            written(store, of, ("events",))
            began = time.process_time()
            rows, size = written(store, of, ("events",))
            spent = time.process_time() - began
            pace = (events if of.takes == "tables" else held) / spent
            print(f"{name:8} {rows:8} rows {size / 1e6:7.1f} MB {pace:8.0f} events a second; memory {memory()} MB")
        for name in tables.NAMES:
            began = time.process_time()
            rows, size = written(store, registry.find("csv"), (name,))
            print(
                f"csv {name:12} {rows:8} rows {size / 1e6:7.1f} MB {rows / (time.process_time() - began):8.0f} rows a second"
            )
        store.close()


if __name__ == "__main__":
    main()
