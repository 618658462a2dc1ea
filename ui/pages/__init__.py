"""The pages of the window, one package per noun; each is built when it is first shown.

What a page is (`ui.pages.base.Page`) and what it may use (`ui.shell.Shell`):

- `Page(shell)` builds the widgets. It is made on the first visit and lives until the window
  closes.
- It reads with `shell.ask(query, …)` and writes with `shell.do(verb, …)`, which shows problems
  in a notice and returns None then; `shell.perform` raises them instead, for a form that shows
  them beside its fields. One gesture of the officer is one `do`.
- It follows `shell.month_changed(Month)` and `shell.changes.changed(list[Change])`; it never
  talks to another page, only `shell.go("staff", record="…")`. The page then gets
  `show_place(record="…")`.
- What the rules say about the working month is asked once for all: `shell.findings`.
- `shell.notify(text, action_text, action, tone)` says what happened; `shell.notify_undo(text,
  outcome.entry)` offers to take it back; `shell.ask_person(text, (word, action), …)` puts a
  question there. Notices lie over the page and move nothing on it. No message boxes.
- What cannot simply be taken back is asked once, in place (`ui.widgets.question`).
- `shell.run_job(text, work, on_done)` runs `work(reporter)` on the worker thread (progress and
  cancel after a second) and then `on_done(result)` here; `on_done` is a bound method. An
  `Outcome` as result is published by the shell.
- Keys, and the words that name them, come from `ui.actions` only.
- `searchable`, `search(text)`: the search box of the top bar filters the page.
  `focus_search()` puts the cursor there.
- `entered()` is called each time the page comes to the front; `left()` when another page is
  about to.
- `unsaved()` names what is not saved yet ("" for nothing); `save()` and `discard()` deal with
  it. They are asked when the window closes; going to another page keeps a draft as it is.

A new page is one line in `ui.pages.table_of_contents` and a package here.
"""
