"""Files between offices: written, signed, sent, received, sent back.

Where to begin reading:

1. The file: `manifest` (what it is), `container` (a signed ZIP), `keys`, `seal` (a password).
2. Sending: `submission` makes the file of a period, `data` is what it says, `outbox` keeps it.
3. The report in it: `sign_off`, `docx_payload` (Word that carries data), `report_differences`.
4. What arrives: `incoming_files` opens it, `triage` judges it by the lists of the `desk`.
5. What is taken in: `receiving` is the act and its undoing, `applying` writes the tables.
6. Slips: `slips` asks, returns (with `remarks`) and confirms; a unit opens `received_slips`.
"""
