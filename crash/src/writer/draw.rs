//! What a writer asks for next.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Ask, Kind, Writer};
use crate::record::{Module, Record};
use crate::stages::Stages;

impl Writer {
    /// Draws the next request.
    pub(super) fn draw(&mut self, stages: &Stages) -> Ask {
        let (chance, account) = (self.dice.below(100), self.living(Module::Account));
        let deal = self.living(Module::Opportunity);
        match (chance, account, deal) {
            (20..40, Some(account), _) => {
                let deal = self.deal(account.id, stages);
                create(self.name(), deal)
            }
            (40..50, Some(record), _) | (50..62, _, Some(record)) => self.update(record),
            (62..82, _, Some(record)) => self.shift(record, stages),
            (82..92, _, Some(record)) => delete(record),
            (92..95, Some(record), _) if !self.has_deals(record.id) => delete(record),
            (95..100, ..) => self.batch(stages),
            _ => {
                let account = self.account();
                create(self.name(), account)
            }
        }
    }

    fn name(&self) -> String {
        format!("Writer {} record {}", self.nr, self.number)
    }

    fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn account(&mut self) -> Record {
        let (id, number) = (Uuid::now_v7(), self.next_number());
        Record { module: Module::Account, id, number, stage: None, account: None, version: 1, gone: false }
    }

    fn deal(&mut self, account: Uuid, stages: &Stages) -> Record {
        let stage = Some(*self.dice.pick(stages.ids()));
        Record { module: Module::Opportunity, stage, account: Some(account), ..self.account() }
    }

    fn update(&mut self, record: Record) -> Ask {
        let number = self.next_number();
        let body = json!({ record.module.field(): number });
        change(Kind::Update, Record { number, ..record }, &body)
    }

    fn shift(&mut self, record: Record, stages: &Stages) -> Ask {
        let at = record.stage.and_then(|stage| stages.ids().iter().position(|id| *id == stage)).unwrap_or_default();
        let further = 1 + self.dice.below(stages.ids().len() as u64 - 1) as usize;
        let stage = stages.ids()[(at + further) % stages.ids().len()];
        change(Kind::Move, Record { stage: Some(stage), ..record }, &json!({ "stage": stage }))
    }

    fn batch(&mut self, stages: &Stages) -> Ask {
        let account = self.account();
        let after = vec![account.clone(), self.deal(account.id, stages), self.deal(account.id, stages)];
        let name = self.name();
        let act =
            |record: &Record| json!({ "method": "POST", "path": path(record.module), "body": body(&name, record) });
        let acts: Vec<Json> = after.iter().map(act).collect();
        asked(Kind::Batch, "POST", "/api/v1/batch".into(), &json!({ "acts": acts }), after)
    }
}

fn path(module: Module) -> String {
    format!("/api/v1/{}", module.key())
}

fn body(name: &str, record: &Record) -> Json {
    let mut body = json!({ "id": record.id, "name": name, record.module.field(): record.number });
    if record.module == Module::Opportunity {
        body["account"] = json!(record.account);
        body["stage"] = json!(record.stage);
    }
    body
}

fn create(name: String, record: Record) -> Ask {
    asked(Kind::Create, "POST", path(record.module), &body(&name, &record), vec![record])
}

fn change(kind: Kind, after: Record, body: &Json) -> Ask {
    let path = format!("{}/{}", path(after.module), after.id);
    asked(kind, "PATCH", path, body, vec![Record { version: after.version + 1, ..after }])
}

fn delete(record: Record) -> Ask {
    let path = format!("{}/{}", path(record.module), record.id);
    let after = vec![Record { gone: true, ..record }];
    Ask { kind: Kind::Delete, key: Uuid::now_v7().to_string(), method: "DELETE", path, body: String::new(), after }
}

fn asked(kind: Kind, method: &'static str, path: String, body: &Json, after: Vec<Record>) -> Ask {
    Ask { kind, key: Uuid::now_v7().to_string(), method, path, body: body.to_string(), after }
}
