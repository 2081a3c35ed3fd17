# Currencies and their rates.

currencies-currency = Currency
currencies-rate = Rate
currencies-rate-in = Rate, in { $base }
currencies-since = Since
currencies-set = Set rate
currencies-about = Sums are made in { $base }. An amount is converted at the last rate set by the day of its record: of an opportunity the close date, else the day it was made. When a rate changes, stored amounts follow within moments.
currencies-one = One currency so far
currencies-one-about = Set the rate of another one, and amounts may be in it.
currencies-saved = Saved the rate
currencies-act-set = Set the rate of { $currency } from { $since }
currencies-remove = Remove the rate of { $currency } from { $since }
currencies-removed = Removed the rate of { $currency }
currencies-act-removed = Removed the rate of { $currency } from { $since }
currencies-not-a-code = must be a three-letter code such as EUR
currencies-not-a-date = must be a date
currencies-not-a-number = must be a number
