"""A month in an address: 2009-01. Anything that is no month is no page."""

from django.urls import register_converter

from daccom.calendar import Month


class MonthConverter:
    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, slug: str) -> Month:
        """The month; ValueError (a 404) for 2009-13."""
        return Month.parse(slug)

    def to_url(self, month: Month) -> str:
        return month.slug


register_converter(MonthConverter, "month")
