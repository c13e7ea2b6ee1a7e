from django.apps import AppConfig


class InputsConfig(AppConfig):
    name = "khural.web.inputs"
    label = "inputs"
