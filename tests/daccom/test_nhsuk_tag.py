"""{% nhsuk %} draws any NHS.UK component and lets no text become markup."""

import pytest
from django.forms import CharField, Form
from django.template import Context, Template
from django.utils.safestring import mark_safe

from daccom.nhsuk import UnknownComponent, component, component_names

SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


def show(template: str, **values: object) -> str:
    return Template("{% load nhsuk %}" + template).render(Context(values))


def test_a_tag_takes_its_words_and_colour():
    html = show('{% nhsuk "tag" text="Late" colour="red" %}')
    assert 'class="nhsuk-tag nhsuk-tag--red"' in html
    assert "Late" in html


@pytest.mark.parametrize("name", ["tag", "button", "inset-text", "back-link"])
def test_text_is_always_escaped(name):
    html = show("{% nhsuk name text=text %}", name=name, text=SCRIPT)
    assert ESCAPED in html
    assert "<script" not in html


def test_text_marked_safe_elsewhere_is_escaped_all_the_same():
    assert ESCAPED in component("tag", text=mark_safe(SCRIPT))


def test_text_deep_in_a_list_is_escaped():
    rows = [{"key": {"text": SCRIPT}, "value": {"text": SCRIPT}}]
    html = show('{% nhsuk "summary-list" rows=rows %}', rows=rows)
    assert html.count(ESCAPED) == 2
    assert "<script" not in html


def test_html_that_nobody_marked_safe_is_escaped():
    assert ESCAPED in component("inset-text", html=SCRIPT)


def test_html_marked_safe_stays_markup():
    assert "<em>now</em>" in component("inset-text", html=mark_safe("<em>now</em>"))


def test_attributes_are_escaped_and_keep_their_names():
    html = component("tag", text="Late", attributes={"data-the_row": '"><script>'})
    assert "data-the_row" in html
    assert "<script" not in html


def test_an_ampersand_written_in_a_template_is_escaped():
    assert "Save &amp; continue" in show('{% nhsuk "button" text="Save & continue" %}')


def test_parameters_may_be_snake_case():
    snake = component("error-summary", heading="Wrong", error_list=[{"text": "Enter", "href": "#id_a"}])
    assert snake == component(
        "error-summary", heading="Wrong", errorList=[{"text": "Enter", "href": "#id_a"}]
    )
    assert 'href="#id_a"' in snake


def test_a_method_is_called_for_its_words():
    assert "Alder" in component("tag", text=lambda: "Alder")


def test_a_block_becomes_the_content():
    html = show('{% nhsukblock "inset-text" %}<p>{{ words }}</p>{% endnhsukblock %}', words=SCRIPT)
    assert f"<p>{ESCAPED}</p>" in html


def test_a_card_keeps_its_heading_and_its_block():
    html = show('{% nhsukblock "card" heading="Dashboard" %}<p>This month</p>{% endnhsukblock %}')
    assert "Dashboard" in html
    assert "<p>This month</p>" in html


def test_an_unknown_component_fails_and_names_those_there_are():
    with pytest.raises(UnknownComponent, match="no NHS.UK component “tga”.*tag"):
        show('{% nhsuk "tga" text="Late" %}')


def test_every_component_of_the_release_can_be_had():
    assert {"tag", "summary-list", "task-list", "error-summary", "date-input"} <= component_names()


def test_no_role_that_the_standard_does_not_know():
    assert 'role="text"' not in component("warning-callout", heading="Before you submit", html="")


class OneField(Form):
    name = CharField(label="Name")


def test_the_page_says_error_when_a_form_has_errors():
    template = "{% error_prefix %}{% error_summary %}"
    assert "Error: " in show(template, form=OneField({}))
    assert 'href="#id_name"' in show(template, form=OneField({}))
    assert show(template, form=OneField({"name": "Alice"})) == ""
    assert show(template, form=OneField()) == ""
    assert show(template) == ""


def test_the_summary_gathers_all_forms_of_the_page():
    forms = [OneField({}, prefix="a"), OneField({}, prefix="b")]
    html = show("{% error_summary %}", forms=forms)
    assert 'href="#id_a-name"' in html
    assert 'href="#id_b-name"' in html
