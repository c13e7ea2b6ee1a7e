from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "khural.web.record"
    label = "record"
