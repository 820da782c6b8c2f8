"""What a service raises when a rule of the domain forbids what was asked."""


class Refused(Exception):
    """A refusal that a person can read.

    `rule` is a short code such as "return.period-closed", `message` says why, `next_step` what to do.
    """

    def __init__(self, rule: str, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()
