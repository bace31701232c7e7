"""Every use case once: the Python function, the command, and the page that explains it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UseCase:
    """What a person can do: as a function below ``fram.workspace``, as a command, and where it is told."""

    function: str
    command: str
    page: str


USE_CASES = (
    UseCase("company.full_template", "init", "docs/company-file.md"),
    UseCase("company.company_from_answers", "init", "docs/company-file.md"),
    UseCase("company.check_company", "check", "docs/company-file.md"),
    UseCase("decide.plan", "plan", "docs/using-fram.md"),
    UseCase("decide.scenario_of", "plan", "docs/using-fram.md"),
    UseCase("plan_files.write_plan", "plan", "docs/using-fram.md"),
    UseCase("access.classify", "access classify", "docs/using-fram.md"),
    UseCase("access.screen", "access classify", "docs/access.md"),
    UseCase("access.check_cases", "access check", "docs/access.md"),
    UseCase("access.rationale.write_rationale", "access rationale", "docs/access.md"),
    UseCase("route.route", "access route", "docs/access.md"),
    UseCase("payers.payers_view", "access pathways", "docs/knowledge/pathways.md"),
    UseCase("access.what_if", "access whatif", "docs/access.md"),
    UseCase("access.laws_beside", "access laws", "docs/access.md"),
    UseCase("access.gates.market_gates", "access gates", "docs/knowledge/gates.md"),
    UseCase("openings.openings_map", "access opens", "docs/knowledge/openings.md"),
    UseCase("openings.write_openings_page", "access opens", "docs/access.md"),
    UseCase("buying.market_buying", "access buying", "docs/knowledge/buying.md"),
    UseCase("watch.watch", "access watch", "docs/knowledge/law-watch.md"),
    UseCase("watch.write_watch", "access watch", "docs/access.md"),
    UseCase("price_links.price_links", "access price-links", "docs/knowledge/price-links.md"),
    UseCase("evidence.view.evidence_view", "access evidence", "docs/knowledge/evidence.md"),
    UseCase("study.view.study_view", "access study", "docs/knowledge/next-study.md"),
    UseCase("pricing.corridor.price_corridors", "access price corridor", "docs/price.md"),
    UseCase("pricing.worth.value_based_price", "access price value", "docs/price.md"),
    UseCase("pricing.worth.compare_options", "access price options", "docs/price.md"),
    UseCase("pricing.worth.budget_impact", "access price budget", "docs/price.md"),
    UseCase("pricing.sale.channel_waterfall", "access price waterfall", "docs/price.md"),
    UseCase("pricing.sale.realised_prices", "access price realised", "docs/price.md"),
    UseCase("pricing.sale.hospital_return", "access price roi", "docs/price.md"),
    UseCase("pricing.asked.van_westendorp", "access price psm", "docs/price.md"),
    UseCase("pricing.asked.gabor_granger", "access price gg", "docs/price.md"),
    UseCase("pricing.asked.question_sheet", "access price sheet", "docs/price.md"),
    UseCase("loop.ranked.rank_markets", "decide rank", "docs/loop/ranking.md"),
    UseCase("loop.questions.ask", "decide ask", "docs/loop/asking.md"),
    UseCase("loop.findings.findings", "decide find", "docs/loop/findings.md"),
    UseCase("loop.findings.add_finding", "decide find", "docs/loop/findings.md"),
    UseCase("loop.findings.undo_finding", "decide find", "docs/loop/findings.md"),
    UseCase("loop.sequence.sequence", "decide sequence", "docs/loop/sequence.md"),
    UseCase("loop.runway.runway", "decide runway", "docs/loop/runway.md"),
    UseCase("loop.samples.worth.worth_of_all", "decide evpi", "docs/loop/knowing.md"),
    UseCase("loop.samples.worth.worth_of_each", "decide evppi", "docs/loop/knowing.md"),
    UseCase("loop.samples.planned.planned_studies", "decide evsi", "docs/loop/knowing.md"),
    UseCase("loop.samples.elicited.elicit_beliefs", "decide elicit", "docs/loop/beliefs.md"),
    UseCase("loop.samples.adopted.adoption", "decide bass", "docs/loop/beliefs.md"),
    UseCase("access.bodies.notified_bodies", "access bodies", "docs/knowledge/notified-bodies.md"),
    UseCase("access.bodies.load_notified_bodies", "sources load", "docs/knowledge/notified-bodies.md"),
    UseCase("access.codes.codes", "access codes", "docs/knowledge/codes.md"),
    UseCase("access.codes.load_codes", "sources load", "docs/knowledge/codes.md"),
    UseCase("access.asking.begin_talk", "access ask", "docs/access.md"),
    UseCase("ecosystem.support", "ecosystem support", "docs/using-fram.md"),
    UseCase("crew.needs", "crew needs", "docs/using-fram.md"),
    UseCase("growth.guide", "growth guide", "docs/using-fram.md"),
    UseCase("programme.goal", "programme goal", "docs/commands.md"),
    UseCase("knowledge.market_figures", "knowledge market", "docs/using-fram.md"),
    UseCase("knowledge.stale", "knowledge stale", "docs/knowledge/README.md"),
    UseCase("knowledge.check_all", "knowledge check", "docs/knowledge/README.md"),
    UseCase("knowledge.export_figures", "knowledge export", "docs/commands.md"),
    UseCase("knowledge.figures_from", "knowledge figures", "docs/knowledge/README.md"),
)
DOORS = {
    "serve": "opens the desk", "worker": "works beside the desk", "migrate": "looks after the database",
    "demo": "opens an invented desk", "mail": "shows what it wrote", "mcp": "opens the assistant's door",
    "doctor": "checks the installation",
}  # fmt: skip
"""Commands that are no use case of the workspace, with what they do."""
