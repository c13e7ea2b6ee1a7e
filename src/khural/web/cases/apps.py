from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "khural.web.cases"
    label = "cases"
