//! What a new workspace comes with, so that the first deal can be entered at once: a pipeline with the usual stages, called
//! so in the language in which the workspace is set up.

use meta::record::Values;
use meta::{Filter, Key, Op, Value};
use rust_decimal::Decimal;
use words::Language;

use crate::crm::Crm;
use crate::error::Result;
use crate::records::{self, ListQuery, New};
use crate::work::Work;

/// The setting that says it was done; its value tells who of several at once does it.
const DONE: &str = "furnished";

/// Key, the message of its name, outcome, probability, hue, days until a record rots.
type Stage = (&'static str, &'static str, &'static str, i64, i64, Option<i64>);

/// What the first pipeline is called.
const PIPELINE: &str = "first-pipeline";
/// Stages of the first pipeline.
const STAGES: [Stage; 6] = [
    ("prospecting", "first-stage-prospecting", "open", 10, 8, Some(30)),
    ("qualification", "first-stage-qualification", "open", 25, 7, Some(30)),
    ("proposal", "first-stage-proposal", "open", 50, 9, Some(21)),
    ("negotiation", "first-stage-negotiation", "open", 75, 3, Some(14)),
    ("won", "first-stage-won", "won", 100, 5, None),
    ("lost", "first-stage-lost", "lost", 0, 12, None),
];

/// Furnishes a workspace once.
pub fn furnish(crm: &Crm) -> Result<()> {
    if crm.store().read(|tx| store::settings::get(tx, DONE)).wait()?.is_some() {
        return Ok(());
    }
    crm.write(&crm.system(), "furnish", |work| {
        let mine = uuid::Uuid::new_v4().to_string();
        match store::settings::keep(work.tx, DONE, &mine)? == mine {
            true => pipeline(work),
            false => Ok(()),
        }
    })
    .wait()
}

fn pipeline(work: &mut Work) -> Result<()> {
    let text = |text: &str| Value::Text(text.to_string());
    let pipeline =
        make(work, "pipeline", [("name", text(Language::En.text(PIPELINE))), ("is_default", Value::Bool(true))])?;
    for (position, (key, name, outcome, probability, hue, rot)) in (1..).zip(STAGES) {
        let values = [
            ("key", text(key)),
            ("name", text(Language::En.text(name))),
            ("pipeline", Value::Id(pipeline)),
            ("position", Value::Int(position)),
            ("outcome", text(outcome)),
            ("probability", Value::Decimal(Decimal::from(probability))),
            ("hue", Value::Int(hue)),
            ("rot_days", rot.map_or(Value::Null, Value::Int)),
        ];
        make(work, "stage", values)?;
    }
    Ok(())
}

/// Calls what is still called as it came by its name in another language.
pub(crate) fn call(work: &mut Work, language: Language) -> Result<()> {
    let pipeline = [("pipeline", PIPELINE)];
    for (module, message) in pipeline.into_iter().chain(STAGES.map(|(_, message, ..)| ("stage", message))) {
        let (came, called) = (Language::En.text(message), language.text(message));
        if came == called {
            continue;
        }
        let filter = Filter::test(Key::of("name"), Op::Eq, Value::Text(came.into()));
        let found = records::list(work, module, &ListQuery { filter, limit: 1, ..ListQuery::default() })?;
        for record in found.records {
            let values: Values = [(Key::of("name"), Value::Text(called.into()))].into_iter().collect();
            records::update(work, module, record.id, values, None)?;
        }
    }
    Ok(())
}

fn make<const N: usize>(work: &mut Work, module: &str, values: [(&'static str, Value); N]) -> Result<uuid::Uuid> {
    let values: Values = values.into_iter().map(|(key, value)| (Key::of(key), value)).collect();
    Ok(records::create(work, module, New { id: None, values, source: "furnish" })?.id)
}
