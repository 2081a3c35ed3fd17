//! Fields: for every type its control in a form, how what was typed becomes a value, and how a value is shown. One file
//! a type or family.
//!
//! A control is drawn from pairs as they were typed, so that a refused form comes back as it was; a saved value is first
//! written as the pairs that somebody would have typed for it.

mod address;
mod contact_points;
mod dates;
mod duration;
mod geo;
pub mod lines;
pub mod links;
mod money;
mod numbers;
mod parent;
mod person_name;
mod rating;
mod selects;
mod stage;
mod tags;
mod texts;
mod truth;

use std::collections::HashMap;

use crm::Snapshot;
use crm::access::Rights;
use crm::pipelines::Stage;
use maud::{Markup, html};
use meta::record::LinkTitle;
use meta::types::Fault;
use meta::{Field, FieldType, Key, Value};
use uuid::Uuid;

use crate::components::format::Formats;
use crate::pairs::Pairs;

/// What values are shown with.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// How the reader writes numbers and times.
    pub formats: &'a Formats,
    /// Definitions, people, stages with their hues.
    pub snapshot: &'a Snapshot,
    /// What the reader may do.
    pub rights: &'a Rights,
    /// What records are called whose names do not come with the value, such as those that lines link to.
    pub names: &'a HashMap<Uuid, String>,
    /// In a table: links without icons.
    pub brief: bool,
}

impl Look<'_> {
    /// A stage by id.
    pub fn stage(&self, id: Uuid) -> Option<&Stage> {
        self.snapshot.pipelines.iter().flat_map(|pipeline| &pipeline.stages).find(|stage| stage.id == id)
    }
}

/// A record that a link control offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is sent: an id, or module and id.
    pub value: String,
    /// What it is called.
    pub text: String,
}

/// The records that link controls offer, by module and field, and what chosen ones are called.
#[derive(Debug, Default)]
pub struct Offers {
    /// The first few, for browsers without script.
    pub first: HashMap<(Key, Key), Vec<Offer>>,
    /// What chosen records are called, by what is sent.
    pub chosen: HashMap<String, String>,
}

/// A field's control in a form.
pub struct Input<'a> {
    /// The module of the field.
    pub module: &'a Key,
    /// The field.
    pub field: &'a Field,
    /// Its name in the form: `amount`, or `lines[0][amount]`.
    pub name: &'a str,
    /// Must be filled.
    pub required: bool,
    /// What is wrong with what was typed, by the name of the control.
    pub errors: &'a HashMap<String, String>,
    /// What it shows.
    pub typed: &'a Pairs,
    /// Formats, people, stages.
    pub look: Look<'a>,
    /// Records to link.
    pub offers: &'a Offers,
    /// The records can be searched for while typing.
    pub pickers: bool,
}

impl<'a> Input<'a> {
    /// The name of a part of a composite value.
    pub fn part(&self, part: &str) -> String {
        format!("{}[{part}]", self.name)
    }

    /// What was typed for the whole.
    pub fn value(&self) -> &'a str {
        self.typed.get(self.name).unwrap_or_default()
    }

    /// What was typed for a part.
    pub fn part_value(&self, part: &str) -> &'a str {
        self.typed.get(&self.part(part)).unwrap_or_default()
    }

    /// The id of the first control, which labels and error summaries lead to.
    pub fn id(&self) -> String {
        control_id(self.name)
    }

    /// The id of the sentence that describes the control, if there is one.
    pub fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.field.help.is_some() {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.errors.contains_key(self.name) {
            ids.push(format!("{}-error", self.id()));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `true` when something is wrong with it.
    pub fn invalid(&self) -> Option<&'static str> {
        self.errors.contains_key(self.name).then_some("true")
    }
}

/// The id of the first control of a name: `f-lines-0-amount`.
pub fn control_id(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    format!("f-{}", plain.trim_end_matches('-').replace("--", "-"))
}

/// What is wrong with the parts of what was typed: the part's suffix such as `[0][amount]`, empty for the whole.
pub type Faults = Vec<(String, Fault)>;

/// Whether a field is several controls, which a legend names instead of a label.
pub fn is_group(kind: &FieldType) -> bool {
    use FieldType as T;
    match kind {
        T::MultiSelect { options } => options.len() <= selects::FEW,
        T::PersonName | T::Emails | T::Phones | T::Address | T::Geo | T::Rating { .. } | T::Children { .. } => true,
        _ => false,
    }
}

/// Whether a field takes a whole row of the form.
pub fn is_wide(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(
        kind.shown(),
        T::LongText { .. } | T::PersonName | T::Emails | T::Phones | T::Children { .. } | T::Links { .. } | T::Tags
    )
}

/// The control of a field.
pub fn input(input: &Input) -> Markup {
    use FieldType as T;
    match &input.field.kind {
        T::Text { .. } | T::LongText { .. } | T::Url => texts::input(input),
        T::Int { .. } | T::Decimal { .. } | T::Percent { .. } => numbers::input(input),
        T::Money { .. } => money::input(input),
        T::Bool => truth::input(input),
        T::Date | T::DateTime => dates::input(input),
        T::Duration => duration::input(input),
        T::Select { options } => selects::one(input, options),
        T::MultiSelect { options } => selects::several(input, options),
        T::Stage => stage::input(input),
        T::Tags => tags::input(input),
        T::PersonName => person_name::input(input),
        T::Emails | T::Phones => contact_points::input(input),
        T::Address => address::input(input),
        T::Geo => geo::input(input),
        T::Rating { max } => rating::input(input, *max),
        T::Link { .. } | T::Links { .. } | T::User | T::Team => links::input(input),
        T::Parent { .. } => parent::input(input),
        T::Children { to, by } => lines::input(input, to, by),
        T::Id | T::Autonumber { .. } | T::Formula { .. } | T::Rollup { .. } | T::Lookup { .. } => html! {},
    }
}

