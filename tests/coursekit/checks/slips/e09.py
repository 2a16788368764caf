"""Exercise 09: slips of the loop, run by a loop of its own, and of the printed trade."""

import pandas


def run(steps, answers, calms=(0.3, 0.3), pushes=(1, 1)):
    """Both levels at every step from 0 on, Russia first, by the loop of the exercise."""
    russia, america = 30, 10
    levels = [(russia, america)]
    for _ in range(steps):
        new_russia = russia + answers[0] * america - calms[0] * russia + pushes[0]
        new_america = america + answers[1] * russia - calms[1] * america + pushes[1]
        russia, america = new_russia, new_america
        levels.append((russia, america))
    return levels


def overwritten():
    """Ten steps in which Russia's new value is put in place before America answers."""
    russia, america = 30, 10
    for _ in range(10):
        russia = russia + 0.5 * america - 0.3 * russia + 1
        america = america + 0.2 * russia - 0.3 * america + 1
    return russia, america


TENTH = run(10, (0.5, 0.2))[-1]
# Wrong levels of Russia and of America, and what both are told.
LOOPS = [
    (overwritten(), "had already been replaced"),
    (TENTH[::-1], "the other country's value"),
    (run(6, (0.5, 0.2))[-1], "after six steps"),
    (run(9, (0.5, 0.2))[-1], "after nine steps"),
    (run(11, (0.5, 0.2))[-1], "one step too far"),
    (run(10, (0.2, 0.4), (0.4, 0.4), (2, 2))[-1], "The lesson's numbers"),
    (run(6, (0.2, 0.4), (0.4, 0.4), (2, 2))[-1], "in its six steps"),  # the cell as it was
    (run(10, (0.5, 0.2), pushes=(0, 0))[-1], "The push from inside is missing"),
    (run(10, (0.2, 0.5))[-1], "The two answers have changed places"),
    (run(10, (0.5, 0.2), pushes=(2, 2))[-1], "one number at a time"),  # the lesson's pushes
    (run(10, (0.5, 0.2), calms=(0.4, 0.4))[-1], "one number at a time"),  # its calming parts
    (run(10, (0.5, 0.2), (0.4, 0.4), (2, 2))[-1], "one number at a time"),  # both of these
    (run(10, (0.5, 0.4), (0.3, 0.4), (1, 2))[-1], "one number at a time"),  # America's old line
    (run(10, (0.2, 0.2), (0.4, 0.3), (2, 1))[-1], "one number at a time"),  # Russia's old line
]

# US trade in goods with Russia, US$ billion; a barrel of oil, US$.
EXPORTS_2014, IMPORTS_2014 = 10.8, 23.7
EXPORTS_2015, IMPORTS_2015 = 7.1, 16.6
IN_2014, IN_2015 = EXPORTS_2014 + IMPORTS_2014, EXPORTS_2015 + IMPORTS_2015
OIL_2014, OIL_2015 = 98.97, 52.32

FOURTH = run(20, (0.5, 0.6), (0.5, 0.5), (2, 2))
RUSSIA = pandas.Series([russia for russia, _ in FOURTH], index=range(21))
AMERICA = pandas.Series([america for _, america in FOURTH], index=range(21))

