from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "khural.web.ballots"
    label = "ballots"
