"""Answers from the list: a page at once, in the background, all yes, and taken back."""

import pytest

from referrals.models import Challenge, Validation
from referrals.models.episodes import QUESTIONS
from tests.referrals.builders import JANUARY, make_episode, make_return, make_validation
from tests.referrals.builders_challenges import make_finding

LIST = "/referrals/E82901/2009-01/episodes/"
ALL_YES = dict.fromkeys(QUESTIONS, "yes")


@pytest.fixture
def dear(cast):
    return make_episode(cast.alder, total_cost="9000.00")


@pytest.fixture
def cheaper(cast):
    return make_episode(cast.alder, total_cost="4000.00")


@pytest.fixture
def bob(as_user):
    return as_user("bob")


def about(episode, edition=0, note="", **answers):
    """What the list sends about one of its rows."""
    fields = {**answers, "note": note, "edition": edition}
    return {f"{episode.pk}-{name}": value for name, value in fields.items()}


def answer(bob, *parts, address="answers/", **more):
    sent = {"save": ""} if not more else {}
    for part in parts:
        sent |= part
    return bob.post(f"{LIST}{address}", {**sent, **more}, follow=True)


def text(response):
    return response.content.decode()


def test_a_page_is_saved_at_once(bob, dear, cheaper):
    response = answer(bob, about(dear, **ALL_YES), about(cheaper, **{**ALL_YES, "dates_correct": "no"}))
    assert "Saved: the answers about 2 episodes." in text(response)
    assert Validation.objects.get(episode=cheaper).dates_correct == "no"


def test_what_was_not_touched_is_not_saved_again(bob, dear, cheaper):
    make_validation(dear, note="Seen")
    answer(bob, about(dear, edition=1, note="Seen", **ALL_YES), about(cheaper))
    assert Validation.objects.get().edition == 1


def test_a_half_answered_row_keeps_what_was_typed_and_saves_the_rest(bob, dear, cheaper):
    response = answer(bob, about(dear, dates_correct="no"), about(cheaper, **ALL_YES))
    assert response.status_code == 422
    assert "4 questions without an answer" in text(response)
    assert 'value="no" checked' in text(response)
    assert Validation.objects.get().episode == cheaper


def test_a_note_with_an_nhs_number_is_not_saved(bob, dear):
    response = answer(bob, about(dear, note="943 476 5919", **ALL_YES))
    assert response.status_code == 422
    assert "Take the NHS number out of the note" in text(response)


def test_a_row_answered_in_the_meantime_shows_both(bob, cast, dear):
    make_validation(dear, coded_correctly="no", note="Theirs", by=cast.alice)
    response = answer(bob, about(dear, **ALL_YES))
    assert response.status_code == 409
    assert "Answered in the meantime by Alice" in text(response)
    assert Validation.objects.get().coded_correctly == "no"
    answer(bob, about(dear, edition=1, **ALL_YES))
    assert Validation.objects.get().is_validated


def test_all_five_yes_in_one_click(bob, dear):
    response = answer(bob, yes=dear.pk)
    assert "All five answers are yes." in text(response)
    assert Validation.objects.get().is_validated


def test_the_click_saves_what_else_was_answered_on_the_page(bob, dear, cheaper):
    answer(bob, about(cheaper, **{**ALL_YES, "dates_correct": "no"}), yes=dear.pk)
    assert Validation.objects.count() == 2


def test_the_click_does_not_overwrite_answers(bob, dear):
    make_validation(dear, dates_correct="no")
    assert "No episode to confirm" in text(answer(bob, yes=dear.pk))
    assert Validation.objects.get().dates_correct == "no"


def test_yes_for_the_chosen_rows_alone(bob, dear, cheaper):
    answer(bob, confirm="", chosen=[dear.pk])
    assert Validation.objects.get().episode == dear


def test_ticks_do_nothing_without_their_button(bob, dear):
    answer(bob, save="", chosen=[dear.pk])
    assert not Validation.objects.exists()


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30, "²"])
def test_a_choice_that_is_none(bob, dear, chosen):
    assert "No episode to confirm" in text(answer(bob, address="all-yes/", yes=chosen))


def test_rows_with_a_finding_are_looked_at_first(bob, dear, cheaper):
    make_finding(dear, words="Six bed days too many.")
    response = answer(bob, confirm="", chosen=[dear.pk, cheaper.pk])
    assert response.status_code == 422
    assert "Six bed days too many (" in text(response)
    assert not Validation.objects.exists()


def test_then_only_the_others_or_all(bob, dear, cheaper):
    make_finding(dear)
    answer(bob, address="all-yes/", yes=[dear.pk, cheaper.pk], clean="1")
    assert Validation.objects.get().episode == cheaper
    answer(bob, address="all-yes/", yes=[dear.pk], despite="1")
    assert Validation.objects.count() == 2


def test_undo_takes_back_what_was_confirmed_last(bob, dear, cheaper):
    make_validation(cheaper)
    shown = answer(bob, yes=dear.pk)
    assert "Undo all five yes" in text(shown)
    response = answer(bob, address="undo/")
    assert "Taken back: the answers about 1 episode." in text(response)
    assert Validation.objects.get().episode == cheaper
    assert "Undo all five yes" not in text(response)


def test_undo_leaves_what_was_answered_again_since(bob, cast, as_user, dear):
    answer(bob, yes=dear.pk)
    as_user("alice").post(f"{LIST}{dear.pk}/", {**ALL_YES, "dates_correct": "no", "edition": "1"})
    assert "1 episode answered again since" in text(answer(bob, address="undo/"))
    assert Validation.objects.get().dates_correct == "no"


