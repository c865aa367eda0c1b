"""USTAN in the data lake: an extract of oncology, and two of Scotland's morbidity records."""

from __future__ import annotations

import random
from decimal import Decimal

from serums_desktop.sandbox.data_lake.lake import Hospital, Row, Value
from serums_desktop.sandbox.story import numbers
from serums_desktop.sandbox.story.calendar import Calendar, Course
from serums_desktop.sandbox.story.chemotherapy_toxicity import GRADES
from serums_desktop.sandbox.story.cycles import CYCLES, Cycle, chemotherapy_course, dose_mg
from serums_desktop.sandbox.story.data_lake.extract import day, local, row
from serums_desktop.sandbox.story.data_lake.people import EILIDH, OTHER_EILIDH, STAFF, THREE_PEOPLE
from serums_desktop.sandbox.story.person import EILIDH_CHI

# The extract's number columns drop the zero that her CHI begins with.
EILIDH_NUMBER = int(EILIDH_CHI[1])
_REGIME_IDS = {"FEC-D (FEC)": 4402, "FEC-D (D)": 4403}
_INTENTION_ID = 2671
# Columns of the cycles, and the symptoms of the story of which each is the worst.
_TOXICITIES = {
    "nausea": ("nausea-early", "nausea"),
    "vomiting": ("vomiting-early", "vomiting"),
    "diarrhoea": ("diarrhoea",),
    "constipation": ("constipation",),
    "oralMucositis": ("mucositis",),
    "oesophagitis": ("oesophagitis",),
    "neurotoxicity": ("neurotoxicity",),
    "handFoot": ("hand-foot",),
    "skin": ("skin",),
    "hypersensitivity": ("hypersensitivity",),
    "fatigue": ("fatigue",),
}
# Performance before each cycle; nobody wrote down how she was before the first.
_PERFORMANCE = (0, 1, 1, 2, 1, 1)


def hospital(now: Calendar, noise: random.Random) -> Hospital:
    """Everything USTAN gives to the data lake."""
    course = chemotherapy_course(now)
    agnes = int(numbers.chi("1951-09-23", "female", noise))
    other_eilidh = int(numbers.chi("1968-07-06", "female", noise))
    start = local(course.at(0, "00:00"))
    tables = {
        "ustan.general": [
            _eilidh(course),
            _general(other_eilidh, "EILIDH DRUMMOND", "1968-07-06", None),
            _general(agnes, "AGNES MAIR", "1951-09-23", "C509"),
            # Somebody whose number was lost in an extract.
            _general(None, "MORAG LINDSAY", "1947-02-11", "C509"),
        ],
        "ustan.cycles": [_cycle(course, cycle) for cycle in CYCLES],
        "ustan.intentions": [
            row(
                "ustan.intentions",
                chi=EILIDH_NUMBER,
                patient_id=318,
                intention_id=_INTENTION_ID,
                intention_seq=1,
                first_intention="Adjuvant",
                regime_ratio=2,
                cycle_ratio=6,
                intention="Adjuvant",
                first_regime="FEC-D (FEC)",
                init_appointment_date=start,
                elapsed_days=0,
                appointment_date=start,
            )
        ],
        "ustan.patients": [
            row(
                "ustan.patients",
                chi=EILIDH_NUMBER,
                patient_id=318,
                first_intention="Adjuvant",
                appointment_date=start,
            )
        ],
        "ustan.regimes": [_regime(course, position) for position in (0, 1)],
        "ustan.smr01": [
            _stay(EILIDH_NUMBER, course, -46, -45, "C504", None, "B282"),
            _stay(EILIDH_NUMBER, course, 51, 56, "D70X", "C504", None),
            _stay(agnes, course, -210, -204, "C509", "E119", "B274"),
        ],
        "ustan.smr06": [
            row(
                "ustan.smr06",
                chi=EILIDH_NUMBER,
                incidence_date=day(course.day(-71)),
                er_status=1,
                her2_status=0,
                stage_clinical_t="2",
                stage_clinical_n="1a",
                stage_clinical_m="0",
                num_positive=1,
                pathological_tum_size=26,
            )
        ],
    }
    known = {EILIDH: EILIDH_NUMBER, THREE_PEOPLE: agnes, OTHER_EILIDH: other_eilidh}
    return Hospital("chi", tables, known, STAFF["USTAN"])


