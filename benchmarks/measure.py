"""How good measuring is: forecasts, coverage, placebos, false alarms and time, beside the simple rules, in one run.

    python benchmarks/measure.py            about eight minutes of one core
    python benchmarks/measure.py --quick    about two: fewer draws

Reads the reference data (KHURAL_SHARED, or `shared` beside the repository); statsmodels and ruptures are peers.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description="How good measuring is.")
    parser.add_argument("--quick", action="store_true", help="fewer draws")
    quick = parser.parse_args().quick
    warnings.simplefilter("ignore")
    sys.path[:0] = [str(HERE / "parts"), str(HERE.parent)]
    import tension_forecasts as forecasts
    import tension_responses as responses
    import tension_simulated as simulated
    from tension_data import weekly_net

    ir = Path(os.environ.get("KHURAL_SHARED", HERE.parents[1] / "shared")) / "data" / "ir"
    draws = 40 if quick else 200
    forecasts.fit_time()
    dyads, net = weekly_net(ir)
    forecasts.reproduced(dyads, net)
    forecasts.forecasts(dyads, net, 10 if quick else 60)
    forecasts.count_forecasts(ir)
    forecasts.heading("Responses: rate ratio of hostility per doubling of (1 + events), associations")
    responses.weekly(ir)
    responses.annual(ir)
    responses.aid_to_prk(ir)
    forecasts.heading(f"Simulations, {draws} draws each")
    simulated.projections(draws)
    simulated.contrasts(draws)
    simulated.change_points(draws)
    simulated.visible()


if __name__ == "__main__":
    main()
