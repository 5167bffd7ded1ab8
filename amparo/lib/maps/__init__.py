"""Maps of counties and states, drawn by the server as inline SVG.

`shapes` reads the borders, `projecting` lays them flat, `sheets` makes ready pieces of paper (a
state with its counties; the country), `drawing` fills them. The borders come along in data/ (see
data/README.md), so that no map asks anybody for anything.
"""
