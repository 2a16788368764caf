"""The offline edition: the whole course for a reader who has a browser and nothing else.

``living``   what moves or answers on a built page, found by running its cells once more
``states``   every setting of every explorer, drawn ahead and kept until something changes
``pages``    built notebooks and tables as the pages that Sphinx reads
``site``     Sphinx, and what is tidied after it: one folder that opens by a double-click
``licences`` whose scripts and fonts are in the folder, and on what terms
``paper``    the same course as one PDF
``command``  `course offline`
"""
