"""The pages of the resolve room."""

from django.urls import URLPattern, path

from huisheng.resolve.projects.views import public as projects
from huisheng.resolve.projects.views import staff as project_staff
from huisheng.resolve.tasks.views import acts, later, outside, staff

app_name = "resolve"
urlpatterns: list[URLPattern] = [
    path("tasks/", staff.tasks, name="tasks"),
    path("tasks/new/", staff.new, name="task_new"),
    path("task/<int:pk>/", staff.task, name="task"),
    path("task/<int:pk>/accept/", staff.accept, name="task_accept"),
    path("task/<int:pk>/step/<int:step>/", staff.step, name="task_step"),
    path("task/<int:pk>/step/<int:step>/words/", acts.step_words, name="task_step_words"),
    path("task/<int:pk>/steps/", acts.steps, name="task_steps"),
    path("task/<int:pk>/day/", acts.day, name="task_day"),
    path("task/<int:pk>/finish/", acts.finish, name="task_finish"),
    path("task/<int:pk>/return/", acts.return_, name="task_return"),
    path("task/<int:pk>/hand/", acts.hand, name="task_hand"),
    path("task/<int:pk>/note/", acts.note, name="task_note"),
    path("task/<int:pk>/drop/", acts.drop, name="task_drop"),
    path("task/<int:pk>/photo/", acts.photo, name="task_photo"),
    path("task/<int:pk>/photo/<int:photo>/", acts.photo_gone, name="task_photo_gone"),
    # an outside body, by its link
    path("do/<str:token>/", outside.answer, name="answer"),
    path("do/<str:token>/<slug:name>/", outside.answer, name="answer_with"),
    # what came of it, and looking again
    path("outputs/", later.outputs, name="outputs"),
    path("rechecks/", later.rules, name="recheck_rules"),
    path("recheck/<int:pk>/", later.look, name="recheck"),
    # what each year's money builds
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:token>/", projects.project, name="project"),
    path("project/", project_staff.mine, name="projects_mine"),
    path("project/new/", project_staff.new, name="project_new"),
    path("project/<int:pk>/", project_staff.edit, name="project_edit"),
    path("project/<int:pk>/move/", project_staff.move, name="project_move"),
    path("project/<int:pk>/dates/", project_staff.dates, name="project_dates"),
    path("project/<int:pk>/hand/", project_staff.hand, name="project_hand"),
]
