"""Parameters of the plain components."""

CRUMBS = [{"text": "What needs you", "href": "/"}, {"text": "Gallery of practices", "href": "#tables"}]

TASKS = [
    {
        "heading": "Referrals",
        "href": "#lists",
        "hint": "Eight specialties, elective and unscheduled",
        "status": {"text": "Completed"},
    },
    {
        "heading": "Episodes to validate",
        "href": "#lists",
        "hint": "3 of 12 answered",
        "status": {"tag": {"text": "In progress", "colour": "blue"}},
    },
    {
        "heading": "Declaration",
        "hint": "Opens when the two parts above are complete",
        "status": {"tag": {"text": "Cannot start yet", "colour": "grey"}},
    },
]

SUMMARY = [
    {"key": {"text": "Practice"}, "value": {"text": "Alder Surgery"}},
    {
        "key": {"text": "Patients"},
        "value": {"text": "8,412"},
        "actions": {
            "items": [{"href": "#lists", "text": "Change", "visually_hidden_text": "the number of patients"}]
        },
    },
    {"key": {"text": "Return for January 2009"}, "value": {"text": "Submitted 12 February 2009"}},
]

TAG_COLOURS = [
    ("Accepted", "green"),
    ("Submitted", "blue"),
    ("Queried", "yellow"),
    ("Late", "red"),
    ("Not started", "grey"),
]

MONTHS = ["October 2008", "November 2008", "December 2008", "January 2009"]

HEAT = [
    ("Alder Surgery", [("good", "On time"), ("good", "On time"), ("good", "On time"), ("good", "On time")]),
    (
        "Birch House",
        [("good", "On time"), ("middle", "4 days late"), ("good", "On time"), ("poor", "Missing")],
    ),
    (
        "Cedar Practice",
        [("none", "Not open"), ("middle", "1 day late"), ("poor", "Missing"), ("good", "On time")],
    ),
]
