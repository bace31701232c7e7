"""Reads the knowledge files into frozen values, once, and says which file and key is wrong.

The shelf is the only code that opens a knowledge file. Markets refer to each other by code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Beta, Dist, Fixed, Normal, Pert, Quantiles, Uniform
from fram.terms.errors import Refused, did_you_mean

ROOT = Path(__file__).parent
_BOOL = "tag:yaml.org,2002:bool"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses a key written twice, and in which only true and false are booleans.

    YAML 1.1 also reads `no`, `yes` and `on` as booleans: Norway would be false, `{yes: 64, of: 199}` odd.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012  the loader's own way to set them
        first: [(tag, pattern) for tag, pattern in known if tag != _BOOL]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(loader: Any, node: Any, deep: bool = False) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=deep)
        if key in seen:
            raise Refused(f"key `{key}` stands twice", where=f"line {key_node.start_mark.line + 1}")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))


def load_yaml(path: Path) -> Any:
    """Return one YAML file as plain data; refuse bad syntax and doubled keys with file and line."""
    name = f"{path.parent.name}/{path.name}"  # every market has a market.yaml
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)
    except yaml.YAMLError as error:
        raise Refused("is not valid YAML", where=name, why=str(error).replace("\n", " ")) from None
    except Refused as error:
        raise Refused(error.problem.what, where=f"{name}, {error.problem.where}") from None
    except UnicodeDecodeError:
        raise Refused("is not UTF-8", where=name, kind="unreadable", remedy="save it as UTF-8") from None


def read_value(raw: object, *, where: str) -> Dist | str:
    """Return a number, text or distribution from one of the written forms (see CONTRIBUTING)."""
    if isinstance(raw, bool) or raw is None:
        raise Refused(f"{raw!r} is not a value", where=where, remedy="leave the key out when it is a gap")
    if isinstance(raw, int | float):
        return Fixed(value=float(raw))
    if isinstance(raw, str):
        return raw
    if isinstance(raw, dict):
        try:
            return _read_form(raw, where=where)
        except (TypeError, ValueError, AttributeError):  # text where a number belongs
            raise Refused(f"{raw!r} is not a value", where=where, remedy="give numbers") from None
        except Refused as error:  # a distribution checks itself, and does not know where it stands
            found = error.problem
            raise Refused(found.what, where=where, remedy=found.remedy) from None
    raise Refused(f"{raw!r} is not a value", where=where)


def _read_form(raw: Mapping[str, Any], *, where: str) -> Dist:
    keys = frozenset(raw)
    if keys == {"quantiles"}:
        points = sorted((float(p), float(v)) for p, v in raw["quantiles"].items())
        return Quantiles(probs=tuple(p for p, _ in points), values=tuple(v for _, v in points))
    n = {key: float(raw[key]) for key in keys & {"low", "typical", "high", "mean", "sd", "yes", "of"}}
    if keys == {"low", "high"}:
        return Uniform(low=n["low"], high=n["high"])
    if keys == {"low", "typical", "high"}:
        return Pert(low=n["low"], typical=n["typical"], high=n["high"])
    if keys == {"mean", "sd"}:
        return Normal(mean=n["mean"], sd=n["sd"])
    if keys == {"yes", "of"}:
        return Beta.from_counts(yes=n["yes"], of=n["of"])
    known = "known: a number, low/high, low/typical/high, mean/sd, yes/of, quantiles"
    raise Refused(f"a value with keys {', '.join(sorted(map(str, keys)))}", where=where, remedy=known)


def _cited(raw: Mapping[str, Any], *, where: str) -> Citation:
    known = Citation.__dataclass_fields__
    for key in raw:
        if key not in known:
            hint = did_you_mean(str(key), known)
            raise Refused(f"unknown key `{key}` in a citation", where=where, remedy=hint)
    if not raw.get("title"):
        raise Refused("a citation without `title`", where=where, remedy="name the source")
    return Citation(**raw)


def _confidence(word: str, *, where: str) -> Confidence:
    if word not in (words := [c.value for c in Confidence]):
        raise Refused(f"`{word}` is no confidence", where=where, remedy=f"one of {', '.join(words)}")
    return Confidence(word)


@dataclass(frozen=True)
class Shelf:
    """All knowledge below one folder."""

    root: Path = ROOT

    @cached_property
    def citations(self) -> dict[str, Citation]:
        """Every named citation of ``citations/*.yaml``."""
        return {key: _cited(raw, where=f"citations: {key}") for key, raw in self._merged("citations").items()}

    @cached_property
    def units(self) -> dict[str, Mapping[str, str]]:
        """Every unit of ``units/*.yaml``: its words in English and Norwegian."""
        return self._merged("units")

    @cached_property
    def version(self) -> str:
        """The rule book's version: a hash over every knowledge file, so any verdict can be replayed."""
        digest = hashlib.sha256()
        for path in sorted(p for p in self.root.rglob("*") if p.suffix in (".yaml", ".py")):
            if path.is_relative_to(self.root / "_template"):  # no verdict rests on it
                continue
            digest.update(path.relative_to(self.root).as_posix().encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def files(self, pattern: str) -> Iterator[Path]:
        """Yield the files below the root that match ``pattern``, in a settled order."""
        yield from sorted(self.root.glob(pattern))

    def parameter(self, key: str, raw: Mapping[str, Any], *, where: str) -> Parameter:
        """Return one parameter as written in a file, with its citations resolved."""
        unknown = set(raw) - {"unit", "values", "checked", "gap", "label", "note", "expected"}
        if unknown:
            name = sorted(unknown)[0]
            remedy = did_you_mean(name, ("unit", "values", "checked", "gap", "label"))
            raise Refused(f"unknown key `{name}` in {key}", where=where, remedy=remedy)
        place = f"{where}: {key}"
        values = tuple(self._dated(item, where=place) for item in raw.get("values") or ())
        self._refuse_bad_unit(raw.get("unit", ""), values, where=place)
        if len({dated.start for dated in values}) < len(values):
            raise Refused("two values start on the same day", where=place, remedy="keep the one that holds")
        return Parameter(
            key=key, unit=raw.get("unit", ""), values=tuple(sorted(values, key=lambda d: d.start)),
            checked=raw.get("checked"), gap=raw.get("gap", ""),
        )  # fmt: skip

    def parameters(self, raw: Mapping[str, Any], *, where: str) -> dict[str, Parameter]:
        """Return every parameter of a mapping, by key."""
        return {key: self.parameter(key, value, where=where) for key, value in raw.items()}

    def _refuse_bad_unit(self, unit: str, values: Iterable[Dated], *, where: str) -> None:
        if unit and self.units and unit not in self.units:
            raise Refused(f"unknown unit `{unit}`", where=where, remedy=did_you_mean(unit, self.units))
        if not unit and any(not isinstance(dated.value, str) for dated in values):
            raise Refused("a number without `unit`", where=where, remedy="name a key of units/*.yaml")

    def _dated(self, raw: Mapping[str, Any], *, where: str) -> Dated:
        start = raw.get("start")
        if not isinstance(start, date):
            raise Refused("a value without `start`", where=where, remedy="give the first day it speaks of")
        return Dated(
            start=start, value=read_value(raw.get("value"), where=where),
            cite=self.citation(raw.get("cite"), where=where),
            confidence=_confidence(raw.get("confidence", "read"), where=where), note=raw.get("note", ""),
        )  # fmt: skip

    def citation(self, raw: object, *, where: str) -> Citation:
        """Return an inline citation, or a named one with the place inside it."""
        if isinstance(raw, str):
            raw = {"from": raw}
        if not isinstance(raw, dict):
            raise Refused("a value without `cite`", where=where, remedy="name its source")
        if "from" not in raw:
            return _cited(raw, where=where)
        name = raw["from"]
        if name not in self.citations:
            hint = did_you_mean(str(name), self.citations)
            raise Refused(f"unknown citation `{name}`", where=where, remedy=hint)
        base = self.citations[name]
        extra = {key: value for key, value in raw.items() if key != "from"}
        return _cited({**{f: getattr(base, f) for f in Citation.__dataclass_fields__}, **extra}, where=where)

    def _merged(self, folder: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for path in self.files(f"{folder}/*.yaml"):
            for key, value in (load_yaml(path) or {}).items():
                if key in merged:
                    raise Refused(f"key `{key}` stands in two files", where=f"{folder}/{path.name}")
                merged[key] = value
        return merged
