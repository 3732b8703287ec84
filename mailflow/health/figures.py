"""Figures for Prometheus, counted in the database when they are asked for: no worker's memory can be wrong or lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from mailflow.settings import Settings
from mailflow.store.store import Store


class _Figures(Collector):
    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        """All of it, anew."""
        store, now = self._store, datetime.now(UTC)
        yield _by("mailflow_messages", "Messages of the watched folders, by outcome.", "outcome", store.ledger.counts())
        yield _by("mailflow_mails", "Our own mails, by state.", "state", store.queue.counts())
        yield _by(
            "mailflow_seconds_since", "Seconds since the last sign of life of each part.", "part",
            {pulse.name: (now - pulse.at).total_seconds() for pulse in store.pulses.all()},
        )  # fmt: skip
        yield GaugeMetricFamily("mailflow_questions_open", "What waits for a person.", len(store.register.questions()))
        gate = store.gate.standing()
        yield GaugeMetricFamily("mailflow_gate_open", "1 if mail may leave.", 0 if gate.closed_by else 1)


def _by(name: str, says: str, label: str, values: dict[str, int] | dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def exposition(store: Store, settings: Settings) -> bytes:
    """Everything in Prometheus' text format, each figure with the network it is of."""
    registry = CollectorRegistry(target_info={"network": settings.network.short_name})
    registry.register(_Figures(store))
    return generate_latest(registry)
