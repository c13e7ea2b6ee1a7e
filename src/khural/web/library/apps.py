from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "khural.web.library"
    label = "library"
