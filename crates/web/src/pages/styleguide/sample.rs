//! What the guide shows: a module of every type that is in no workspace, with values for its fields.

use std::sync::{Arc, LazyLock};

use crm::modules::SHIPPED;
use crm::records::{self, ListQuery};
use crm::{Result, Snapshot, Work};
use meta::record::LinkTitle;
use meta::types::{Address, Currency, Email, Geo, Money, PersonName, Phone};
use meta::value::Line;
use meta::{Catalogue, FieldType, Key, Module, Value, definition};
use rust_decimal::Decimal;
use uuid::Uuid;

const OWN: [(&str, &str); 2] =
    [("sample.toml", include_str!("sample.toml")), ("sample_line.toml", include_str!("sample_line.toml"))];

/// The shipped modules with the sample among them: made once, since its text is our own.
static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let all = SHIPPED.iter().chain(&OWN);
    let modules = all.map(|(file, text)| definition::load(file, text).expect("it is well formed"));
    Arc::new(definition::check(1, modules.collect()).expect("it holds together"))
});

/// The sample, with records of the reader's for its links.
pub struct Sample {
    /// Its definition.
    pub module: Arc<Module>,
    user: Option<Uuid>,
    team: Option<Uuid>,
    stage: Option<Uuid>,
    accounts: Vec<(Uuid, String)>,
    contacts: Vec<(Uuid, String)>,
}

impl Sample {
    /// Reads what links of the sample may lead to.
    pub fn read(work: &mut Work) -> Result<Sample> {
        let stage = work.snapshot.pipelines_of("opportunity").flat_map(|pipeline| &pipeline.stages).next();
        let stage = stage.map(|stage| stage.id);
        let (user, team) = (work.actor.user, work.actor.team);
        let (accounts, contacts) = (some(work, "account")?, some(work, "contact")?);
        Ok(Sample {
            module: CATALOGUE.module("sample").expect("it is there").clone(),
            user,
            team,
            stage,
            accounts,
            contacts,
        })
    }

    /// What is called so in the workspace, with the sample's modules beside its own.
    pub fn among(&self, snapshot: &Snapshot) -> Snapshot {
        Snapshot { schema: snapshot.schema.called(CATALOGUE.clone()), ..snapshot.clone() }
    }

    /// The records that links may choose.
    pub fn choices(&self) -> impl Iterator<Item = (&'static str, &(Uuid, String))> {
        let accounts = self.accounts.iter().map(|one| ("account", one));
        accounts.chain(self.contacts.iter().map(|one| ("contact", one)))
    }

    /// The value of a field.
    pub fn value(&self, field: &str) -> Value {
        let text = |text: &str| Value::Text(text.into());
        let id = |id: Option<Uuid>| id.map_or(Value::Null, Value::Id);
        match field {
            "text" => text("Acme renewal"),
            "longtext" => text("Three years, with an option on the Lisbon plant.\nOne invoice for the whole group."),
            "int" => Value::Int(1200),
            "decimal" => Value::Decimal(Decimal::new(12_345, 3)),
            "percent" => Value::Decimal(Decimal::from(60)),
            "money" => Value::Money(amount()),
            "bool" => Value::Bool(true),
            "date" => "2026-11-22".parse().map_or(Value::Null, Value::Date),
            "datetime" => "2026-11-22T14:30:00Z".parse().map_or(Value::Null, Value::Time),
            "duration" => Value::Duration(5_400),
            "select" => text("high"),
            "multiselect" => Value::Keys(vec!["red".into(), "blue".into()]),
            "words" => Value::Keys(vec!["renewal".into(), "vip".into()]),
            "url" => text("https://acme.example"),
            "rating" => Value::Int(3),
            "stage" => id(self.stage),
            "user" => id(self.user),
            "crew" => id(self.team),
            "link" => id(self.accounts.first().map(|(id, _)| *id)),
            "links" => Value::Ids(self.contacts.iter().map(|(id, _)| *id).collect()),
            "parent" => self.accounts.first().map_or(Value::Null, |(id, _)| Value::Ref(Key::of("account"), *id)),
            other => several(other),
        }
    }

    /// What the links of a field are called.
    pub fn titles(&self, kind: &FieldType) -> Vec<LinkTitle> {
        let called = |all: &[(Uuid, String)]| all.iter().map(|(_, title)| LinkTitle::Open(title.clone())).collect();
        match kind {
            FieldType::Links { .. } => called(&self.contacts),
            FieldType::Link { .. } | FieldType::Parent { .. } => called(&self.accounts),
            _ => Vec::new(),
        }
    }
}

/// An amount.
pub fn amount() -> Money {
    Money { amount: Decimal::from(48_200), currency: Currency::parse("EUR").unwrap_or(Currency::NONE) }
}

/// Values made of several parts.
fn several(field: &str) -> Value {
    match field {
        "person_name" => Value::Name(PersonName {
            prefix: "Dr".into(),
            given: "Marta".into(),
            family: "Oliveira".into(),
            suffix: String::new(),
        }),
        "emails" => Value::Emails(vec![
            Email {
                value: "marta@acme.example".into(),
                r#type: "work".into(),
                primary: true,
                opted_out: false,
                invalid: false,
            },
            Email {
                value: "old@acme.example".into(),
                r#type: "home".into(),
                primary: false,
                opted_out: true,
                invalid: true,
            },
        ]),
        "phones" => Value::Phones(vec![Phone {
            value: "+351 21 555 01 01".into(),
            r#type: "mobile".into(),
            primary: true,
            opted_out: false,
            invalid: false,
        }]),
        "address" => Value::Address(Box::new(Address {
            street: "Rua da Prata 12".into(),
            postal_code: "1100-415".into(),
            city: "Lisboa".into(),
            region: String::new(),
            country: "PT".into(),
        })),
        "geo" => Value::Geo(Geo { lat: 38_709_500, lon: -9_137_000 }),
        "children" => Value::Lines(vec![line("Installation", 2), line("Training", 1)]),
        _ => Value::Null,
    }
}

fn line(name: &str, amount: i64) -> Line {
    let mut line = Line::default();
    line.values.set(Key::of("name"), Value::Text(name.into()));
    line.values.set(Key::of("amount"), Value::Int(amount));
    line
}

/// The first two records of a module, if the reader sees any.
fn some(work: &mut Work, module: &str) -> Result<Vec<(Uuid, String)>> {
    if !work.actor.rights.may_read(module) {
        return Ok(Vec::new());
    }
    let page = records::list(work, module, &ListQuery { limit: 2, ..ListQuery::default() })?;
    Ok(page.records.into_iter().map(|record| (record.id, record.title)).collect())
}
