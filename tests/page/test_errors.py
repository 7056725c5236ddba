"""The error tree: stable codes, exit codes, and one line for people."""

import re

import pytest

from marsad import errors
from marsad.errors import BadDateError, InputMissingError, JsonLineError, LexiconError, MarsadError


def tree(kind: type[MarsadError] = MarsadError) -> list[type[MarsadError]]:
    return [kind, *(found for sub in kind.__subclasses__() for found in tree(sub))]


def test_codes_are_unique_and_drawn_at_the_top():
    drawn = re.findall(r"(\w+) \((M\d{3})\)", errors.__doc__ or "")
    assert sorted(drawn) == sorted((kind.__name__, kind.code) for kind in tree())
    assert len({kind.code for kind in tree()}) == len(tree())


@pytest.mark.parametrize("kind", tree())
def test_every_class_says_something_in_one_line(kind: type[MarsadError]):
    error = kind("something is wrong")
    assert str(error).startswith(f"{kind.code}: ")
    assert "\n" not in str(error)
    assert error.exit_code in (1, 2)


def test_where_it_happened():
    assert str(JsonLineError("bad", source="a.jsonl", line=3, hint="")) == "M108: a.jsonl:3: bad"
    assert str(LexiconError("bad", file="events.yaml", line=7, hint="")) == "M301: events.yaml:7: bad"
    assert str(InputMissingError("no such file", source="x.txt")) == "M101: x.txt: no such file (check the path)"


def test_usage_errors_exit_with_two():
    assert BadDateError("x").exit_code == 2
