//! What a new workspace comes with, so that the first deal can be entered at once: a pipeline with the usual stages.

use meta::record::Values;
use meta::{Key, Value};
use rust_decimal::Decimal;

use crate::crm::Crm;
use crate::error::Result;
use crate::records::{self, New};
use crate::work::Work;

/// The setting that says it was done; its value tells who of several at once does it.
const DONE: &str = "furnished";

/// Key, name, outcome, probability, hue, days until a record rots.
type Stage = (&'static str, &'static str, &'static str, i64, i64, Option<i64>);

/// Stages of the first pipeline.
const STAGES: [Stage; 6] = [
    ("prospecting", "Prospecting", "open", 10, 8, Some(30)),
    ("qualification", "Qualification", "open", 25, 7, Some(30)),
    ("proposal", "Proposal", "open", 50, 9, Some(21)),
    ("negotiation", "Negotiation", "open", 75, 3, Some(14)),
    ("won", "Won", "won", 100, 5, None),
    ("lost", "Lost", "lost", 0, 12, None),
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
    let pipeline = make(work, "pipeline", [("name", text("Sales")), ("is_default", Value::Bool(true))])?;
    for (position, (key, name, outcome, probability, hue, rot)) in (1..).zip(STAGES) {
        let values = [
            ("key", text(key)),
            ("name", text(name)),
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

fn make<const N: usize>(work: &mut Work, module: &str, values: [(&'static str, Value); N]) -> Result<uuid::Uuid> {
    let values: Values = values.into_iter().map(|(key, value)| (Key::of(key), value)).collect();
    Ok(records::create(work, module, New { id: None, values, source: "furnish" })?.id)
}
