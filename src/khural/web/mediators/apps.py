from django.apps import AppConfig


class MediatorsConfig(AppConfig):
    name = "khural.web.mediators"
    label = "mediators"
