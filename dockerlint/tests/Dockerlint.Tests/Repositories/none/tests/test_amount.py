from decimal import Decimal

from money import Amount


def test_sum():
    assert Amount(Decimal(1), "EUR") + Amount(Decimal(2), "EUR") == Amount(Decimal(3), "EUR")
