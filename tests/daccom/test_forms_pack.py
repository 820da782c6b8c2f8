"""Forms come out as NHS.UK markup: labels, hints and errors tied to their inputs."""

import re
from datetime import date
from decimal import Decimal

import pytest
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe

from daccom.forms import DateField, FormHelper, MoneyField, NhsukForm, Submit, WholeNumberField
from daccom.forms.errors import error_list
from daccom.forms.fields import field_html
from daccom.gallery.forms import WRONG, SampleForm


def draw(form, template: str = "{% crispy form %}") -> str:
    loaded = "{% load crispy_forms_tags crispy_forms_filters nhsuk %}" + template
    request = RequestFactory().get("/")
    return Template(loaded).render(Context({"form": form, "request": request, "csrf_token": "token"}))


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.fixture
def wrong() -> SampleForm:
    return SampleForm(WRONG)


def test_a_form_has_its_token_its_fields_and_one_button():
    html = draw(SampleForm())
    assert 'method="post"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'enctype="multipart/form-data"' in html
    assert html.count("<button") == 2  # show the password; save
    assert "Save practice" in html


def test_every_label_points_at_an_input():
    html = draw(SampleForm())
    assert set(re.findall(r'<label[^>]*\bfor="([^"]+)"', html)) <= set(ids(html))


def test_ids_are_unique():
    found = ids(draw(SampleForm(WRONG)))
    assert len(found) == len(set(found))


def test_every_description_exists(wrong):
    html = draw(wrong)
    named = {word for words in re.findall(r'aria-describedby="([^"]+)"', html) for word in words.split()}
    assert "id_practice-hint" in named
    assert "id_practice-error" in named
    assert named <= set(ids(html))


def test_every_error_link_leads_to_an_input(wrong):
    links = {line["href"].removeprefix("#") for line in error_list([wrong])}
    assert len(links) == len(wrong.errors)
    assert links <= set(ids(draw(wrong)))


def test_what_was_typed_is_still_there(wrong):
    html = draw(wrong)
    assert 'value="many"' in html
    assert 'value="12.345"' in html
    assert 'value="31"' in html


def test_a_password_is_never_sent_back():
    assert "secret word" not in draw(SampleForm({"password": "secret word"}))


def test_typed_markup_stays_text():
    html = draw(SampleForm({"practice": '"><script>', "note": "</textarea><script>"}))
    assert "<script" not in html


def test_several_lines_keep_their_breaks_and_indents():
    assert ">one\n  two</textarea>" in draw(SampleForm({"note": "one\n  two"}))


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("practice", "Enter practice name"),
        ("contract", "Select contract"),
        ("summary_received", "Answer “Was the discharge summary received?”"),
        ("certain", "Tick “I have seen exactly what is sent” if you agree"),
        ("email", "Enter an email address in full, such as name@example.org"),
        ("patients", "Enter a whole number, such as 12"),
        ("cost", "Enter no more than two figures after the point"),
        ("opened", "Enter a real date, such as 20 6 2008"),
    ],
)
def test_errors_say_what_to_do(wrong, field, words):
    assert wrong.errors[field] == [words]


class Figures(NhsukForm):
    cost = MoneyField(required=False)
    patients = WholeNumberField(required=False)
    opened = DateField(required=False)


@pytest.mark.parametrize("typed", ["1e5", "1_000", "NaN", "Infinity", "١٢", "--1", "1.2.3", "1\x00", "."])
def test_what_only_a_computer_reads_as_a_number_is_none(typed):
    form = Figures({"cost": typed, "patients": typed})
    assert form.errors["cost"] == ["Enter an amount in pounds, such as 1,200 or 12.34"]
    assert form.errors["patients"] == ["Enter a whole number, such as 12"]


@pytest.mark.parametrize(
    ("typed", "cost"), [("£1,200", Decimal(1200)), (" 12.34 ", Decimal("12.34")), ("", None)]
)
def test_money_is_read_as_people_type_it(typed, cost):
    form = Figures({"cost": typed})
    assert form.is_valid()
    assert form.cleaned_data["cost"] == cost


@pytest.mark.parametrize("typed", ["ten", "1e9999", "NaN", "12.345"])
def test_money_that_is_none_is_refused(typed):
    assert "cost" in Figures({"cost": typed}).errors


def test_a_count_may_have_separators():
    form = Figures({"patients": "8 412,000"})
    assert form.is_valid()
    assert form.cleaned_data["patients"] == 8_412_000


@pytest.mark.parametrize(
    ("parts", "opened"),
    [
        (("27", "3", "2007"), date(2007, 3, 27)),
        (("", "", ""), None),
        ((" 1", "04 ", "2008"), date(2008, 4, 1)),
    ],
)
def test_a_date_is_read_from_three_boxes(parts, opened):
    form = Figures(dict(zip(("opened_day", "opened_month", "opened_year"), parts, strict=True)))
    assert form.is_valid()
    assert form.cleaned_data["opened"] == opened


