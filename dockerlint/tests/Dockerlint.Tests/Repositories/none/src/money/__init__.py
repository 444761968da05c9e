from decimal import Decimal
from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    value: Decimal
    currency: str

    def __add__(self, other: "Amount") -> "Amount":
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency}")
        return Amount(self.value + other.value, self.currency)
