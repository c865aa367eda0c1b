"""The people of the stories, as each source knows them, and the women one of them may be taken for."""

from __future__ import annotations

from serums_desktop.domain.identifiers import BSN, CHI, CIP, DNI, NationalNumber
from serums_desktop.sandbox.story.resources import HL7, Resource, coding, instant

JOANA_DNI = (DNI, "99881135R")
JOANA_CIP = (CIP, "SOVI1350314007")
JOANA_BSN = (BSN, "999914030")
JOANA_CHI = (CHI, "1403359946")
HUBERTINA_BSN = (BSN, "999922014")
EILIDH_CHI = (CHI, "0706687523")

BORN = "1935-03-14"


def patient(
    patient_id: str,
    family: str,
    given: str,
    *,
    born: str,
    gender: str,
    numbers: list[tuple[NationalNumber, str]],
    updated: str,
    city: str = "",
    country: str = "",
    record_number: str = "",
    temporary: str = "",
) -> Resource:
    """A Patient. `temporary` is the value of the one number that is only given for now."""
    identifiers: list[Resource] = [
        {
            "use": "temp" if value == temporary else "official",
            "type": {"coding": [coding(f"{HL7}/v2-0203", "NI")], "text": number.label},
            "system": number.system,
            "value": value,
        }
        for number, value in numbers
    ]
    if record_number:
        identifiers.append(
            {
                "use": "usual",
                "type": {"coding": [coding(f"{HL7}/v2-0203", "MR")]},
                "system": record_number.rpartition("/")[0],
                "value": record_number.rpartition("/")[2],
            }
        )
    resource: Resource = {
        "resourceType": "Patient",
        "id": patient_id,
        "meta": {"versionId": "1", "lastUpdated": instant(updated)},
        "identifier": identifiers,
        "active": True,
        "name": [{"use": "official", "text": f"{given} {family}", "family": family, "given": [given]}],
        "gender": gender,
        "birthDate": born,
    }
    if city:
        resource["address"] = [{"use": "home", "city": city, "country": country}]
    return resource


def joana(patient_id: str, numbers: list[tuple[NationalNumber, str]], updated: str, **more: str) -> Resource:
    """The same person under the numbers that one source has for her; every source saw her identity card."""
    return patient(
        patient_id,
        "Soler Vila",
        "Joana",
        born=BORN,
        gender="female",
        numbers=[*numbers, JOANA_DNI],
        updated=updated,
        city="Barcelona",
        country="ES",
        **more,
    )


def hubertina(patient_id: str, updated: str, **more: str) -> Resource:
    """The woman with the new hip."""
    return patient(
        patient_id,
        "Smeets",
        "Hubertina",
        born="1955-04-18",
        gender="female",
        numbers=[HUBERTINA_BSN],
        updated=updated,
        city="Brunssum",
        country="NL",
        **more,
    )


def eilidh(patient_id: str, updated: str, **more: str) -> Resource:
    """The woman on chemotherapy."""
    return patient(
        patient_id,
        "Drummond",
        "Eilidh",
        born="1968-06-07",
        gender="female",
        numbers=[EILIDH_CHI],
        updated=updated,
        city="St Andrews",
        country="GB",
        **more,
    )


def soler_vilar() -> Resource:
    """A namesake: born on the same day, a letter more in the second surname."""
    return patient(
        "soler-vilar",
        "Soler Vilar",
        "Joana",
        born=BORN,
        gender="female",
        numbers=[(CIP, "SOVI1350314015")],
        updated="2023-02-08",
        city="Mataró",
        country="ES",
    )


def sole_vila() -> Resource:
    """A namesake: a letter less in the first surname, a year younger."""
    return patient(
        "sole-vila",
        "Solé Vila",
        "Joana",
        born="1936-04-03",
        gender="female",
        numbers=[(CIP, "SOVI1360403002")],
        updated="2024-10-01",
        city="Badalona",
        country="ES",
    )
