"""The lives of a return, a challenge, an extract and a request on one screen; docs/states.md draws it."""

from daccom.workflow import Transition, transition
from referrals.models import Challenge, Extract, MonthlyReturn, OutlierRequest

Status = MonthlyReturn.Status

SUBMIT = transition("submit", [Status.DRAFT, Status.QUERIED], Status.SUBMITTED)
QUERY = transition("query", [Status.SUBMITTED], Status.QUERIED)
ACCEPT = transition("accept", [Status.SUBMITTED], Status.ACCEPTED)

RETURN: tuple[Transition, ...] = (SUBMIT, QUERY, ACCEPT)
OPEN = SUBMIT.sources
"""The states in which the practice may still change what it will send."""

Stage = Challenge.Status
SEND = transition("send to the provider", [Stage.RAISED], Stage.WITH_PROVIDER)
ACCEPT_WHOLE = transition("accept", [Stage.WITH_PROVIDER], Stage.ACCEPTED)
ACCEPT_PART = transition("accept in part", [Stage.WITH_PROVIDER], Stage.PARTLY_ACCEPTED)
REJECT = transition("reject", [Stage.WITH_PROVIDER], Stage.REJECTED)
WITHDRAW = transition("withdraw", Challenge.OPEN, Stage.WITHDRAWN)
LAPSE = transition("lapse after the final date", Challenge.OPEN, Stage.LAPSED)

CHALLENGE: tuple[Transition, ...] = (SEND, ACCEPT_WHOLE, ACCEPT_PART, REJECT, WITHDRAW, LAPSE)

File = Extract.Status
CHECK_EXTRACT = transition("check, or check again", [File.RECEIVED, File.CHECKING], File.CHECKING)
REPORT_EXTRACT = transition("find what a person must decide", [File.CHECKING], File.CHECKED)
LOAD_EXTRACT = transition("load", [File.CHECKING, File.CHECKED], File.LOADED)
MAP_EXTRACT = transition("say what its columns are", [File.CHECKED], File.RECEIVED)
REJECT_EXTRACT = transition("reject", [File.RECEIVED, File.CHECKING, File.CHECKED], File.REJECTED)

EXTRACT: tuple[Transition, ...] = (
    CHECK_EXTRACT,
    REPORT_EXTRACT,
    MAP_EXTRACT,
    LOAD_EXTRACT,
    REJECT_EXTRACT,
)

Asking = OutlierRequest.Status
ANSWER_OUTLIER = transition("answer with reasons and a plan", [Asking.ASKED], Asking.ANSWERED)
RETURN_OUTLIER = transition("ask again", [Asking.ANSWERED], Asking.ASKED)
CLOSE_OUTLIER = transition("close", [Asking.ANSWERED], Asking.CLOSED)
WITHDRAW_OUTLIER = transition("withdraw", OutlierRequest.OPEN, Asking.WITHDRAWN)

OUTLIER: tuple[Transition, ...] = (ANSWER_OUTLIER, RETURN_OUTLIER, CLOSE_OUTLIER, WITHDRAW_OUTLIER)
