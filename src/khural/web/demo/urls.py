from __future__ import annotations

from django.urls import include, path, re_path

from khural.web.demo import views, views_thief

urlpatterns = [
    path("", views.first_screen, name="first_screen"),
    path("demo/as/<slug:role>/", views.become, name="demo_as"),
    path("demo/delegate/<int:number>/", views.delegate, name="demo_delegate"),
    path("demo/own-case/", views.own_case, name="demo_own_case"),
    path("demo/story/", views.story_overview, name="demo_story"),
    path("demo/story/end/", views.end_story, name="demo_story_end"),
    path("demo/story/<int:number>/", views.story_step, name="demo_step"),
    path("demo/reset/", views.reset, name="demo_reset"),
    path("demo/thief/", views_thief.thief, name="demo_thief"),
    path("demo/thief/copy.zip", views_thief.download, name="demo_thief_copy"),
    # Everybody shares these accounts: nobody sets a password or a second factor for them.
    re_path("^accounts/(2fa|password|reauthenticate)/", views.nothing),
    path("", include("khural.web.urls")),
]
