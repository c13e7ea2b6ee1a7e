from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "khural.web.coordination"
    label = "coordination"
