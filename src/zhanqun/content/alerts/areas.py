"""Where a warning holds, as numbers (多边形、圆形、行政区划代码), in the forms of CAP 1.2."""

import re

from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError

POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)\Z")
CODE = re.compile(r"\d{12}\Z")
# Half the circumference of the earth, in kilometres.
RADIUS_MAX_KM = 20_000
CORNERS_MIN, CORNERS_MAX = 4, 500


class AreaMalformed(DomainError):
    code = "alerts.area_malformed"
    message = _("{what}的写法不对：{why}")


def clean_polygon(text: str) -> str:
    """“纬度,经度 纬度,经度 …”, at least four points, the first repeated at the end; "" for none.

    Raises AreaMalformed. Source: CAP 1.2, 3.2.4.
    """
    points = re.sub(r"\s*[，,]\s*", ",", text).split()
    if not points:
        return ""
    for point in points:
        _check_point(point, _("多边形"))
    if points[0] != points[-1]:
        raise AreaMalformed(what=_("多边形"), why=_("第一个点和最后一个点要相同，才能围成一片。"))
    if not CORNERS_MIN <= len(points) <= CORNERS_MAX:
        raise AreaMalformed(what=_("多边形"), why=_("要有4到500个点（含重复的第一个点）。"))
    return " ".join(points)


def clean_circle(text: str) -> str:
    """“纬度,经度 半径”, the radius in kilometres; "" for none. Raises AreaMalformed.

    The national message format counts metres; whoever sends there converts.
    """
    parts = re.sub(r"\s*[，,]\s*", ",", text).split()
    if not parts:
        return ""
    if len(parts) != 2:
        why = _("写成“纬度,经度 半径公里数”，如“30.66,104.06 25”。")
        raise AreaMalformed(what=_("圆形"), why=why)
    _check_point(parts[0], _("圆形"))
    if not re.fullmatch(r"\d+(\.\d+)?", parts[1]) or float(parts[1]) > RADIUS_MAX_KM:
        raise AreaMalformed(what=_("圆形"), why=_("半径是公里数，从0到20000。"))
    return " ".join(parts)


def clean_geocodes(text: str) -> str:
    """12-digit division codes, separated by commas; "" for none. Raises AreaMalformed."""
    codes = [code for code in re.split(r"[\s,，、;；]+", text) if code]
    for code in codes:
        if not CODE.match(code):
            why = _("“{code}”不是12位数字。").format(code=code)
            raise AreaMalformed(what=_("行政区划代码"), why=why)
    return ",".join(dict.fromkeys(codes))


def _check_point(point: str, what: object) -> None:
    match = POINT.match(point)
    if match is None:
        raise AreaMalformed(what=what, why=_("“{point}”不是“纬度,经度”。").format(point=point[:40]))
    if abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        why = _("“{point}”超出范围，纬度在前，不超过90，经度不超过180。")
        raise AreaMalformed(what=what, why=why.format(point=point))
