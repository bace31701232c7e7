"""What is worth finding out: value of information about inputs, groups of them, and planned studies.

``Learned`` and what gives it (``evppi``, ``evppi_each``, ``evppi_group``, ``evsi``) take inputs as they are;
``first_order_share`` and ``turning_points`` take the uniform draws of an input that was drawn here.
"""

from fram.decide.worth_knowing.along import Along, Answer, fitted, switches
from fram.decide.worth_knowing.checks import checked_inputs, checked_values
from fram.decide.worth_knowing.designs import Asked, Counted, Design, Measured
from fram.decide.worth_knowing.groups import evppi_group
from fram.decide.worth_knowing.learned import NOTHING, Learned
from fram.decide.worth_knowing.shares import (
    BINS,
    Shares,
    bin_means,
    evpi,
    first_order_share,
    sobol,
    turning_points,
)
from fram.decide.worth_knowing.single import evppi, evppi_by_blocks, evppi_each
from fram.decide.worth_knowing.studies import (
    Use,
    Weighed,
    enbs,
    evsi,
    evsi_by_summaries,
    evsi_by_weights,
    weighed,
)

__all__ = [
    "BINS",
    "NOTHING",
    "Along",
    "Answer",
    "Asked",
    "Counted",
    "Design",
    "Learned",
    "Measured",
    "Shares",
    "Use",
    "Weighed",
    "bin_means",
    "checked_inputs",
    "checked_values",
    "enbs",
    "evpi",
    "evppi",
    "evppi_by_blocks",
    "evppi_each",
    "evppi_group",
    "evsi",
    "evsi_by_summaries",
    "evsi_by_weights",
    "first_order_share",
    "fitted",
    "sobol",
    "switches",
    "turning_points",
    "weighed",
]
