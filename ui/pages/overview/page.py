"""The page Tổng quan: the month as five steps with the one next button, and how the office stands."""

from ui.pages.base import Page


class OverviewPage(Page):
    """Steps, rates and counts of the working month."""