@pytest.mark.parametrize("row", ["", "1", "x:1", f"{'9' * 30}:1"])
def test_undo_of_nothing(bob, dear, row):
    make_validation(dear)
    assert "Taken back: the answers about 0 episodes." in text(answer(bob, address="undo/", row=row))
    assert Validation.objects.exists()


def test_one_episodes_answers_are_taken_back_from_its_page(bob, dear):
    make_validation(dear)
    answer(bob, address="undo/", row=f"{dear.pk}:1")
    assert not Validation.objects.exists()


def test_nothing_changes_after_the_month_was_sent(bob, cast, dear, cheaper):
    make_validation(dear)
    make_return(cast.alder, JANUARY, "submitted")
    assert "already submitted" in text(answer(bob, yes=cheaper.pk))
    assert "already submitted" in text(answer(bob, address="undo/", row=f"{dear.pk}:1"))
    assert "already submitted" in text(answer(bob, about(cheaper, **ALL_YES)))
    assert Validation.objects.get().episode == dear


def test_the_choice_and_the_page_survive_the_click(bob, dear):
    response = bob.post(f"{LIST}answers/?show=finding&page=3", {"save": ""})
    assert response.headers["Location"] == f"{LIST}?show=finding&page=3"
    assert bob.post(f"{LIST}answers/?page=2", {}).headers["Location"] == f"{LIST}?page=2"


def save(client, episode, edition=0, **answers):
    """As the page's script does it."""
    sent = {**ALL_YES, **answers, "edition": edition}
    return client.post(f"{LIST}{episode.pk}/save/", sent, headers={"accept": "application/json"})


def test_a_row_saved_in_the_background_says_how_it_stands(bob, dear):
    told = save(bob, dear, coded_correctly="no").json()
    row = told["rows"][str(dear.pk)]
    assert (row["edition"], row["state"]) == (1, "Proposes a challenge")
    assert "Coded wrongly, amount for you to say" in row["outcome"]
    assert "1 of 1 answered" in told["progress"]


def test_a_background_save_without_a_note_leaves_the_note(bob, dear):
    make_validation(dear, note="Kept")
    save(bob, dear, edition=1, dates_correct="no")
    assert Validation.objects.get().note == "Kept"
    save(bob, dear, edition=2, note="")
    assert Validation.objects.get().note == ""


def test_a_background_save_asked_for_twice_is_saved_once(bob, dear):
    assert save(bob, dear).json() == save(bob, dear).json()
    assert Validation.objects.get().edition == 1


def test_a_background_save_that_lacks_answers(bob, dear):
    response = save(bob, dear, dates_correct="")
    assert response.status_code == 422
    assert "dates correct: select yes" in response.json()["problem"]


def test_a_background_save_meets_other_answers(bob, cast, dear):
    make_validation(dear, coded_correctly="no", note="Theirs", by=cast.alice)
    response = save(bob, dear)
    told = response.json()
    assert response.status_code == 409
    assert (told["by"], told["edition"], told["note"]) == ("Alice", 1, "Theirs")
    assert told["stored"]["coded_correctly"] == "no"


def test_a_background_save_meets_answers_taken_back(bob, dear):
    told = save(bob, dear, edition=4).json()
    assert (told["stored"], told["edition"]) == ({}, 0)


def test_a_background_save_after_the_month_was_sent(bob, cast, dear):
    make_return(cast.alder, JANUARY, "submitted")
    told = save(bob, dear).json()
    assert told["rule"] == "return.already-submitted"
    response = bob.post(f"{LIST}undo/", {"row": f"{dear.pk}:1"}, headers={"accept": "application/json"})
    assert response.status_code == 409


def test_taken_back_in_the_background(bob, dear):
    save(bob, dear)
    told = bob.post(f"{LIST}undo/", {"row": f"{dear.pk}:1"}, headers={"accept": "application/json"}).json()
    assert told["rows"][str(dear.pk)]["edition"] == 0


@pytest.mark.parametrize("route", ["answers/", "all-yes/", "undo/"])
def test_nobody_else_answers(as_user, dear, route):
    for name in ("charlie", "erin", "pat"):
        assert as_user(name).post(f"{LIST}{route}", {"yes": dear.pk}).status_code == 403
    assert not Validation.objects.exists()


def test_all_proposals_are_read_and_raised_at_once(bob, dear, cheaper):
    make_finding(dear, amount="450.00")
    make_validation(cheaper, coded_correctly="no")
    page = bob.get(f"{LIST}challenges/")
    assert "£450 overcharge" in text(page)
    assert "amount for you to say" in text(page)
    response = bob.post(f"{LIST}challenges/", {"row": [dear.pk, cheaper.pk]}, follow=True)
    assert "Raised: 1 challenge, £450 at stake." in text(response)
    assert Challenge.objects.get().episode == dear


def test_only_what_was_ticked_is_raised(bob, dear):
    make_finding(dear)
    assert "choose at least one" in text(bob.post(f"{LIST}challenges/", follow=True))
    assert not Challenge.objects.exists()


def test_nothing_is_proposed_after_the_final_date(bob, dear, settings):
    make_finding(dear)
    settings.TODAY = "2009-05-01"
    assert "Nothing is proposed." in text(bob.get(f"{LIST}challenges/"))
    assert "Raise challenge" not in text(bob.get(LIST))


def test_of_a_pair_charged_twice_one_is_proposed(bob, dear, cheaper):
    make_finding(dear, "duplicate", counterpart=cheaper)
    make_finding(cheaper, "duplicate", counterpart=dear)
    assert len(bob.get(f"{LIST}challenges/").context["ready"]) == 1
