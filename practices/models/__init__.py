from practices.models.clinicians import Clinician
from practices.models.imports import ImportRun
from practices.models.list_sizes import AgeBand, ListSize, Sex
from practices.models.organisations import PCT, CommissioningGroup, Membership, Practice
from practices.models.people import Appointment, Person
from practices.models.roles import ORGANISATION_KIND, Role, RoleAssignment
from practices.models.users import User

__all__ = [
    "Clinician",
    "ORGANISATION_KIND",
    "PCT",
    "AgeBand",
    "Appointment",
    "CommissioningGroup",
    "ImportRun",
    "ListSize",
    "Membership",
    "Person",
    "Practice",
    "Role",
    "RoleAssignment",
    "Sex",
    "User",
]
