"""FCRB Barcelona, what happened there: visits, stays, procedures, vaccines, letters, images, results."""

from __future__ import annotations

import random

from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.resources import (
    ATC,
    HL7,
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    interpretation,
    quantity,
    ref,
)

FCRB = ref("Organization/fcrb", "FCRB Barcelona")
PUIG = ref("Practitioner/puig", "Dra. M. Puig")
FERRER = ref("Practitioner/ferrer", "Dr. J. Ferrer")


def history(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    """Her twenty years at the hospital, and what she measured at home for it."""
    return [
        *_encounters(chart, now),
        *_procedures(chart, now),
        *_immunizations(chart, now),
        *_documents(chart, now),
        *_imaging(chart, now),
        *_laboratory(chart, now, noise),
        *_home_measurements(chart, now, noise),
    ]


def _encounters(chart: Chart, now: Calendar) -> list[Resource]:
    diabetes, cardiology = "Consulta de diabetis", "Consulta de cardiologia"
    outpatient = [
        ("encounter-2003-05-20", diabetes, "2003-05-20T11:00:00+02:00", "2003-05-20T11:40:00+02:00")
    ]
    outpatient += [
        (f"diabetes-{year}", diabetes, f"{year}-10-14T10:00:00+02:00", f"{year}-10-14T10:20:00+02:00")
        for year in range(2004, 2025)
    ]
    outpatient += [
        (f"cardiology-{year}", cardiology, f"{year}-03-16T12:00:00+01:00", f"{year}-03-16T12:25:00+01:00")
        for year in range(2012, 2025)
    ]
    recent = [
        ("diabetes-2026", diabetes, "2026-02-03 11:00", "2026-02-03 11:45"),
        ("cardiology-2026-03", cardiology, "2026-03-18 09:50", "2026-03-18 10:30"),
        ("pre-op", "Valoració preoperatòria", "2026-04-24 09:00", "2026-04-24 10:10"),
        ("cardiology-2026-09", cardiology, "2026-09-09 11:30", "2026-09-09 12:10"),
    ]
    outpatient += [(key, title, now.at(start), now.at(end)) for key, title, start, end in recent]
    stays = [
        (
            "stay-pci",
            "Ingrés: síndrome coronària aguda",
            "2016-04-25T22:10:00+02:00",
            "2016-04-29T12:00:00+02:00",
        ),
        (
            "stay-pacemaker",
            "Ingrés: implant de marcapassos",
            "2019-09-16T09:00:00+02:00",
            "2019-09-18T12:00:00+02:00",
        ),
    ]
    return [
        chart.encounter(key, "AMB", title, start, end, serviceProvider=FCRB)
        for key, title, start, end in outpatient
    ] + [
        chart.encounter(key, "IMP", title, start, end, serviceProvider=FCRB)
        for key, title, start, end in stays
    ]


def _procedures(chart: Chart, now: Calendar) -> list[Resource]:
    check = concept("Revisió de marcapassos", coding(SNOMED, "252427007", "Cardiac pacemaker check"))
    return [
        chart.procedure(
            "pci",
            concept(
                "Intervenció coronària percutània amb estent, DA",
                coding(SNOMED, "415070008", "Percutaneous coronary intervention"),
            ),
            "2016-04-26T01:15:00+02:00",
            encounter=ref("Encounter/stay-pci"),
            reasonReference=[ref("Condition/ischaemic-heart-disease")],
        ),
        chart.procedure(
            "pacemaker-implant",
            concept(
                "Implant de marcapassos bicameral DDDR",
                coding(SNOMED, "307280005", "Implantation of cardiac pacemaker"),
            ),
            "2019-09-17T09:40:00+02:00",
            encounter=ref("Encounter/stay-pacemaker"),
            focalDevice=[{"manipulated": ref("Device/pacemaker")}],
        ),
        chart.procedure("pacemaker-check-2026-03", check, now.at("2026-03-18 09:55")),
        chart.procedure("pacemaker-check-2026-09", check, now.at("2026-09-09 11:35")),
    ]


def _immunizations(chart: Chart, now: Calendar) -> list[Resource]:
    given = [
        (f"influenza-{year}", f"Grip {year}-{(year + 1) % 100:02d}", "J07BB02", f"{year}-10-21")
        for year in range(2017, 2025)
    ]
    given += [
        ("pneumococcus", "Pneumococ conjugada", "J07AL02", "2016-11-08"),
        ("covid-2021-1", "COVID-19 ARNm, 1a dosi", "J07BN01", "2021-03-10"),
        ("covid-2021-2", "COVID-19 ARNm, 2a dosi", "J07BN01", "2021-03-31"),
        ("tetanus", "Tètanus-diftèria", "J07AM51", "2010-06-15"),
    ]
    return [
        chart.entry(
            "Immunization",
            key,
            day,
            identifier=chart.number("vaccination", key),
            status="completed",
            vaccineCode=concept(text, coding(ATC, atc)),
            patient=chart.patient,
            occurrenceDateTime=day,
            primarySource=True,
        )
        for key, text, atc, day in [
            *given,
            ("influenza-2025", "Grip 2025-26", "J07BB02", now.day("2025-10-20")),
        ]
    ]


def _documents(chart: Chart, now: Calendar) -> list[Resource]:
    letter = concept("Informe clínic", coding(LOINC, "34117-2", "History and physical note"))
    discharge = concept("Informe d'alta", coding(LOINC, "18842-5", "Discharge summary"))
    statement = concept("Voluntats anticipades", coding(LOINC, "42348-3", "Advance healthcare directives"))
    return [
        chart.letter(
            "letter-pci",
            discharge,
            "Informe d'alta, cardiologia",
            "2016-04-29T12:00:00+02:00",
            text="Síndrome coronària aguda. ICP amb estent a la DA. Alta amb àcid acetilsalicílic, "
            "bisoprolol 2,5 mg i atorvastatina 40 mg. Al·lèrgia a penicil·lines (anafilaxi, 2009).",
            author=FERRER,
        ),
        chart.letter(
            "letter-pacemaker",
            discharge,
            "Informe d'alta, electrofisiologia",
            "2019-09-18T12:00:00+02:00",
            text="Implant de marcapassos DDDR condicional per a RM per malaltia del node sinusal. Apixaban 5 "
            "mg cada 12 h per fibril·lació auricular paroxística.",
            author=FERRER,
        ),
        chart.letter(
            "own-statement",
            statement,
            "Declaració pròpia",
            now.at("2026-02-03 11:40"),
            text="Vull que s'intenti la reanimació. No vull ventilació mecànica prolongada. Signat: Joana "
            "Soler Vila. Testimoni: Dra. M. Puig.",
            author=PUIG,
        ),
        chart.letter(
            "letter-cardiology-2026-03",
            letter,
            "Cardiologia, març",
            now.at("2026-03-18 10:30"),
            text="Reduïm apixaban a 2,5 mg cada 12 h: edat superior a 80 anys i pes 57 kg. Marcapassos "
            "normal, FA 4 % del temps. Ecocardiograma: FE 52 %.",
            author=FERRER,
        ),
        chart.letter(
            "letter-cardiology-2026-09",
            letter,
            "Cardiologia, setembre",
            now.at("2026-09-09 12:10"),
            text="Edemes bimal·leolars. Furosemida de 20 a 40 mg. Insulina glargina a 18 unitats d'acord amb "
            "la Dra. Puig.",
            author=FERRER,
        ),
    ]


def _imaging(chart: Chart, now: Calendar) -> list[Resource]:
    ultrasound, x_ray = ("US", "Ultrasound"), ("DX", "Digital Radiography")
    return [
        chart.study("echo-2016", ultrasound, "Ecocardiograma", "2016-04-27T10:00:00+02:00", 42),
        chart.study("hip-2018", x_ray, "RX maluc dret", "2018-10-09T09:30:00+02:00", 2),
        chart.study("chest-2022", x_ray, "RX tòrax", "2022-01-18T09:10:00+01:00", 2),
        chart.study("echo-2026", ultrasound, "Ecocardiograma: FE 52 %", now.at("2026-03-18 10:05"), 48),
        chart.entry(
            "DiagnosticReport",
            "echo-2026-report",
            now.at("2026-03-18 10:20"),
            identifier=chart.number("report", "echo-2026"),
            status="final",
            category=[{"coding": [coding(f"{HL7}/v2-0074", "CUS", "Cardiac Ultrasound")]}],
            code=concept("Ecocardiograma", coding(LOINC, "34552-0", "Cardiac 2D echo panel")),
            subject=chart.patient,
            effectiveDateTime=now.at("2026-03-18 10:05"),
            issued=now.at("2026-03-18 10:20"),
            performer=[FERRER],
            imagingStudy=[ref("ImagingStudy/echo-2026")],
            conclusion="FE 52 %. Hipertròfia lleu. Insuficiència mitral lleu.",
        ),
    ]


def _laboratory(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    return [
        resource
        for sample_id, drawn, values in laboratory.quarterly_panels(now, noise, 2005)
        for resource in laboratory.results(
            chart,
            panels.FCRB_PANEL,
            values,
            sample_id=sample_id,
            drawn=drawn,
            title="Analítica general",
            performer=FCRB,
        )
    ]


def _home_measurements(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    """Capillary glucose once a day before the sensor came, and oximetry twice a week."""
    capillary = concept(
        "Glucosa capil·lar",
        coding(LOINC, "41653-7", "Glucose [Mass/volume] in Capillary blood by Glucometer"),
        coding(LOINC, "2339-0", "Glucose [Mass/volume] in Blood"),
    )
    oximetry = concept(
        "Saturació d'oxigen (pulsioximetria)",
        coding(LOINC, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
        coding(LOINC, "2708-6", "Oxygen saturation in Arterial blood"),
    )
    taken = []
    for days_ago in range(720, 380, -1):
        value = round(noise.gauss(142, 34))
        flag = "L" if value < 70 else "H" if value > 180 else "N"
        when = now.text(now.moment(days_ago, f"08:{noise.randrange(5, 50):02d}"))
        taken.append(
            chart.observation(
                f"capillary-{when[:10]}",
                "laboratory",
                capillary,
                when,
                {"valueQuantity": quantity(str(max(value, 52)), "mg/dL")},
                interpretation=interpretation(flag),
            )
        )
    for days_ago in range(360, 0, -3):
        when = now.text(now.moment(days_ago, f"09:{noise.randrange(5, 50):02d}"))
        value = min(99, max(90, round(noise.gauss(95.2, 1.1))))
        taken.append(
            chart.observation(
                f"oximetry-{when[:10]}",
                "vital-signs",
                oximetry,
                when,
                {"valueQuantity": quantity(str(value), "%")},
            )
        )
    return taken
