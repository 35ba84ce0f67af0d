"""Which form and which verb stand behind each button (acts.BUTTONS)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from huisheng.collect.concerns import act_forms, services
from huisheng.collect.concerns.models import Concern

Verb = Callable[..., Any]


def _unseen(verb: Verb) -> Verb:
    """For verbs that may come in any order and so ask for no version."""
    return lambda concern, *, seen=None, **typed: verb(concern, **typed)


def _call_back(
    concern: Concern, *, solved: str, rating: str, words: str, by: Any, seen: Any, **more: Any
) -> Any:
    if solved == "unanswered":
        return services.call_unanswered(concern, by=by, **more)
    return services.judge(concern, solved=solved, rating=rating, words=words, asked_by=by, **more)


@dataclass(frozen=True)
class Doing:
    """The form that asks and the verb that does. `leaves_nothing`: afterwards there is no matter to come back to."""

    form: type[act_forms.ActForm]
    verb: Verb
    done: str = _("记下了。")
    leaves_nothing: bool = False


DOINGS: dict[str, Doing] = {
    "contact": Doing(act_forms.MetForm, services.contact),
    "visit": Doing(act_forms.MetForm, services.visit),
    "note": Doing(act_forms.NoteForm, _unseen(services.note)),
    "sort": Doing(act_forms.SortForm, services.sort),
    "dispatch": Doing(act_forms.DispatchForm, services.dispatch, _("派出去了，对方和居民都已告知。")),
    "return": Doing(act_forms.WhyForm, services.return_, _("退回了，时限不变。")),
    "pause": Doing(act_forms.PauseForm, services.pause, _("计时停下了，到期自己恢复。")),
    "resume": Doing(act_forms.SaysForm, services.resume, _("计时恢复了。")),
    "extend": Doing(act_forms.ExtendForm, services.extend, _("延期了，居民看得到原因。")),
    "refer": Doing(
        act_forms.ReferForm, services.refer, _("转出了。把下面的链接交给对方，不用账号就能答复。")
    ),
    "recall": Doing(act_forms.WhyForm, services.recall, _("收回来了。")),
    "join": Doing(act_forms.JoinForm, services.join, _("并到一起了，办好以后分别请每一位确认。")),
    "part": Doing(act_forms.WhyForm, _unseen(services.part), _("分开了。")),
    "finish": Doing(act_forms.FinishForm, services.finish, _("报了办好，等居民确认。")),
    "remove": Doing(
        act_forms.RemoveForm,
        services.remove,
        _("删掉了。居民凭编号看得到谁删的、为什么。"),
        leaves_nothing=True,
    ),
    "exit": Doing(act_forms.ExitForm, services.exit_, _("告诉居民了。")),
    "call_back": Doing(act_forms.CallBackForm, _call_back, _("回访记下了。")),
}
