"""The month that waits to be read."""

import datetime as dt

from programmes.work.reading import month_to_read

TODAY = dt.date(2009, 2, 20)


def asked(cast):
    return {name for name in cast.people if list(month_to_read(cast[name], TODAY))}


def test_readers_get_the_newest_month_that_was_due(cast):
    (item,) = month_to_read(cast.rita, TODAY)
    assert item.title == "Read the dashboard of DacCom for January 2009"
    assert item.url == "/programmes/dashboard/daccom/2009-01/"


def test_only_readers_are_asked(cast):
    assert asked(cast) == {"erin", "chris", "dee", "rita", "pat", "ira", "peg", "cal"}


def test_a_group_that_keeps_names_to_itself_is_still_read_by_its_executive(cast):
    cast.dacorum.shares_named_practices = False
    cast.dacorum.save()
    assert "erin" in asked(cast)


def test_it_takes_two_queries(cast, django_assert_max_num_queries):
    assert cast.erin.access
    with django_assert_max_num_queries(2):
        list(month_to_read(cast.erin, TODAY))
