"""All pathways and services that are shipped, loaded once and asked by nation, role and need."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from supportapp.content.models import Event, ForRole, Group, Nation, Need, Pathway, Service, Step
from supportapp.content.needs import needs_of
from supportapp.content.reading import read_pathways, read_services

SHIPPED = Path(__file__).parent


class Catalogue:
    """What the shipped files say. It never changes after it is made."""

    def __init__(self, pathways: tuple[Pathway, ...], services: tuple[Service, ...]) -> None:
        self.pathways = pathways
        self.services = services
        self._pathways = {pathway.id: pathway for pathway in pathways}
        self._steps = {(pathway.id, step.id): step for pathway in pathways for step in pathway.steps}
        self._services = {service.id: service for service in services}
        self._needs = {service.id: needs_of(service) for service in services}

    def pathway(self, pathway_id: str) -> Pathway | None:
        """The pathway of that id, if there is one."""
        return self._pathways.get(pathway_id)

    def pathways_for(self, nation: Nation, roles: Collection[ForRole]) -> tuple[Pathway, ...]:
        """The pathways for any of `roles` in one nation, discreet ones too: callers decide where."""
        return tuple(
            pathway
            for pathway in self.pathways
            if nation in pathway.nations and any(role in pathway.for_roles for role in roles)
        )

    def steps_of(self, pathway: Pathway, nation: Nation) -> tuple[Step, ...]:
        """The steps of a pathway that hold in one nation; none where the pathway is not written for it."""
        if nation not in pathway.nations:
            return ()
        return tuple(step for step in pathway.steps if step.nations is None or nation in step.nations)

    def step_of(self, pathway_id: str | None, step_id: str | None) -> Step | None:
        """The step of that pathway, or None: for a task of one's own, or a step that is no longer shipped."""
        if pathway_id is None or step_id is None:
            return None
        return self._steps.get((pathway_id, step_id))

    def events_of(self, pathway: Pathway, nation: Nation) -> tuple[Event, ...]:
        """The events whose days a pathway asks for in one nation, in the order of their first use."""
        return tuple(dict.fromkeys(step.due.event for step in self.steps_of(pathway, nation)))

    def service(self, service_id: str) -> Service | None:
        """The service of that id, if there is one."""
        return self._services.get(service_id)

    def services_for(self, nation: Nation, need: Need | None = None) -> tuple[Service, ...]:
        """The services of one nation, for one need or for all."""
        return tuple(
            service
            for service in self.services
            if nation in service.nations and (need is None or need in self._needs[service.id])
        )

    def urgent(self, nation: Nation) -> tuple[Service, ...]:
        """The lines that answer day and night, 999 first."""
        return tuple(service for service in self.services_for(nation) if service.group is Group.URGENT)


def read_catalogue(root: Path) -> Catalogue:
    """The catalogue of the files under `root`. Raises ContentRefused, which names the file and the id."""
    return Catalogue(read_pathways(root), read_services(root))


@cache
def load_catalogue() -> Catalogue:
    """The shipped catalogue, read once in a process. Raises ContentRefused."""
    return read_catalogue(SHIPPED)
