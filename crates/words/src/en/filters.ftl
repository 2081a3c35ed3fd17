# Filters in words, and what is wrong with them.

filters-everything = everything
filters-nothing = nothing
filters-and = { $first } and { $next }
filters-or = { $first } or { $next }
filters-not = not ({ $what })
filters-has = has { $what }
filters-has-with = has { $what } with ({ $filter })
filters-unknown = { $what } is not known
filters-empty = { $field } is empty
filters-filled = { $field } is not empty
filters-is = { $field } is { $value }
filters-is-not = { $field } is not { $value }
filters-before = { $field } is before { $value }
filters-not-after = { $field } is not after { $value }
filters-after = { $field } is after { $value }
filters-not-before = { $field } is not before { $value }
filters-of = { $value }
filters-less = { $field } is less than { $value }
filters-most = { $field } is at most { $value }
filters-more = { $field } is more than { $value }
filters-least = { $field } is at least { $value }
filters-contains = { $field } contains { $value }
filters-starts = { $field } starts with { $value }
filters-me = me
filters-my-team = somebody of my team
filters-my-people = me or somebody who reports to me
part-amount = amount
part-currency = currency
part-given = given
part-family = family
part-street = street
part-postal-code = postal code
part-city = city
part-region = region
part-country = country
period-yesterday = yesterday
period-today = today
period-tomorrow = tomorrow
period-last-week = last week
period-this-week = this week
period-next-week = next week
period-last-month = last month
period-this-month = this month
period-next-month = next month
period-last-quarter = last quarter
period-this-quarter = this quarter
period-next-quarter = next quarter
period-last-year = last year
period-this-year = this year
period-next-year = next year
period-of-yesterday = yesterday
period-of-today = today
period-of-tomorrow = tomorrow
period-of-last-week = last week
period-of-this-week = this week
period-of-next-week = next week
period-of-last-month = last month
period-of-this-month = this month
period-of-next-month = next month
period-of-last-quarter = last quarter
period-of-this-quarter = this quarter
period-of-next-quarter = next quarter
period-of-last-year = last year
period-of-this-year = this year
period-of-next-year = next year
period-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
period-weeks-ago = { $count ->
    [one] { $count } week ago
   *[other] { $count } weeks ago
}
period-months-ago = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
period-quarters-ago = { $count ->
    [one] { $count } quarter ago
   *[other] { $count } quarters ago
}
period-years-ago = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}
period-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
period-in-weeks = { $count ->
    [one] in { $count } week
   *[other] in { $count } weeks
}
period-in-months = { $count ->
    [one] in { $count } month
   *[other] in { $count } months
}
period-in-quarters = { $count ->
    [one] in { $count } quarter
   *[other] in { $count } quarters
}
period-in-years = { $count ->
    [one] in { $count } year
   *[other] in { $count } years
}
filters-no-value = must be compared with a value; use the operator empty to find what has none
filters-no-digit = must be compared with at least one digit
filters-one-value = must be compared with one value; only the operator in takes several
filters-list-of-values = must be compared with a list of values
filters-unlike = must be compared with { $expected }
filters-stage = must be the id or key of a stage; no stage is called “{ $key }”
filters-relation = is not a relation of { $module }
filters-operator = has no operator “{ $name }”; it has { $names }
filters-object = must be an object with field, op and value, or with and, or, not, related
filters-lists = must give a list to and, or
filters-stranger = must not hold “{ $name }” here
filters-written = must be written filter[field][op]=value
filters-json = must be JSON: { $error }
filters-too-deep = must be nested at most { $most } deep
filters-most-tests = must have at most { $most } tests
filters-most-values = must be compared with at most { $most } values; there are { $count }
filters-most-values-in-all = must compare with at most { $most } values in all
