"""The data vault: exact texts and true nulls, at the price of looking rows up."""

from __future__ import annotations

from typing import Any

from serums_desktop.sandbox.data_lake.vault import data_vault
from serums_desktop.sandbox.story.data_lake.people import EILIDH, HUBERTINA, JOANA, NAMESAKE, NAN


def test_texts_stay_texts_and_nulls_null(client: Any) -> None:
    address = client.vault(JOANA, "patient_address", hospital="FCRB")["satellites"]
    person = client.vault(NAN, "patient_details", hospital="FCRB")["satellites"]

    (row,) = address["fcrb_sat_location_patient_address"]
    assert (row["pstlz"], row["adrnr"]) == ("08005", "1E3")
    (row,) = person["fcrb_sat_person_patient_details"]
    assert (row["nname"], row["gbnam"], row["gbdat"]) == ("Nan", None, "30/01/1988 00:00:00")


def test_a_row_is_found_at_its_hub_by_value(client: Any) -> None:
    vault = client.vault(NAMESAKE, "patient_details", hospital="FCRB")

    hub = vault["hubs"]["hub_event"]
    values = {
        hub["vppid"][hub["id"].index(row["hub_event_id"])]: row["vwert"]
        for row in vault["satellites"]["fcrb_sat_event_vital_signs"]
    }
    assert values == {"GLIC_CAPIL": "131"}
    assert len({len(column) for column in hub.values()}) == 1
    assert vault["links"]["time_event_link"]["id"] == [1, 2, 3]


def test_two_satellites_on_one_hub_share_their_ids(client: Any) -> None:
    vault = client.vault(EILIDH, "predictor", hospital="USTAN")

    (patient,) = vault["satellites"]["ustan_sat_person_general_patient"]
    (doctor,) = vault["satellites"]["ustan_sat_person_general_gp"]
    assert patient["hub_person_id"] == doctor["hub_person_id"] == 1
    assert vault["hubs"]["hub_person"] == {"id": [1, 1], "chi": [706687523, 706687523]}
    assert (patient["postcode"], doctor["gp_name"]) == ("KY169AB", "GALBRAITH")


def test_a_table_loses_columns_here_too(client: Any) -> None:
    details = client.vault(JOANA, "patient_details", hospital="FCRB")["satellites"]
    everything = client.vault(JOANA, "all", hospital="FCRB")["satellites"]

    assert "rvnum" not in details["fcrb_sat_person_patient_details"][0]
    assert everything["fcrb_sat_person_patient_details"][0]["rvnum"] == "SOVI1350314007"


def test_pictures_come_in_base64(client: Any) -> None:
    satellites = client.vault(HUBERTINA, "documents", hospital="ZMC")["satellites"]

    assert {row["document"][:8] for row in satellites["zmc_sat_object_documents_details"]} == {"iVBORw0K"}
    assert satellites["zmc_sat_object_images_details"][0]["image"].startswith("iVBORw0K")


def test_nothing_selected_is_a_vault_of_empty_hubs() -> None:
    vault = data_vault({"ZMC": {}})

    assert vault["satellites"] == {}
    assert vault["hubs"]["hub_time"] == {"id": []}
    assert vault["links"]["location_event_link"] == {"id": [], "location_id": [], "event_id": []}
    assert len(vault["links"]) == 10
