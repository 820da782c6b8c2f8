"""Spreadsheets, both ways: what people upload is read with distrust, what we write cannot run.

`read_rows` takes CSV (also gzipped) and XLSX; `write_csv` and `write_xlsx` make files in which no text of
ours is a formula; `download` sends one. openpyxl is imported only when a workbook is read or written.
"""

from daccom.spreadsheets.downloading import download
from daccom.spreadsheets.reading import read_rows
from daccom.spreadsheets.sheets import Limits, Sheet
from daccom.spreadsheets.writing import write_csv, write_xlsx

__all__ = ["Limits", "Sheet", "download", "read_rows", "write_csv", "write_xlsx"]
