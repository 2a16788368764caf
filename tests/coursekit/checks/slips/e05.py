"""Exercise 05: slips from the printed shares, dollars and list, and from SIPRI's billions."""

import pandas

# GDP per head at purchasing power, international dollars; Russia's share of it, per cent.
RUSSIA_2008, RUSSIA_2017 = 20_164, 25_778
AMERICA_2008, AMERICA_2017 = 48_570, 60_048
LEAD_2008, LEAD_2017 = AMERICA_2008 - RUSSIA_2008, AMERICA_2017 - RUSSIA_2017
SHARE_2008, SHARE_2017 = 41.5, 42.9
CHANGE_OF_SHARE = 100 * (SHARE_2017 - SHARE_2008) / SHARE_2008
CHANGE_OF_LEAD = 100 * (LEAD_2017 - LEAD_2008) / LEAD_2008
GROWTH_OF_AMERICA = 100 * (AMERICA_2017 - AMERICA_2008) / AMERICA_2008
GROWTH_OF_RUSSIA = 100 * (RUSSIA_2017 - RUSSIA_2008) / RUSSIA_2008

# China's military spending, per cent of America's.
CHINA_2008, CHINA_2017 = 12.0, 32.5

# Military spending in US$ billion, SIPRI 2025.
RUSSIAN_ARMS = [56.184, 51.532, 58.720, 70.238, 81.469, 88.353, 84.697, 66.422, 69.245, 66.913]
AMERICAN_ARMS = [656.76, 705.92, 738.00, 752.29, 725.20, 679.23, 647.79, 633.83, 639.86, 646.75]
YEARS = range(2008, 2018)
BEFORE = 100 * pandas.Series(RUSSIAN_ARMS, YEARS) / pandas.Series(AMERICAN_ARMS, YEARS)
IN_2018 = 100 * 61.609 / 682.491


def line_run(line, rounds=30):
    """The share that begins at 19.4%, after the loop has gone round with that line, as listed."""
    value = 19.4
    for _ in range(rounds):
        value = line(value)
    return round(value, 1)


