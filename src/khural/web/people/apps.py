from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "khural.web.people"
    label = "people"
