"""Any register as a page, from its declared fields: table, filters, form, history, recycle bin.

`RegisterPage(shell, title, ("tasks", "documents"))` is a whole page with a tab for each register.
`RegisterView(shell, "indicators", by_month=True)` is one register as a widget, with the working
month's records only. `SingleRecordView(shell, "monthly", by_month=True)` is the form of the only
record (the month's, or the unit's profile). All three have `unsaved()`, `save()`, `discard()` and
`search(text)` as a page has.
"""
