"""Forms of chart that several subjects share: marks on axes, no knowledge of any subject.

Every function takes plain tables and returns a matplotlib `Figure`, made without pyplot so
that nothing global is left behind and a test can read its artists.
"""

from coursekit.charts.bars import (
    KINDS,
    bars_with_change,
    kind_bars,
    open_ranges,
    panel_bars,
    parts_and_total,
    product_boxes,
    scale_bars,
    sequence_bars,
    signed_bars,
    unit_panels,
)
from coursekit.charts.drawing import MARK, RING, WIDTH, Picture, house_style, signed
from coursekit.charts.lines import (
    arrow_rows,
    dot_rows,
    doubling_path,
    panel_lines,
    paths_and_phase,
    year_lines,
    year_panels,
)
from coursekit.charts.maps import argument_map, cause_map
from coursekit.charts.periods import lane_marks, spans, timeline, window_grid
from coursekit.charts.scores import score_columns, score_line

__all__ = [
    "KINDS",
    "MARK",
    "Picture",
    "RING",
    "WIDTH",
    "argument_map",
    "arrow_rows",
    "bars_with_change",
    "cause_map",
    "dot_rows",
    "doubling_path",
    "house_style",
    "kind_bars",
    "lane_marks",
    "open_ranges",
    "panel_bars",
    "panel_lines",
    "parts_and_total",
    "paths_and_phase",
    "product_boxes",
    "scale_bars",
    "score_columns",
    "score_line",
    "sequence_bars",
    "signed",
    "signed_bars",
    "spans",
    "timeline",
    "unit_panels",
    "window_grid",
    "year_lines",
    "year_panels",
]
