from django.apps import AppConfig


class OpenBallotsConfig(AppConfig):
    name = "khural.web.ballots.square"
    label = "openballots"
