"""The engines read no file, see no clock and roll no dice but those handed in."""

from __future__ import annotations

import pytest

from tests.contracts import house
from tests.contracts.purity import impurities


def test_the_engines_are_pure() -> None:
    found = {
        str(path.relative_to(house.SOURCE)): faults
        for engine in sorted(house.engines())
        for path in house.python_files(house.SOURCE / engine)
        if (faults := impurities(path.read_text(encoding="utf-8")))
    }
    assert found == {}


PLANTED = [
    "open('figures.csv')",
    "print('done')",
    "input('price? ')",
    "from io import open as see\nsee('x')",
    "import datetime\ndatetime.datetime.now()",
    "import datetime as dt\ndt.date.today()",
    "from datetime import date\ndate.today()",
    "from datetime import datetime as moment\nmoment.utcnow()",
    "from datetime import datetime, UTC\ndef f(day=None):\n    return day or datetime.now(tz=UTC)",
    "import numpy as np\nnp.random.default_rng()",
    "import numpy as np\nnp.random.normal(0, 1)",
    "from numpy.random import default_rng\ndefault_rng()",
    "from numpy.random import Philox\nPhilox()",
    "import numpy as np\nnp.datetime64('now')",
    "import numpy as np\nnp.load('x.npy')",
    "from scipy import stats\nstats.norm.rvs(size=3)",
    "import uuid\nuuid.uuid4()",
    "from importlib import resources",
    "import importlib.resources",
]


@pytest.mark.parametrize("source", PLANTED)
def test_a_planted_impurity_is_found(source: str) -> None:
    assert len(impurities(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnp.random.Generator(np.random.Philox(key=7)).normal()",
        "from numpy.random import default_rng\ndefault_rng(7)",
        "from datetime import date\ndate(2026, 1, 1).isoformat()",
        "from scipy import stats\nstats.norm.rvs(size=3, random_state=7)",
        "import numpy as np\nnp.datetime64('2026-01-01')",
        "def f(door):\n    return door.open()",
    ],
)
def test_what_is_handed_in_may_be_used(source: str) -> None:
    assert impurities(source) == []
