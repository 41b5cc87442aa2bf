"""What the agenda of family time costs when the past is long: ten weeks of it beside ten years."""

from bench import stores
from bench.pages import Sizes, Timed
from bench.rounds import Effort, Readings, Variant, read
from bench.table import Line, times
from bench.world import Shape

SHORT, LONG = 10, 520  # weeks
MOST_GROWTH, MOST_STATEMENTS = 1.2, 8


def agenda(weeks: int, twist: str = "as-it-is") -> Variant:
    """The agenda of a parent with so many weeks of family time behind them."""
    store = stores.rowan_store(Shape("agenda", parents=(), workers=(), weeks=(SHORT, LONG)))
    return Variant(store, "/family-time", f"weeks-{weeks}", twist)


def agenda_growth(_sizes: Sizes) -> Timed:
    """CPU with ten years behind somebody beside ten weeks."""
    short, long, whole = agenda(SHORT), agenda(LONG), agenda(LONG, "whole-past")

    def judge(readings: Readings) -> list[Line]:
        def line(what: str, variant: Variant, *, is_control: bool = False) -> Line:
            ratio = readings.cpu(variant) / readings.cpu(short)
            note = f"{readings.cpu(variant) / 1000:.2f} ms"
            return times(f"CPU of {what} / 10 weeks", ratio, MOST_GROWTH, note=note, is_control=is_control)

        return [
            line("the agenda with 10 years behind", long),
            line("the agenda with all its past", whole, is_control=True),
        ]

    return Timed((short, long, whole), judge)


def agenda_statements(_sizes: Sizes) -> list[Line]:
    """How many statements the agenda sends, with little behind somebody and with much."""
    once = Effort(calls=0, warm_up=1, rounds=1)

    def line(what: str, twist: str = "as-it-is") -> Line:
        one = agenda(SHORT, twist)
        both = Variant(one.store, one.path, f"weeks-{SHORT},weeks-{LONG}", twist)
        few, many = read(both, once).statements
        is_met = few == many <= MOST_STATEMENTS
        target = f"equal, <= {MOST_STATEMENTS}"
        return Line(f"statements, {what}", f"{few}, {many}", target, is_met, twist != "as-it-is")

    return [
        line("the agenda at 10 weeks and at 10 years"),
        line("the agenda with a query per date", "query-per-date"),
    ]
