from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "khural.web.findings"
    label = "findings"
