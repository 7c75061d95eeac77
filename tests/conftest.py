"""How properties are searched: the same cases each time, and no clock; ``--hypothesis-profile=search`` looks for new ones."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow,)  # a busy machine is no fault of the code

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("search", deadline=None, max_examples=1_000, suppress_health_check=_SLOW)
settings.load_profile("steady")
