from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "khural.web.staff"
    label = "staff"
