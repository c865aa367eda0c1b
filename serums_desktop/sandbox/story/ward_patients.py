"""The fifty people of Ward 12: eight bays of six beds and two single rooms. All of them invented."""

from __future__ import annotations

import msgspec


class Inpatient(msgspec.Struct, frozen=True):
    """Who lies in a bed, why, and what is written about allergies (empty: nothing) and as a flag."""

    bed: str
    family: str
    given: str
    born: str
    sex: str
    reason: str
    background: tuple[str, ...]
    allergies: tuple[str, ...] = ()
    flag: str = ""

    @property
    def gender(self) -> str:
        """The FHIR code of the administrative gender."""
        return "female" if self.sex == "F" else "male"


# Bed, family name, given name, born, sex, reason, background, allergies, flag.
_LIST = """
1-01 | Abernethy | Moira | 1948-02-11 | F | pneumonia | hypertension hypothyroidism | penicillin |
1-02 | Baxter | Callum | 1960-07-30 | M | copd | hypertension reflux | penicillin | oxygen
1-03 | Chowdhury | Nasreen | 1967-05-04 | F | cellulitis | diabetes | none |
1-04 | Dunlop | Isla | 1943-01-19 | F | falls | osteoporosis hypertension kidney-disease | none | falls
1-05 | Ferreira | Tiago | 1979-03-02 | M | chest-pain | reflux hypertension | none |
1-06 | Galbraith | Ewan | 1955-09-23 | M | urinary-sepsis | prostate hypertension | latex |
2-01 | Hamid | Yusuf | 1972-08-14 | M | diabetic-foot | diabetes-insulin neuropathy hypertension | |
2-02 | Innes | Morag | 1938-06-02 | F | delirium | dementia hypertension osteoarthritis | none | cpr
2-03 | Jardine | Peter | 1964-04-28 | M | atrial-fibrillation | hypertension | none |
2-04 | Kowalska | Hanna | 1987-10-12 | F | asthma | reflux | aspirin |
2-05 | Lockhart | Fiona | 1951-03-21 | F | heart-failure | diabetes anaemia | none |
2-06 | MacRae | Hamish | 1946-05-09 | M | stroke | hypertension diabetes | | cpr
3-01 | Noble | Agnes | 1935-01-27 | F | hip-fracture | osteoporosis dementia | penicillin | cpr
3-02 | Okafor | Chidi | 1981-07-16 | M | pancreatitis | reflux | none |
3-03 | Paterson | Jean | 1957-02-25 | F | aki | hypertension osteoarthritis gout | trimethoprim |
3-04 | Quigley | Rory | 1968-06-18 | M | gi-bleed | osteoarthritis depression | none |
3-05 | Ross | Elspeth | 1940-09-04 | F | heart-failure | hypothyroidism kidney-disease | none | cpr
3-06 | Sinclair | Archie | 1953-03-30 | M | copd | angina | | oxygen
4-01 | MacDonald | Margaret | 1941-08-12 | F | pneumonia | angina hypertension | codeine |
4-02 | Thomson | Gordon | 1949-12-03 | M | nstemi | diabetes hypertension | none |
4-03 | Urquhart | Mairi | 1944-10-22 | F | pulmonary-embolism | osteoarthritis hypothyroidism | none |
4-04 | Vance | Robert | 1962-02-17 | M | alcohol | depression reflux | none |
4-05 | Wallace | Catherine | 1937-04-06 | F | hyponatraemia | depression hypertension | penicillin |
4-06 | Young | Stuart | 1976-11-29 | M | seizure | epilepsy | none |
5-01 | Ahmed | Samina | 1959-05-15 | F | urinary-sepsis | hypothyroidism anaemia | none |
5-02 | Brodie | Alistair | 1945-07-08 | M | stroke | hypertension gout | none | falls
5-03 | Crawford | Sheila | 1950-01-13 | F | copd | osteoporosis depression | penicillin | oxygen
5-04 | Drysdale | Norman | 1939-03-25 | M | delirium | parkinsons prostate | none | parkinsons
5-05 | Elliot | Rhona | 1965-08-31 | F | cellulitis | asthma hypertension | latex |
5-06 | Forsyth | William | 1947-06-20 | M | heart-failure | angina | none |
6-01 | Guthrie | Ailis | 1993-02-08 | F | asthma | depression reflux | penicillin |
6-02 | Henderson | James | 1952-10-01 | M | pneumonia | copd | none |
6-03 | Iqbal | Farid | 1970-12-19 | M | nstemi | diabetes-insulin | |
6-04 | Johnston | Dorothy | 1936-05-28 | F | falls | parkinsons osteoarthritis | none | parkinsons
6-05 | Kerr | Douglas | 1958-09-11 | M | gi-bleed | anaemia gout | none |
6-06 | Lindsay | Ishbel | 1942-11-07 | F | atrial-fibrillation | heart-failure | none |
7-01 | MacDonald | Margaret | 1944-08-21 | F | aki | osteoarthritis anaemia | penicillin |
7-02 | Morrison | Kenneth | 1954-04-16 | M | pneumonia | diabetes | none |
7-03 | Nowak | Piotr | 1983-01-05 | M | pancreatitis | hypertension | none |
7-04 | Oliphant | Grace | 1934-07-23 | F | delirium | dementia atrial-fibrillation | | cpr
7-05 | Petrie | Angus | 1956-03-14 | M | diabetic-foot | diabetes kidney-disease | latex |
7-06 | Rennie | Heather | 1961-06-26 | F | pulmonary-embolism | asthma | none |
8-01 | Scott | Iain | 1948-09-17 | M | heart-failure | diabetes gout | aspirin |
8-02 | Taylor | Wilma | 1941-12-10 | F | urinary-sepsis | stroke hypertension | none |
8-03 | Usman | Adaeze | 1989-04-27 | F | seizure | epilepsy depression | none |
8-04 | Watt | Derek | 1963-10-24 | M | alcohol | epilepsy hypertension | penicillin |
8-05 | Wilson | Effie | 1939-02-02 | F | hip-fracture | hypertension reflux | none | falls
8-06 | Yule | Fraser | 1971-05-22 | M | chest-pain | diabetes hypertension | |
9-01 | Zielinska | Ewa | 1955-11-18 | F | pneumonia | kidney-disease hypothyroidism gout | none | isolation
9-02 | Munro | Donald | 1943-07-01 | M | cellulitis | atrial-fibrillation | penicillin | isolation
"""


def inpatients() -> list[Inpatient]:
    """Everybody on the ward, by bed."""
    people = []
    for line in _LIST.strip().splitlines():
        bed, family, given, born, sex, reason, background, allergies, flag = (
            part.strip() for part in line.split("|")
        )
        lasting, written = tuple(background.split()), tuple(allergies.split())
        people.append(Inpatient(bed, family, given, born, sex, reason, lasting, written, flag))
    return people
