"""Counts the facts of what was in the database before facts were kept; an empty one has nothing to count."""

from collections import defaultdict
from decimal import Decimal
from functools import partial

from django.db import migrations
from django.db.models import Count, Max, Q, Sum

OVER, OPEN, LOST = "overcharge", ("raised", "with_provider"), ("rejected", "lapsed", "partly_accepted")


def count_facts(apps, _editor):
    """Nothing where facts are kept already. Summaries came with them: there are none yet."""
    MonthFact, *counted = (
        apps.get_model("referrals", name) for name in ("MonthFact", "Load", "MonthlyReturn", "Challenge")
    )
    if MonthFact.objects.exists():
        return
    months = {first for model in counted for first in model.objects.values_list("month", flat=True)}
    for month in sorted(months):
        facts = defaultdict(partial(MonthFact, month=month))
        _activity(apps, month, facts)
        _referrals(apps, month, facts)
        _challenges(apps, month, facts)
        for practice, fact in facts.items():
            fact.practice_id = practice
        MonthFact.objects.bulk_create(facts.values())


def _activity(apps, month, facts):
    Episode, Fact = (apps.get_model("referrals", name) for name in ("Episode", "ActivityFact"))
    rows = Episode.objects.filter(month=month, load__status="current").order_by()
    lines = []
    for line in rows.values("practice_id", "pod", "specialty_id").annotate(
        activity=Count("pk"),
        total=Sum("total_cost"),
        source=Max("source_of_referral"),
        from_consultant=Count("pk", filter=Q(source_of_referral="05")),
        simulated=Count("pk", filter=Q(is_simulated=True)),
    ):
        fact, cost = facts[line["practice_id"]], line.pop("total").quantize(Decimal("0.01"))
        says, simulated = line.pop("source"), line.pop("simulated")
        if line["pod"] != "OPFA" or not says:
            line["from_consultant"] = None
        lines.append(Fact(month=month, cost=cost, **line))
        pod = line["pod"].lower()
        setattr(fact, f"{pod}_activity", getattr(fact, f"{pod}_activity") + line["activity"])
        setattr(fact, f"{pod}_cost", getattr(fact, f"{pod}_cost") + cost)
        fact.has_activity, fact.is_simulated = True, fact.is_simulated or simulated > 0
    Fact.objects.bulk_create(lines)


def _referrals(apps, month, facts):
    MonthlyReturn, Fact = (apps.get_model("referrals", name) for name in ("MonthlyReturn", "ReferralFact"))
    for sent in MonthlyReturn.objects.filter(month=month).exclude(status="draft"):
        fact, (is_nil, lines) = facts[sent.practice_id], _certified(apps, sent)
        fact.referrals = sum(lines.values())
        fact.elective_referrals = sum(lines[line] for line in lines if line[1] == "elective")
        fact.unscheduled_referrals = sum(lines[line] for line in lines if line[1] == "unscheduled")
        fact.is_nil, fact.is_simulated = is_nil, fact.is_simulated or sent.is_simulated
        Fact.objects.bulk_create(
            Fact(
                practice_id=sent.practice_id,
                month=month,
                specialty_id=specialty,
                urgency=urgency,
                referrals=referrals,
            )
            for (specialty, urgency), referrals in lines.items()
        )


def _certified(apps, sent):
    """Whether it said nobody, and referrals by specialty and urgency: of a queried return what was sent."""
    version = sent.versions.order_by("-number").first()
    if sent.status == "queried" and version:
        codes = dict(apps.get_model("referrals", "Specialty").objects.values_list("code", "pk"))
        content = version.content
        lines = {(codes[row["code"]], row["urgency"]): row["referrals"] for row in content["counts"]}
        return content["nil_referrals"], lines
    rows = sent.counts.order_by().values_list("specialty_id", "urgency").annotate(total=Sum("referrals"))
    return sent.nil_referrals, {(specialty, urgency): total for specialty, urgency, total in rows}


def _challenges(apps, month, facts):
    for row in apps.get_model("referrals", "Challenge").objects.filter(month=month):
        fact, stake, back = facts[row.practice_id], row.amount_at_stake, row.amount_recovered or 0
        fact.challenges += 1
        fact.challenges_open += row.status in OPEN
        fact.is_simulated = fact.is_simulated or row.is_simulated
        if row.direction != OVER:
            fact.challenged_net -= stake
            continue
        fact.challenged_gross += stake
        fact.challenged_net += stake
        fact.open_gross += stake if row.status in OPEN else 0
        fact.recovered += back
        fact.lost += stake - back if row.status in LOST else 0


class Migration(migrations.Migration):
    dependencies = [("referrals", "0014_facts_and_what_is_asked")]
    operations = [migrations.RunPython(count_facts, migrations.RunPython.noop)]
