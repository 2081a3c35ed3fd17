//! `Function`: the built-in functions by name. What they take and give is for `check`, what they do for `eval`.

/// A built-in function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// `not(bool)`
    Not,
    /// The first of its arguments that is not null.
    Coalesce,
    /// Null, an empty text or an empty list.
    IsEmpty,
    /// The opposite of `is empty`.
    IsDefined,
    /// The number without its sign.
    Abs,
    /// To so many places, halves away from zero.
    Round,
    /// Downwards, to so many places.
    Floor,
    /// Upwards, to so many places.
    Ceiling,
    /// The remainder, with the sign of the divisor.
    Modulo,
    /// The smallest of its arguments or of a list.
    Min,
    /// The largest of its arguments or of a list.
    Max,
    /// The sum of its arguments or of a list.
    Sum,
    /// The mean of its arguments or of a list.
    Mean,
    /// How many elements a list has.
    Count,
    /// Whether a list holds a value.
    ListContains,
    /// How many characters a text has.
    Length,
    /// In capitals.
    UpperCase,
    /// In small letters.
    LowerCase,
    /// Without white space at its ends.
    Trim,
    /// Whether a text holds another, or a list of texts an element; folded.
    Contains,
    /// Whether a text starts with another; folded.
    StartsWith,
    /// Whether a text ends with another; folded.
    EndsWith,
    /// A piece of a text from a position, counted from 1, or from the end when negative.
    Substring,
    /// The piece of a text before another; empty when it is not there.
    SubstringBefore,
    /// The piece of a text after another; empty when it is not there.
    SubstringAfter,
    /// Texts one after the other, nulls left out.
    Concat,
    /// Any value as a text.
    String,
    /// A text as a number, to so many places (6 unless told); null when it is none.
    Number,
    /// A day from a text, an instant, or year, month and day.
    Date,
    /// An instant from a text.
    DateTime,
    /// A duration from a text in ISO 8601.
    Duration,
    /// The present instant.
    Now,
    /// The present day in the company's time zone.
    Today,
    /// The year of a day.
    Year,
    /// The month of a day, 1 to 12.
    Month,
    /// The day of the month, 1 to 31.
    Day,
    /// The name of the week day in English, as in FEEL.
    DayOfWeek,
    /// Days from the first to the second, negative when it is earlier.
    DaysBetween,
    /// Whole months from the first to the second.
    MonthsBetween,
    /// Whole years from the first to the second.
    YearsBetween,
    /// A duration of so many days.
    Days,
    /// A duration of so many hours.
    Hours,
    /// A duration of so many minutes.
    Minutes,
    /// A duration of so many months.
    Months,
    /// A duration of so many years.
    Years,
}

/// Every function with its name and a usage line for messages and for documentation.
pub const ALL: &[(Function, &str, &str)] = &[
    (Function::Not, "not", "not(condition)"),
    (Function::Coalesce, "coalesce", "coalesce(value, otherwise, …)"),
    (Function::IsEmpty, "is empty", "is empty(value)"),
    (Function::IsDefined, "is defined", "is defined(value)"),
    (Function::Abs, "abs", "abs(number)"),
    (Function::Round, "round", "round(number) or round(number, places)"),
    (Function::Floor, "floor", "floor(number) or floor(number, places)"),
    (Function::Ceiling, "ceiling", "ceiling(number) or ceiling(number, places)"),
    (Function::Modulo, "modulo", "modulo(number, divisor)"),
    (Function::Min, "min", "min(a, b, …) or min(list)"),
    (Function::Max, "max", "max(a, b, …) or max(list)"),
    (Function::Sum, "sum", "sum(a, b, …) or sum(list)"),
    (Function::Mean, "mean", "mean(a, b, …) or mean(list)"),
    (Function::Count, "count", "count(list)"),
    (Function::ListContains, "list contains", "list contains(list, value)"),
    (Function::Length, "length", "length(text)"),
    (Function::Length, "string length", "string length(text)"),
    (Function::UpperCase, "upper case", "upper case(text)"),
    (Function::LowerCase, "lower case", "lower case(text)"),
    (Function::Trim, "trim", "trim(text)"),
    (Function::Contains, "contains", "contains(text, part)"),
    (Function::StartsWith, "starts with", "starts with(text, start)"),
    (Function::EndsWith, "ends with", "ends with(text, end)"),
    (Function::Substring, "substring", "substring(text, start) or substring(text, start, length)"),
    (Function::SubstringBefore, "substring before", "substring before(text, mark)"),
    (Function::SubstringAfter, "substring after", "substring after(text, mark)"),
    (Function::Concat, "concat", "concat(text, text, …)"),
    (Function::String, "string", "string(value)"),
    (Function::Number, "number", "number(text) or number(text, places)"),
    (Function::Date, "date", "date(\"2026-01-31\"), date(datetime) or date(year, month, day)"),
    (Function::DateTime, "date and time", "date and time(\"2026-01-31T14:00:00Z\")"),
    (Function::Duration, "duration", "duration(\"P1DT2H\")"),
    (Function::Now, "now", "now()"),
    (Function::Today, "today", "today()"),
    (Function::Year, "year", "year(date)"),
    (Function::Month, "month", "month(date)"),
    (Function::Day, "day", "day(date)"),
    (Function::DayOfWeek, "day of week", "day of week(date)"),
    (Function::DaysBetween, "days between", "days between(from, to)"),
    (Function::MonthsBetween, "months between", "months between(from, to)"),
    (Function::YearsBetween, "years between", "years between(from, to)"),
    (Function::Days, "days", "days(number)"),
    (Function::Hours, "hours", "hours(number)"),
    (Function::Minutes, "minutes", "minutes(number)"),
    (Function::Months, "months", "months(number)"),
    (Function::Years, "years", "years(number)"),
];

/// The most words a name has.
pub const MAX_WORDS: usize = 3;

impl Function {
    /// The function of a name, its words separated by single spaces.
    pub fn parse(name: &str) -> Option<Function> {
        ALL.iter().find(|(_, known, _)| *known == name).map(|(function, _, _)| *function)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// How it is called.
    pub fn usage(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> &'static (Function, &'static str, &'static str) {
        ALL.iter().find(|(function, _, _)| *function == self).unwrap_or(&ALL[0])
    }
}
