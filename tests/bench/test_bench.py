"""The benchmark runs from end to end at a tiny size, and each of its controls is told from the real thing."""

import subprocess
import sys
from pathlib import Path

from bench.table import Line, drawn, times
from bench.weight import fonts

ROOT = Path(__file__).parent.parent.parent
GATES, CONTROLS = 14, 10


def test_each_control_misses_its_target(tmp_path, monkeypatch):
    """No gate is asked to be met here: a machine that runs tests has other work to do than to be measured."""
    monkeypatch.setenv("ROWAN_BENCH_DATA", str(tmp_path))
    command = (sys.executable, "-m", "bench", "--quick")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    rows = done.stdout.splitlines()[4:]
    controls = [row for row in rows if row.startswith("control: ")]
    assert (len(rows) - len(controls), len(controls)) == (GATES, CONTROLS), done.stdout + done.stderr
    assert [row for row in controls if not row.endswith("misses, as it must")] == []
    assert done.returncode == any(row.endswith("MISSED") for row in rows)


def test_a_gate_and_its_control_are_judged_the_other_way_round():
    assert times("page", 1.5, 1.5).is_good
    assert not times("page", 1.51, 1.5).is_good
    assert times("page", 1.51, 1.5, is_control=True).is_good
    assert not times("page", 1.5, 1.5, is_control=True).is_good
    assert Line("idle", "no /proc", "0 MB", None).is_good


def test_the_table_stands_in_columns():
    rows = drawn([times("a page", 1, 2), times("another", 3, 2, is_control=True)]).splitlines()
    assert len({row.index(cell) for row, cell in zip(rows[2:], ("<= 2.00 x", "<= 2.00 x"), strict=True)}) == 1
    assert rows[0].split() == ["what", "measured", "target", "verdict"]


def test_only_a_font_that_holds_a_letter_of_the_page_is_loaded():
    face = "@font-face{{src:url({}.woff2);unicode-range:{}}}"
    css = face.format("a", "U+20-7E") + face.format("b", "U+100-17F,U+1E80")
    assert fonts(css, set("Today")) == {"a.woff2"}
    assert fonts(css, set("Tŷ, Ẁ")) == {"a.woff2", "b.woff2"}
