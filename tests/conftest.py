"""Fixtures for the end-to-end tests, and the rule that nothing may be left out in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from endtoend import GOLD, Run, command_line


def pytest_configure() -> None:
    """In CI the development gold stands beside the checkout, so no test has a reason to skip."""
    if os.environ.get("CI") and not GOLD.is_dir():
        raise pytest.UsageError(f"{GOLD} is missing, and in CI it has to be there")


@pytest.fixture(scope="session")
def marsad_cli() -> Run:
    return command_line


@pytest.fixture(scope="session")
def gold() -> Path:
    """The development gold beside the checkout."""
    if not GOLD.is_dir():
        pytest.skip("the development gold (../shared/gold) is not part of a user's clone")
    return GOLD
