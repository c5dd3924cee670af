"""A made-up person for tests: the number has a right check digit and belongs to nobody known."""

from stdnum.cn import ric

_BEGINNING = "11010519491231002"  # the example in GB 11643-1999
ID_NUMBER = _BEGINNING + ric.calc_check_digit(_BEGINNING + "0")
# As records keep it.
ID_SHOWN = f"{ID_NUMBER[:3]}{'*' * 13}{ID_NUMBER[-2:]}"
