"""What the officer sees: the window, its pages and their widgets; everything it knows comes from
`desktop`.
"""