ROWS = [
    ("e05-1", "change_of_share", SHARE_2017 - SHARE_2008, "difference of the two shares"),
    (
        "e05-1",
        "change_of_share",
        100 * (SHARE_2017 - SHARE_2008) / SHARE_2017,
        "by the share of the last year",
    ),
    ("e05-1", "change_of_share", -CHANGE_OF_SHARE, "sign of the change of the share"),
    ("e05-1", "change_of_share", CHANGE_OF_SHARE / 100, "change of the share as a part of one"),
    ("e05-1", "change_of_share", 100 * SHARE_2017 / SHARE_2008, "the later share as a percentage"),
    ("e05-1", "change_of_share", CHANGE_OF_LEAD, "have changed places"),
    ("e05-1", "change_of_share", GROWTH_OF_RUSSIA, "how much Russia's own figure grew"),
    ("e05-1", "change_of_lead", LEAD_2017 - LEAD_2008, "what was added, in dollars"),
    (
        "e05-1",
        "change_of_lead",
        100 * (LEAD_2017 - LEAD_2008) / LEAD_2017,
        "by the lead of the last year",
    ),
    ("e05-1", "change_of_lead", -CHANGE_OF_LEAD, "sign of the change of the lead"),
    ("e05-1", "change_of_lead", CHANGE_OF_LEAD / 100, "change of the lead as a part of one"),
    ("e05-1", "change_of_lead", 100 * LEAD_2017 / LEAD_2008, "the later lead as a percentage"),
    ("e05-1", "change_of_lead", CHANGE_OF_SHARE, "have changed places"),
    ("e05-1", "change_of_lead", GROWTH_OF_RUSSIA, "how much Russia's own figure grew"),
    # round((share[2017] - share[2008]) / share[2008], 1) * 100, and the lead's
    ("e05-1", "change_of_share", round(CHANGE_OF_SHARE / 100, 1) * 100, "you rounded before"),
    ("e05-1", "change_of_lead", round(CHANGE_OF_LEAD / 100, 1) * 100, "you rounded before"),
    ("e05-1", "change_of_share", SHARE_2017 / SHARE_2008, "the share was multiplied"),
    ("e05-1", "change_of_lead", LEAD_2017 / LEAD_2008, "the lead was multiplied"),
    (
        "e05-1",
        "change_of_share",
        SHARE_2017 - SHARE_2008 / SHARE_2008 * 100,
        "Brackets are missing",
    ),
    ("e05-1", "change_of_lead", LEAD_2017 - LEAD_2008 / LEAD_2008 * 100, "Brackets are missing"),
    ("e05-1", "change_of_share", GROWTH_OF_AMERICA, "how much America's own figure grew"),
    ("e05-1", "change_of_lead", GROWTH_OF_AMERICA, "how much America's own figure grew"),
    ("e05-1", "by_share", "widening", "Mind what a share means"),
    ("e05-1", "by_share", "hardly changed", "The limit is 2 per cent"),
    ("e05-1", "by_lead", "narrowing", "Mind what a lead means"),
    ("e05-1", "by_lead", "hardly changed", "The limit is 2 per cent"),
    # The list shows 24.9 for 2034 and 25.3 for 2035.
    ("e05-2", "years_to_25", 2035, "the calendar year"),
    ("e05-2", "years_to_25", 2034, "still shows less than 25"),
    ("e05-2", "years_to_25", 6, "multiplied by both"),  # 24.2 after 5, 25.3 after 6
    ("e05-2", "years_to_25", 2035 - 2018, "still below 25%"),
    ("e05-2", "years_to_25", 2036 - 2017, "One year too many"),
    ("e05-2", "years_to_25", 9, "Only Russia grows"),  # times 1.03: 24.6 after 8, 25.3 after 9
    ("e05-2", "years_to_25", 4, "You added percentage points"),  # 20.9, 22.4, 23.9, 25.4
    ("e05-2", "years_to_25", 1, "grows far too fast"),  # 19.4 * 3 / 1.5, or 19.4 * 1.3
    ("e05-2", "years_to_25", 3, "grows far too fast"),  # times 1.3 / 1.15: 21.9, 24.8, 28.0
    ("e05-2", "share_after_30", 19.4, "has not moved"),
    ("e05-2", "share_after_30", line_run(lambda v: v + 3 - 1.5), "You added percentage points"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.015 / 1.03), "rates have changed places"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.03), "Only Russia grows"),
    ("e05-2", "share_after_30", line_run(lambda v: v + v * 0.03 - v * 0.015), "comes close"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.03 * 1.015), "multiplied by both"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.03 / 1.15), "America grows too fast"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 3 / 1.5), "grows far too fast"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.3 / 1.15), "grows far too fast"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.3), "grows far too fast"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.03 / 1.015, 29), "one year early"),
    ("e05-2", "share_after_30", line_run(lambda v: v * 1.03 / 1.015, 31), "one round too many"),
    ("e05-3", "military_change", CHINA_2017 - CHINA_2008, "in percentage points"),
    (
        "e05-3",
        "military_change",
        100 * (CHINA_2017 - CHINA_2008) / CHINA_2017,
        "by the share of 2017",
    ),
    ("e05-3", "military_change", 100 * CHINA_2017 / CHINA_2008, "the later share as a percentage"),
    ("e05-3", "military_change", (CHINA_2017 - CHINA_2008) / CHINA_2008, "a part of one"),
    ("e05-3", "military_change", CHINA_2017 / CHINA_2008, "the share was multiplied"),
    (
        "e05-3",
        "military_change",
        CHINA_2017 - CHINA_2008 / CHINA_2008 * 100,
        "Brackets are missing",
    ),
    # At market rates, at purchasing power, per head.
    ("e05-3", "military_change", 100 * (63.9 - 31.6) / 31.6, "the change on another ruler"),
    ("e05-3", "military_change", 100 * (106.7 - 61.7) / 61.7, "the change on another ruler"),
    ("e05-3", "military_change", 100 * (15.0 - 7.3) / 7.3, "the change on another ruler"),
    ("e05-3", "military_change", round(100 * (10.35 - 8.55) / 8.55), "Or it is Russia's change"),
    (
        "e05-3",
        "military_change",
        round((CHINA_2017 - CHINA_2008) / CHINA_2008, 1) * 100,
        "rounded before you multiplied",
    ),
    ("e05-3", "rulers_narrowed", 2, "is there one on which China's share fell"),
    ("e05-3", "rulers_narrowed", 0, "a gap that widens"),  # a rise taken for a widening
    ("e05-3", "rulers_narrowed", 3, "is there one on which China's share fell"),
    ("e05-3", "rulers_narrowed", 1, "China passed America"),  # 106.7% at purchasing power
    ("e05-3", "verdict", "wrong", "four measures and one country"),
    ("e05-3", "verdict", "holds", "points the other way for China"),
    ("e05-3", "verdict", "not comparable", "two figures set against each other"),
    ("e05-3", "verdict", "right number, wrong label", "Which number?"),
    ("e05-3", "verdict", "reported, unresolved", "for reports that differ"),
    ("e05-4", "change", IN_2018 - BEFORE, "These are percentage points"),
    ("e05-4", "change", (BEFORE - IN_2018) / BEFORE * 100, "signs are turned round"),
    ("e05-4", "change", (IN_2018 - BEFORE) / BEFORE, "parts of one"),
    ("e05-4", "change", IN_2018 / BEFORE * 100, "as percentages of the earlier ones"),
    ("e05-4", "change", (IN_2018 - BEFORE) / IN_2018 * 100, "divided by the share of 2018"),
    ("e05-4", "change", IN_2018 - BEFORE / BEFORE * 100, "Brackets are missing"),
    ("e05-4", "change", ((IN_2018 - BEFORE) / BEFORE).round(1) * 100, "rounded before you"),
    ("e05-4", "change", (BEFORE[2017] - BEFORE) / BEFORE * 100, "These changes end in 2017"),
    # +5.5 from 2008, +23.7 from 2009, +13.5 from 2010, and a fall from every later year.
    *(("e05-4", "last_narrowing", year, "to 2018 the share fell") for year in range(2011, 2018)),
    ("e05-4", "last_narrowing", 2008, "but there is a later one"),
    ("e05-4", "last_narrowing", 2009, "narrowed most"),
]
