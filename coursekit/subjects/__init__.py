"""One module a subject: tables and values in; tables, numbers and pictures out."""