@pytest.mark.parametrize(
    "parts", [("31", "2", "2007"), ("1", "", "2007"), ("x", "y", "z"), ("1", "1-1", "7")]
)
def test_a_date_that_never_was_is_refused_and_stays(parts):
    form = Figures(dict(zip(("opened_day", "opened_month", "opened_year"), parts, strict=True)))
    assert form.errors["opened"] == ["Enter a real date, such as 20 6 2008"]
    assert f'value="{parts[0]}"' in field_html(form["opened"])


def test_a_stored_date_fills_the_boxes():
    html = field_html(Figures(initial={"opened": date(2007, 3, 27)})["opened"])
    assert re.findall(r'value="(\d+)"', html) == ["27", "3", "2007"]


def test_a_missing_date_is_told_from_an_empty_one():
    widget = Figures.base_fields["opened"].widget
    assert widget.value_omitted_from_data({}, {}, "opened")
    assert not widget.value_omitted_from_data({"opened_day": ""}, {}, "opened")
    assert widget.id_for_label("") == ""


class OwnWords(NhsukForm):
    town = forms.CharField(error_messages={"required": "Say which town"})
    sure = forms.BooleanField(label="Sure", help_text="Think twice")


def test_a_form_may_have_words_of_its_own():
    form = OwnWords({})
    assert form.errors["town"] == ["Say which town"]


def test_the_hint_of_a_single_tick_stands_below_it():
    assert re.search(r'id="id_sure-item-hint"[^>]*>\s*Think twice', field_html(OwnWords()["sure"]))


class Helped(NhsukForm):
    plain = forms.CharField(help_text="<b>as typed</b>")
    marked = forms.CharField(help_text=mark_safe("<b>as meant</b>"))
    later = forms.CharField(help_text=lazy(lambda: mark_safe("<b>when it is drawn</b>"), str, SafeString)())


def test_a_hint_is_text_unless_it_is_marked_safe():
    html = draw(Helped())
    assert "&lt;b&gt;as typed" in html
    assert "<b>as meant</b>" in html
    assert "<b>when it is drawn</b>" in html


class Choices(NhsukForm):
    presentation = {"answer": {"label_size": "l", "page_heading": True}}
    answer = forms.ChoiceField(choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect, initial="n")
    town = forms.ChoiceField(choices=[("Near", [("t", "Tring")]), ("Far", [("l", "Luton")])], disabled=True)
    row = forms.CharField(widget=forms.HiddenInput, initial="7")


def test_the_chosen_radio_is_checked_and_the_legend_heads_the_page():
    html = field_html(Choices()["answer"])
    assert re.search(r'value="n" checked', html)
    assert re.search(r"<legend[^>]*--l[^>]*>\s*<h1", html)


def test_grouped_choices_name_their_group():
    html = field_html(Choices()["town"])
    assert "Near: Tring" in html
    assert " disabled" in html


def test_a_hidden_field_has_no_label():
    assert field_html(Choices()["row"]) == '<input type="hidden" name="row" value="7" id="id_row">'


def test_a_hidden_fields_error_has_no_link():
    assert {"text": "Enter row"} in error_list([Choices({})])


def test_a_template_may_add_parameters_to_one_field():
    html = draw(SampleForm(), '{% nhsuk_field form.practice label_size="xl" classes="wide" %}')
    assert "nhsuk-label--xl" in html
    assert "wide" in html


def test_a_widget_that_nothing_draws_is_refused():
    class Odd(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="no NHS.UK component draws a SplitDateTimeWidget"):
        field_html(Odd()["when"])


class Sectioned(NhsukForm):
    cost = MoneyField()
    patients = WholeNumberField()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self, submit="", action="/send/")
        helper.layout = Layout(Fieldset("Money", "cost"), Div("patients", css_class="app-panel"))
        helper.add_input(Submit("later", "Save for later", variant="secondary"))
        return helper


def test_a_layout_has_fieldsets_and_further_buttons():
    html = draw(Sectioned())
    assert 'action="/send/"' in html
    assert ">Money</legend>" in html
    assert '<div class="app-panel">' in html
    assert "nhsuk-button--secondary" in html


def test_fields_alone_for_a_form_tag_of_ones_own():
    html = draw(Figures(), "{{ form|crispy }}")
    assert "<form" not in html
    assert 'name="opened_month"' in html


def test_a_formset_draws_all_its_forms():
    formset = forms.formset_factory(Figures, extra=2)()
    html = draw(formset, "{{ form|crispy }}")
    assert 'name="form-TOTAL_FORMS"' in html
    assert 'name="form-1-cost"' in html
    assert 'name="form-1-cost"' in draw(formset)


def test_a_formsets_own_errors_are_listed():
    formset = forms.formset_factory(Figures, max_num=1, validate_max=True)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-cost": "x", "form-1-cost": "1"}
    lines = error_list([formset(data)])
    assert [line.get("href") for line in lines] == [None, "#id_form-0-cost"]