ROWS = [
    *(("e09-1", "russia_10", levels[0], words) for levels, words in LOOPS),
    *(("e09-1", "america_10", levels[1], words) for levels, words in LOOPS),
    ("e09-2", "answers", 0.5 + 0.2, "the sum of the two"),
    ("e09-2", "answers", 0.3 * 0.4, "have changed places"),
    ("e09-2", "answers", 0.5 - 0.2, "the difference of the two"),
    ("e09-2", "calming", 0.3 + 0.4, "the sum of the two"),
    ("e09-2", "calming", 0.5 * 0.2, "multiplied the answers instead"),
    ("e09-2", "calming", 0.4 - 0.3, "or you subtracted"),
    ("e09-2", "calming", round(0.3 * 0.4, 1), "this was rounded"),
    ("e09-2", "end", "runs away", "Which of the two products"),
    ("e09-2", "end", "dies down", "a push from inside"),
    ("e09-2", "level", 35, "level of the United States"),  # the other number of the same line
    ("e09-2", "level", 30, "where Russia began"),
    ("e09-2", "level", run(50, (0.5, 0.2), (0.3, 0.4), (2, 1))[-1][0], "after 50 steps"),
    ("e09-2", "level", 0, "does not go back to nothing"),  # no push in either line
    *(
        ("e09-2", "level", round(run(500, *rule)[-1][0]), "its own country's answer")
        for rule in (
            ((0.5, 0.2), (0.4, 0.3), (2, 1)),  # the brakes in each other's line
            ((0.5, 0.2), (0.3, 0.4), (1, 2)),  # the pushes
            ((0.2, 0.5), (0.3, 0.4), (2, 1)),  # the answers
            ((0.5, 0.2), (0.3, 0.4), (2, 2)),  # Russia's push in both lines
            ((0.5, 0.2), (0.3, 0.4), (1, 1)),  # America's push in both lines, as in task 1
        )
    ),
    ("e09-3", "total_2014", IMPORTS_2014, "the imports of 2014 alone"),
    ("e09-3", "total_2014", IN_2015, "or the total of 2015"),  # by chance the same number
    ("e09-3", "total_2014", EXPORTS_2014, "the exports alone"),
    ("e09-3", "total_2014", IMPORTS_2014 - EXPORTS_2014, "imports less exports"),
    ("e09-3", "change", (IN_2014 - IN_2015) / IN_2014 * 100, "Mind the sign"),
    ("e09-3", "change", IN_2015 - IN_2014, "difference in billions"),
    ("e09-3", "change", IN_2015 / IN_2014 * 100, "as a percentage of 2014"),
    ("e09-3", "change", (IN_2015 - IN_2014) / IN_2015 * 100, "by the later total"),
    ("e09-3", "change", IN_2014 - IN_2015, "the later total less the earlier"),
    ("e09-3", "change", (IN_2014 - IN_2015) / IN_2015 * 100, "the later total less the earlier"),
    ("e09-3", "change", (7.1 - 10.8) / 10.8 * 100, "change of the exports alone"),
    ("e09-3", "change", (16.6 - 23.7) / 23.7 * 100, "change of the imports alone"),
    ("e09-3", "change", (OIL_2015 - OIL_2014) / OIL_2014 * 100, "change of the oil price"),
    ("e09-3", "change", (IN_2015 - IN_2014) / IN_2014, "as a part of one"),
    ("e09-3", "largest_year", 2014, "Look at the later years"),  # 34.5; in 2021 it was 36.1
    ("e09-3", "largest_year", 2024, "the smallest total"),  # 0.5 + 3.0
    ("e09-3", "shows", "proves it", "What else changed"),
    ("e09-3", "shows", "refutes it", "Later trade was larger"),
    ("e09-4", "together", RUSSIA, "This is Russia alone"),
    ("e09-4", "together", AMERICA, "This is the United States alone"),
    ("e09-4", "together", (RUSSIA + AMERICA) / 2, "the mean of both"),
    ("e09-4", "together", RUSSIA - AMERICA, "This is the difference"),
    # Together 97.5 at step 8, 106.1 at step 9, 115.2 at step 10.
    ("e09-4", "first_above", 8, "still below 100"),
    ("e09-4", "first_above", 10, "the first is step 0"),
    ("e09-4", "first_above", 106, "how high both together stand"),
    ("e09-4", "first_above", int(RUSSIA[RUSSIA > 100].index[0]), "Russia alone passes"),
    ("e09-4", "first_above", int(AMERICA[AMERICA > 100].index[0]), "United States alone passes"),
    ("e09-4", "end", "settles", "the look of the line"),
    ("e09-4", "end", "dies down", "climbs at every step"),
]