/// The pairs somebody would have typed for a value.
pub fn typed(field: &Field, name: &str, value: &Value, look: Look) -> Pairs {
    let mut pairs = Pairs::default();
    match value {
        Value::Null => {}
        Value::Money(amount) => money::typed(name, amount, look, &mut pairs),
        Value::Time(at) => pairs.push(name, look.formats.wall(*at)),
        Value::Decimal(number) => pairs.push(name, look.formats.typed(number)),
        Value::Name(person) => person_name::typed(name, person, &mut pairs),
        Value::Emails(_) | Value::Phones(_) => contact_points::typed(name, value, &mut pairs),
        Value::Address(place) => address::typed(name, place, &mut pairs),
        Value::Geo(point) => geo::typed(name, point, look, &mut pairs),
        Value::Ids(ids) => ids.iter().for_each(|id| pairs.push(name, id.to_string())),
        Value::Keys(keys) => keys.iter().for_each(|key| pairs.push(name, key)),
        Value::Lines(rows) => lines::typed(field, name, rows, look, &mut pairs),
        Value::Text(text) => pairs.push(name, text),
        other => pairs.push(name, field.kind.cell(other)),
    }
    pairs
}

/// The value of what was typed for a field.
pub fn read(field: &Field, name: &str, given: &Pairs, look: Look) -> Result<Value, Faults> {
    use FieldType as T;
    let whole = |fault: Fault| vec![(String::new(), fault)];
    match &field.kind {
        T::Money { .. } => money::read(field, name, given, look).map_err(whole),
        T::PersonName => person_name::read(field, name, given).map_err(whole),
        T::Emails | T::Phones => contact_points::read(field, name, given).map_err(whole),
        T::Address => address::read(field, name, given).map_err(whole),
        T::Geo => geo::read(field, name, given, look).map_err(whole),
        T::MultiSelect { .. } | T::Tags => selects::read(field, name, given).map_err(whole),
        T::Links { .. } => links::read_several(field, name, given).map_err(whole),
        T::Rating { .. } if given.text(name) == "0" => Ok(Value::Null),
        T::Children { to, by } => lines::read(name, to, by, given, look),
        kind => kind.parse(given.text(name), &look.formats.reading()).map_err(whole),
    }
}

/// A value as people read it; what links are called is given beside it.
pub fn show(kind: &FieldType, value: &Value, titles: &[LinkTitle], look: Look) -> Markup {
    use FieldType as T;
    if value.is_empty() {
        return html! { span.none {} };
    }
    match (kind.shown(), value) {
        (T::LongText { .. }, Value::Text(text)) => html! { span.longtext { (text) } },
        (T::Url, Value::Text(url)) => texts::show_url(url),
        (T::Select { options }, Value::Text(key)) => selects::badge(options, key),
        (T::MultiSelect { options }, Value::Keys(keys)) => html! {
            span.tags { @for key in keys { (selects::badge(options, key)) } }
        },
        (T::Tags, Value::Keys(words)) => tags::show(words),
        (T::Percent { .. }, Value::Decimal(number)) => numbers::show_percent(number, look),
        (_, Value::Decimal(number)) => html! { (look.formats.number(number)) },
        (T::Rating { max }, Value::Int(stars)) => rating::show(*stars, *max, look.formats.lang()),
        (kind, Value::Int(number)) => html! { (numbers::whole(kind, *number, look)) },
        (_, Value::Money(amount)) => {
            // What is worked out over currencies has more places than anybody pays.
            let text = match kind {
                T::Formula { .. } | T::Rollup { .. } => look.formats.rounded(amount),
                _ => look.formats.money(amount),
            };
            if look.brief {
                html! { (text) }
            } else {
                html! { span.nowrap { (text) } }
            }
        }
        (_, Value::Bool(yes)) => truth::show(*yes, look.formats.lang()),
        (_, Value::Date(day)) => dates::show_day(*day, look),
        (_, Value::Time(at)) => dates::show_time(*at, look),
        (_, Value::Duration(_)) => html! { (kind.show(value)) },
        (_, Value::Emails(_) | Value::Phones(_)) => contact_points::show(value, look.formats.lang()),
        (_, Value::Address(place)) => address::show(place, look.formats.lang()),
        (_, Value::Geo(point)) => geo::show(point),
        (T::Stage, Value::Id(id)) => stage::show(*id, titles.first(), look),
        (kind, Value::Id(id)) => links::show(kind, *id, titles.first(), look),
        (T::Links { to, .. }, Value::Ids(ids)) => links::show_several(to, ids, titles, look),
        (_, Value::Ref(module, id)) => links::show_record(module, *id, titles.first(), look),
        (T::Children { to, by }, Value::Lines(rows)) => lines::show(to, by, rows, look),
        (kind, value) => html! { (kind.show(value)) },
    }
}

/// Whether values stand at the end of their column.
pub fn is_figure(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(kind.shown(), T::Int { .. } | T::Decimal { .. } | T::Percent { .. } | T::Money { .. } | T::Duration)
}
