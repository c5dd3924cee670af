"""Reading the text of a notice on holidays (放假通知): plain text in, days and doubts out."""

from zhanqun.core.workcalendar.reading.notices import NoticeText, ReadDay, read_notice

__all__ = ["NoticeText", "ReadDay", "read_notice"]
