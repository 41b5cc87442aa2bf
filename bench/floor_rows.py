"""The rows of the floor's two tables: a thousand owners, and as many items as asked for, dealt to them."""

from collections.abc import Iterator
from random import Random

COLUMNS = {
    "owner": ("id", "email", "name"),
    "item": ("id", "owner_id", "title", "area", "state", "due_at", "note", "contact", "changed_at"),
}
OWNERS = 1000
WORDS = (
    "call",
    "council",
    "housing",
    "form",
    "visit",
    "doctor",
    "review",
    "plan",
    "rent",
    "letter",
    "school",
    "worker",
)


def rows(items: int) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each row with its table's name; the same ones in every run."""
    random = Random(7)
    owners = max(6, min(OWNERS, items // 200))
    for owner in range(1, owners + 1):
        yield "owner", (owner, f"owner{owner}@bench.example", f"Owner {owner}")
    for item in range(1, items + 1):
        yield "item", (item, item % owners + 1, *_facts(random))


def _facts(random: Random) -> tuple[object, ...]:
    due = (
        f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02} {random.randint(8, 18):02}:00:00.000000"
    )
    return (
        " ".join(random.choices(WORDS, k=5)),
        random.choice(("housing", "benefits", "contact", "health")),
        random.choice(("open", "open", "done", "late")),
        due,
        " ".join(random.choices(WORDS, k=14)),
        random.choice(("Mum", "Dr Patel", "Council", None)),
        "2026-01-01 00:00:00.000000",
    )
