from django.apps import AppConfig


class SquareConfig(AppConfig):
    name = "khural.web.square"
    label = "square"
