from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "khural.web.rounds"
    label = "rounds"
