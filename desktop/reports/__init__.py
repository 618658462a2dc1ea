"""The ward's reports as Word files: gather, compose, render, bind, check, write."""
