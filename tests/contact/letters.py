"""Letters for the tests of `identifying`: a circle of made-up people, and what is found in a letter of theirs."""

from supportapp.contact.identifying import Kind, Known, find

NOBODY = Known(frozenset(), (), ())
CIRCLE = Known(
    surnames=frozenset({"Okafor", "Smith-Jones", "O'Connor", "Núñez", "van der Berg", "Ng", "Şahin", "İnan"}),
    addresses=(
        "12 Elm Road, Bradford, BD7 1AA", "Flat 3\n8 The Green\nReading\nRG1 2AB", "40a St Mary's Ct Otley s6 3xy"),
    schools=("St Mary's Primary School", "Beckfoot Academy", "Park School", "King's College"),
)  # fmt: skip


def kinds(text: str, known: Known = NOBODY) -> list[tuple[Kind, str]]:
    return [(found.kind, found.text) for found in find(text, known=known)]
