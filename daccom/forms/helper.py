"""How a form ends: one button, or a few, as NHS.UK buttons."""

from crispy_forms.helper import FormHelper as CrispyHelper
from crispy_forms.layout import BaseInput


class Submit(BaseInput):
    """A submit button: Submit("save", "Save and come back later", variant="secondary")."""

    input_type = "submit"

    def __init__(self, name: str, value: str, *, variant: str = "", **kwargs: str) -> None:
        super().__init__(name, value, **kwargs)
        self.variant = variant


class FormHelper(CrispyHelper):
    """Draws a whole form: POST, CSRF token, fields in order, and a button saying `submit`."""

    def __init__(self, form: object = None, *, submit: str = "Save and continue", action: str = "") -> None:
        super().__init__(form)
        self.form_action = action
        self.attrs = {"novalidate": ""}  # our own messages, by the field, with or without JavaScript
        self.prevent_double_click = True
        if submit:
            self.add_input(Submit("send", submit))
