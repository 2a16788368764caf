"""The house style of every picture: colours, type, and the light card that it stands on.

Colours are taken from Okabe and Ito (2008) and Paul Tol's notes on colour schemes; Russia's is
a little darker than theirs. Each country keeps its colour through the whole course. Words are
written in it and on it, so tests hold it to a contrast of at least 4.5:1 on the card, and the
three apart under simulated protanopia, deuteranopia and tritanopia.
"""

CARD = "#ffffff"
INK = "#1b1f24"
QUIET = "#57606a"
RULE = "#d0d7de"
BAND = "#eef1f4"

COUNTRY = {
    "China": "#882255",
    "Russia": "#c25600",
    "United States": "#0072b2",
}

# One strong and one weak tone for whatever is not a country: 3:1 on the card and to each other.
STRONG = "#3b4350"
WEAK = "#8a929d"

# What matplotlib is told for every picture. The hash salt keeps the bytes of an SVG the
# same from run to run; outlines of letters, not fonts, keep them the same on every machine.
PICTURE = {
    "figure.facecolor": CARD,
    "savefig.facecolor": CARD,
    "axes.facecolor": CARD,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "limited-opponents",
    "text.color": INK,
    "xtick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.color": QUIET,
    "ytick.labelcolor": INK,
}
