"""Reads the YAML files of content into values, and refuses what does not fit."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from supportapp.content.models import Group, Pathway, Service
from supportapp.content.needs import needs_of
from supportapp.content.refusal import ContentRefused, refusal

Loader = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C one is about ten times as fast, where it is built


def read_pathways(root: Path) -> tuple[Pathway, ...]:
    """Every pathway under `root`, in the order that order.yaml gives. Raises ContentRefused."""
    found = {}
    for path in sorted((root / "pathways").glob("*.yaml")):
        pathway = _pathway(path)
        found[pathway.id] = pathway
    order = _yaml(root / "order.yaml")
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(found):
        odd = sorted(set(found) ^ set(map(str, order or ())))
        raise ContentRefused(
            f"order.yaml: must list each pathway once; look at {', '.join(odd) or 'the doubles'}"
        )
    return tuple(found[id_] for id_ in order)


def read_services(root: Path) -> tuple[Service, ...]:
    """Every service under `root`, group by group. Raises ContentRefused."""
    found: list[Service] = []
    files = {path.stem: path for path in sorted((root / "services").glob("*.yaml"))}
    for stem in files:
        if stem not in list(Group):
            raise ContentRefused(f"services/{stem}.yaml: {stem} is not a group we know")
    for group in Group:
        if group in files:
            found += _services(files[group], group)
    _no_doubles("services", "service", (service.id for service in found))
    return tuple(found)


def _pathway(path: Path) -> Pathway:
    file, written = f"pathways/{path.name}", _yaml(path)
    try:
        pathway = Pathway.model_validate(written)
    except ValidationError as error:
        raise refusal(file, written, error) from error
    if pathway.id != path.stem:
        raise ContentRefused(f"{file}, {pathway.id}: id: the file must bear the same name")
    _no_doubles(file, "step", (step.id for step in pathway.steps))
    for step in pathway.steps:
        if not set(step.nations or ()) <= set(pathway.nations):
            raise ContentRefused(f"{file}, step {step.id}: nations: not all of them are the pathway's")
    return pathway


def _services(path: Path, group: Group) -> list[Service]:
    file, written = f"services/{path.name}", _yaml(path)
    if not isinstance(written, list):
        raise ContentRefused(f"{file}: must be a list of services")
    return [_service(file, group, one) for one in written]


def _service(file: str, group: Group, written: Any) -> Service:
    if not isinstance(written, dict):
        raise ContentRefused(f"{file}: a service must be a set of fields, not {written!r}")
    try:
        service = Service.model_validate({"group": group, **written})
    except ValidationError as error:
        raise refusal(file, written, error) from error
    if service.group is not group:
        raise ContentRefused(f"{file}, {service.id}: group: belongs in services/{service.group}.yaml")
    if not needs_of(service):
        raise ContentRefused(f"{file}, {service.id}: tags: lead to no need")
    return service


def _no_doubles(file: str, kind: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise ContentRefused(f"{file}, {kind} {id_}: id: is there twice")
        seen.add(id_)


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), Loader)  # noqa: S506 - both loaders are the safe ones
    except (OSError, yaml.YAMLError) as error:
        raise ContentRefused(f"{path.parent.name}/{path.name}: cannot be read: {error}") from error
