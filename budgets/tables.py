"""Lists of money."""

from daccom.tables import Column, DateColumn, MoneyColumn, MonthColumn, Table


class SpendTable(Table):
    """What PCT finance posted, and who did."""

    month = MonthColumn()
    practice = Column(order_by="practice__name")
    category = Column(order_by="category__order")
    amount = MoneyColumn()
    posted_by = Column(order_by="posted_by__name")
    posted_at = DateColumn(verbose_name="Posted on")

    class Meta(Table.Meta):
        empty_text = "Nothing was posted."
