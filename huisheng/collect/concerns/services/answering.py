"""Who would answer for many places at once, with the borders of grids as they are or as they might be."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from huisheng.collect.concerns.models import Concern
from huisheng.territory.models import Appointment, LayerPart, Place
from huisheng.territory.places.rules import prefixes, within
from huisheng.territory.posts.services import choose, held


class Answering:
    """The posts over and under some paths, read once: two queries however many matters are asked about.

    `layers`: path → the layers that gather it; change it to ask “what if”.
    """

    def __init__(self, paths: Iterable[str], *, on: date, also: Iterable[Place] = ()) -> None:
        along = Q(pk__in=[])
        for path in paths:
            low, high = within(path)
            along |= Q(place__path__in=prefixes(path)) | Q(place__path__gte=low, place__path__lt=high)
        self.layers: dict[str, set[int]] = defaultdict(set)
        for path, layer in LayerPart.objects.filter(along).values_list("place__path", "layer_id"):
            self.layers[path].add(layer)
        gathering = set().union(*self.layers.values(), (place.pk for place in also))
        posts = held(on).filter(along | Q(place__in=gathering), kind__rank__gt=0)
        self.at: dict[int, list[Appointment]] = defaultdict(list)
        self.on_path: dict[str, list[Appointment]] = defaultdict(list)
        for post in posts:
            self.at[post.place_id].append(post)
            self.on_path[post.place.path].append(post)

    def over(self, path: str) -> list[Appointment]:
        """Every post over a path, as posts_over would say."""
        found = {post.pk: post for step in prefixes(path) for post in self.on_path[step]}
        layers = {layer for step in prefixes(path) for layer in self.layers.get(step, ())}
        found |= {post.pk: post for layer in layers for post in self.at[layer]}
        return list(found.values())

    def receiver(self, concern: Concern) -> Appointment | None:
        """Who would receive it first if it were raised now."""
        receiver = concern.category.receiver
        return choose(self.over(concern.path), from_rank=receiver.rank if receiver else 0)

    def heir(self, concern: Concern) -> Appointment | None:
        """Who has it from now on: its holder if still over it, else the same kind of post, else the next one up."""
        posts, holder = self.over(concern.path), concern.holder
        if holder is None or holder in posts:
            return holder or choose(posts)
        same_kind = [post for post in posts if post.kind_id == holder.kind_id]
        return choose(same_kind) or choose(posts, from_rank=holder.kind.rank) or choose(posts)
