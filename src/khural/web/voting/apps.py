from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "khural.web.voting"
    label = "voting"
