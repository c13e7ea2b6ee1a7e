"""What is being done, on stderr and only in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show `text` with a spinner while the body runs; nothing where stderr is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(text):
        yield


@contextmanager
def steps(texts: Mapping[str, str]) -> Iterator[Callable[[str], None]]:
    """A function that says which of `texts` is being done; silent where stderr is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(next(iter(texts.values()))) as status:
        yield lambda step: status.update(texts[step])


@contextmanager
def told(first: str) -> Iterator[Callable[[str], None]]:
    """A function that shows what is being done now, in its own words; silent where stderr is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(first) as status:
        yield status.update
