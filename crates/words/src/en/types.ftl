# Values that cannot be: the rest of a sentence that starts with the field’s name.

fault-unlike = must be { $expected }
fault-unlike-because = must be { $expected }: { $error }
fault-unreadable = must be { $expected }; it is “{ $text }”
fault-whole = must be a whole number; it is { $number }
fault-places = { $most ->
    [one] must have at most 1 decimal place; it is { $number }
   *[other] must have at most { $most } decimal places; it is { $number }
}
fault-too-small = must be at least { $least }; it is { $number }
fault-too-large = must be at most { $most }; it is { $number }
fault-json-number = has more digits than a JSON number keeps: send it as a string
fault-most-characters = must be at most { $most } characters; it has { $count }
fault-most-values = must hold at most { $most } values; it holds { $count }
fault-year = must be a date of the years 1 to 9999; its year is { $year }
fault-latitude = must have a latitude of −90 to 90; it is { $degrees }
fault-longitude = must have a longitude of −180 to 180; it is { $degrees }
fault-currency = must have a currency such as EUR; it is “{ $given }”
fault-money-parts = must have only amount and currency; it has “{ $part }”
fault-choice = must be one of { $choices }; it is “{ $text }”
fault-point-type = must have a type among { $types }; it is “{ $given }”
fault-module = must be a record of { $modules }; its module is “{ $module }”
fault-scheme = must start with http, https or mailto; it starts with “{ $scheme }:”
fault-line-by-line = must be given line by line, not as one text
fault-read-only = cannot be set
fault-no-field = is not a field of { $module }
expected-text = text
expected-whole = a whole number
expected-number = a number such as 1234.5
expected-percentage = a percentage such as 12.5
expected-amount = an amount with its currency, such as 1234.50 EUR
expected-truth = yes or no
expected-date = a date such as 2026-12-31
expected-time = a date and time such as 2026-12-31 14:30
expected-instant = a time of RFC 3339 such as 2026-12-31T14:30:00Z
expected-duration = a duration such as 1:30, 1h 30m, 90m or PT1H30M
expected-choice = the key of a choice
expected-choices = a list of keys of choices
expected-tags = a list of words
expected-name = a name in parts: prefix, given, family, suffix
expected-email = an e-mail address such as ana@example.com
expected-emails = a list of e-mail addresses
expected-phone = a phone number such as +44 20 7946 0000
expected-phones = a list of phone numbers
expected-url = a web address such as https://example.com
expected-address = an address in parts: street, postal_code, city, region, country
expected-address-country = an address with the two-letter code of its country, such as DE
expected-place = a latitude and a longitude such as 48.85837, 2.29448
expected-stars = a number of stars
expected-id = the id of a record
expected-ids = a list of ids of records
expected-parent = a module and the id of a record of it
expected-reference = a module and an id, such as account/01900000-0000-7000-8000-000000000000
expected-lines = a list of lines
expected-object = an object
expected-computed = a computed value
expected-country = a country or its two letters, such as DE
