"""A small clinical document of somebody who does not exist, in the shapes of C-CDA and the eHDSI summary."""

from __future__ import annotations

SNOMED = "2.16.840.1.113883.6.96"
LOINC = "2.16.840.1.113883.6.1"
ATC = "2.16.840.1.113883.6.73"


def code(name: str, value: str, system: str = SNOMED, display: str = "", kind: str = "") -> str:
    """A coded element."""
    typed = f' xsi:type="{kind}"' if kind else ""
    return f'<{name}{typed} code="{value}" codeSystem="{system}" displayName="{display}"/>'


def section(loinc: str, title: str, text: str, *entries: str) -> str:
    """A section with its narrative and entries."""
    found = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<component><section><code code="{loinc}" codeSystem="{LOINC}"/><title>{title}</title>'
        f"<text>{text}</text>{found}</section></component>"
    )


def summary(*sections: str, declaration: str = "") -> str:
    """A whole document around sections."""
    return (
        f'{declaration}<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<id root="1.2.3" extension="doc-1"/><title>Patient Summary</title>'
        '<effectiveTime value="20240506070809+0200"/>'
        '<confidentialityCode code="V" codeSystem="2.16.840.1.113883.5.25"/><languageCode code="nl-NL"/>'
        '<recordTarget><patientRole><id root="2.16.840.1.113883.2.4.6.3" extension="999911120"/>'
        "<addr><city>Testdorp</city></addr><patient><name><given>Ada</given><family>Tester</family></name>"
        '<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19700102"/>'
        "</patient></patientRole></recordTarget>"
        "<author><time/><assignedAuthor><assignedPerson><name><given>Bea</given><family>Writer</family></name>"
        "</assignedPerson></assignedAuthor></author>"
        f"<component><structuredBody>{''.join(sections)}</structuredBody></component></ClinicalDocument>"
    )


def allergy(agent: str, *relations: str, negation: str = "false", status: str = "active") -> str:
    """An allergy in its concern."""
    return (
        f'<act classCode="ACT" moodCode="EVN"><statusCode code="{status}"/>'
        '<entryRelationship typeCode="SUBJ">'
        f'<observation classCode="OBS" moodCode="EVN" negationInd="{negation}"><statusCode code="completed"/>'
        f'<effectiveTime><low value="2012"/></effectiveTime>'
        f"{code('value', '416098002', display='Drug allergy', kind='CD')}"
        f'<participant typeCode="CSM"><participantRole><playingEntity>{agent}</playingEntity>'
        f"</participantRole></participant>{''.join(relations)}</observation></entryRelationship></act>"
    )


def reaction(text: str, severity: str) -> str:
    """How an allergy showed itself."""
    return (
        '<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">'
        f"{code('value', '39579001', display=text, kind='CD')}"
        '<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">'
        f"{code('code', 'SEV', '2.16.840.1.113883.5.4')}"
        f"{code('value', severity, display='Severe', kind='CD')}"
        "</observation></entryRelationship></observation></entryRelationship>"
    )


def problem(value: str, low: str = "2015", high: str = "", status: str = "active", negation: str = "") -> str:
    """A problem in its concern."""
    ended = f'<high value="{high}"/>' if high else ""
    negated = f' negationInd="{negation}"' if negation else ""
    return (
        f'<act classCode="ACT" moodCode="EVN"><statusCode code="{status}"/>'
        '<entryRelationship typeCode="SUBJ">'
        f'<observation classCode="OBS" moodCode="EVN"{negated}><statusCode code="completed"/>'
        f'<effectiveTime><low value="{low}"/>{ended}</effectiveTime>{value}'
        "</observation></entryRelationship></act>"
    )


def medicine(product: str, *parts: str, status: str = "active") -> str:
    """A medicine."""
    return (
        '<substanceAdministration classCode="SBADM" moodCode="EVN">'
        f'<statusCode code="{status}"/>{"".join(parts)}<consumable><manufacturedProduct>'
        f"<manufacturedMaterial>{product}</manufacturedMaterial></manufacturedProduct></consumable>"
        "</substanceAdministration>"
    )


def result(name: str, value: str, *parts: str, identifier: str = "") -> str:
    """An observation."""
    return (
        f'<observation classCode="OBS" moodCode="EVN">{identifier}'
        f"{code('code', name, LOINC, 'Glucose')}"
        f'<statusCode code="completed"/><effectiveTime value="202405060708+0200"/>{value}{"".join(parts)}'
        "</observation>"
    )


def panel(*observations: str) -> str:
    """A group of observations."""
    inner = "".join(f"<component>{each}</component>" for each in observations)
    return f'<organizer classCode="BATTERY" moodCode="EVN">{inner}</organizer>'
