from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "khural.web.claims"
    label = "claims"
