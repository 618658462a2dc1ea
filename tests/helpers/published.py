"""The figures of the published report that the sample stores add up to."""

DISTRICT = {
    "to_handle": 2181,
    "carried_over": 277,
    "resolved": 1783,
    "resolved_early": 1777,
    "resolved_on_time": 0,
    "resolved_late": 6,
    "pending": 398,
    "received_online": 1970,
    "delivered_postal": 47,
    "digitised_results": 1552,
    "digitised_dossiers": 1246,
    "paid_online": 575,
    "fee_bearing": 1357,
}

# Of all wards together.
WARDS = {
    "to_handle": 16037,
    "carried_over": 167,
    "received": 15870,
    "received_online": 11214,
    "received_offline": 4656,
    "resolved": 15795,
    "resolved_early": 15790,
    "resolved_on_time": 0,
    "resolved_late": 5,
    "pending": 242,
    "closed_unresolved": 0,
    "delivered_postal": 0,
    "digitised_results": 11060,
    "digitised_dossiers": 10863,
    "paid_online": 6504,
    "fee_bearing": 14128,
}

DISTRICT_PERCENTAGES = {
    "online_rate": "90,3",
    "digitised_results_rate": "71,1",
    "digitised_dossiers_rate": "57,1",
    "paid_online_rate": "42,3",
}

WARDS_PERCENTAGES = {
    "online_rate": "69,9",
    "digitised_results_rate": "68,9",
    "digitised_dossiers_rate": "67,7",
    "paid_online_rate": "46",
}
