"""One product as many records write it."""

from __future__ import annotations

# United Kingdom, United States, Germany, Austria,
# Netherlands, Spain, Catalonia, France, Italy, Denmark, the Latin of pharmacopoeias.
METOPROLOL = (
    "Metoprolol succ. 47,5 mg ret.",
    "metoprolol (succinate) MR 47.5 mg",
    "METOPROLOL SUCCINATE 47.5MG MODIFIED-RELEASE TABLETS",
    "metoprolol succinate 47.50 mg ER capsule",
    "metoprolol succinate 47.5 MG Extended Release Oral Tablet [Toprol]",
    "Metoprololsuccinat 47,5 mg Retardtabletten",
    "Metoprolol succinat (Beloc-Zok®) 47,5 mg Retardtabl.",
    "Metoprololsuccinaat tablet mga 47,5mg",
    "Metoprolol succinato 47,5 mg comprimidos de liberación prolongada",
    "Succinat de metoprolol 47,5 mg, comprimits d'alliberament prolongat",
    "Métoprolol (succinate) 47,5 mg, comprimé à libération prolongée",
    "metoprololo succinato 47,5 mg compresse a rilascio prolungato",
    "Metoprolol-succinat 47,5 mg depottabletter",
    "Metoprololum succinas 47,5 mg retard",
)
