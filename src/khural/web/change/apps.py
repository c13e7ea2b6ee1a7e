from django.apps import AppConfig


class ChangeConfig(AppConfig):
    name = "khural.web.change"
    label = "change"