def _eilidh(course: Course) -> Row:
    more: dict[str, Value] = {
        "incidence_date": day(course.day(-71)),
        "first_seen_date": day(course.day(-71)),
        "site": "C504",
        "histology": 8500,
        "primary": 1,
        "charlson_score": 2,
        "side": 2,
        "weight": Decimal("68.40"),
        "height": Decimal("1.63"),
        "bmi": Decimal("25.74"),
        "stage": 2,
        "stage_detail": "2B",
        "tnm_t": 2,
        "tnm_n": 1,
        "tnm_m": 0,
        "perf_stat": 0,
        "smr01_flag": 1,
        "gp_name": "GALBRAITH",
        "gp_id": 61,
        "postcode": "KY169AB",
        "postcode_pre": "KY",
        "postcode_suf": "169AB",
        "simd": Decimal("4.00"),
    }
    return {**_general(EILIDH_NUMBER, "EILIDH DRUMMOND", "1968-06-07", "C504"), **more}


def _general(chi: int | None, name: str, born: str, site: str | None) -> Row:
    flags = dict.fromkeys(
        (
            "cong_heart_fail_flag",
            "con_tiss_disease_rheum_flag",
            "dementia_flag",
            "pulmonary_flag",
            "con_tiss_flag",
            "diabetes_flag",
            "para_hemiplegia_flag",
            "renal_flag",
            "liver_flag",
            "aids_hiv_flag",
            "death_flag",
        ),
        0,
    )
    return row(
        "ustan.general",
        chi=chi,
        name=name,
        date_of_birth=local(born),
        dob=local(born),
        gender=2,
        site_icd_10=site,
        cancer_flag=0 if site is None else 1,
        **flags,
    )


def _cycle(course: Course, cycle: Cycle) -> Row:
    regime = "FEC-D (FEC)" if cycle.number <= 3 else "FEC-D (D)"
    before = _PERFORMANCE[cycle.number - 2] if cycle.number > 1 else -1
    grades: dict[str, Value] = {}
    for column, symptoms in _TOXICITIES.items():
        given = [grade for key in symptoms if (grade := GRADES[key][cycle.number - 1]) is not None]
        grades[column] = max(given, default=None)
    return row(
        "ustan.cycles",
        chi=EILIDH_NUMBER,
        regime_id=_REGIME_IDS[regime],
        intention_id=_INTENTION_ID,
        cycle_id=38_100 + cycle.number,
        drug_names="FEC" if cycle.number <= 3 else "DOCETAXEL",
        diagnosis="Breast Cancer",
        init_appointment_date=local(course.at(0, "00:00")),
        elapsed_days=cycle.first_day,
        interval_days=0 if cycle.number == 1 else 21,
        appointment_date=local(course.at(cycle.first_day, "00:00")),
        intention="Adjuvant",
        regime=regime,
        cycle=cycle.number,
        p_ps=before,
        ps=_PERFORMANCE[cycle.number - 1],
        required_doses=sum((Decimal(dose_mg(dose)) for _, dose in cycle.doses), Decimal("0.000000")),
        **grades,
    )


def _regime(course: Course, position: int) -> Row:
    name = tuple(_REGIME_IDS)[position]
    first_day = 63 * position
    return row(
        "ustan.regimes",
        chi=EILIDH_NUMBER,
        intention_id=_INTENTION_ID,
        regime_id=_REGIME_IDS[name],
        regime_seq=position + 1,
        cycle_ratio=3,
        intention="Adjuvant",
        prev_regime=None if position == 0 else "FEC-D (FEC)",
        first_regime="FEC-D (FEC)",
        regime=name,
        interval_days=21,
        elapsed_days=first_day,
        init_appointment_date=local(course.at(0, "00:00")),
        appointment_date=local(course.at(first_day, "00:00")),
    )


def _stay(
    chi: int,
    course: Course,
    admitted: int,
    discharged: int,
    main: str,
    other: str | None,
    operation: str | None,
) -> Row:
    return row(
        "ustan.smr01",
        chi=chi,
        admission_date=day(course.day(admitted)),
        discharge_date=day(course.day(discharged)),
        length_of_stay=discharged - admitted,
        main_condition=main,
        other_condition1=other,
        main_operation_a=operation,
        marital_status="Z",
        ethnic_group="1A",
    )
