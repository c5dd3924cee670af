"""Time limits in templates: {{ task.due_at|time_left:now }}."""

from django import template

from zhanqun.ui.desk import deadlines

register = template.Library()
register.filter("time_left", deadlines.time_left)
register.filter("limit_tone", deadlines.tone_of)
