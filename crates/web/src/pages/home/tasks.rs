//! My open tasks: overdue first, then by due date.

use crm::records::{self, ListQuery};
use crm::{Result, Work};
use maud::{Markup, html};
use meta::layout::SortKey;
use meta::{Filter, Key, Op, Operand, Path, Record, Test, Value};
use words::said;

use crate::components::empty;
use crate::components::icon::icon;
use crate::pages::records::Scene;
use crate::pages::records::show::task_item;

/// Tasks shown at once.
const SHOWN: usize = 10;

/// Somebody's open tasks.
pub struct Tasks {
    scene: Scene,
    tasks: Vec<Record>,
    more: bool,
}

/// Reads the actor's open tasks. Nothing where the role does not see whose they are and which are open.
pub fn read(work: &mut Work, home: &Scene) -> Result<Option<Tasks>> {
    let scene = home.beside(work, "task")?;
    if !scene.sees(&Key::of("owner")) || !scene.sees(&Key::of("status")) {
        return Ok(None);
    }
    let query = ListQuery {
        filter: mine_open(),
        sort: SortKey::parse("due").into_iter().collect(),
        fields: ["subject", "due", "priority", "owner", "about"].map(|key| Path::of(Key::of(key))).to_vec(),
        limit: SHOWN,
        ..ListQuery::default()
    };
    let page = records::list(work, "task", &query)?;
    Ok(Some(Tasks { scene, tasks: page.records, more: page.next.is_some() }))
}

fn mine_open() -> Filter {
    let mine = Test { path: Path::of(Key::of("owner")), op: Op::Eq, operand: Operand::Me };
    Filter::Test(mine).and(Filter::test(Key::of("status"), Op::Eq, Value::Text("open".into())))
}

impl Tasks {
    fn overdue(&self) -> usize {
        let today = self.scene.formats.today();
        self.tasks.iter().filter(|task| matches!(task.get("due"), Value::Date(day) if *day < today)).count()
    }

    /// `7 tasks, 2 of them late`
    pub fn words(&self) -> String {
        let (count, late) = (self.tasks.len(), self.overdue());
        let shown = format!("{count}{}", if self.more { "+" } else { "" });
        self.scene.lang().say(match (count, late) {
            (0, _) => said!("home-nothing-to-do"),
            (_, 0) => said!("home-tasks-open", count = count, shown = shown),
            _ => said!("home-tasks-late", count = count, shown = shown, late = late.to_string()),
        })
    }

    /// The card of tasks.
    pub fn card(&self) -> Markup {
        let all = "/task?filter[status][eq]=open&view=mine&sort=due";
        let (lang, title) = (self.scene.lang(), self.scene.lang().text("home-tasks"));
        html! {
            section.card aria-label=(title) {
                div.card-header {
                    h2 { (title) }
                    @if self.scene.rights.may_create("task") {
                        a.button.quiet.small href="/task/new?back=/" data-dialog-load=(lang.text("home-task-new")) { (icon("plus")) (lang.text("home-task-add")) }
                    }
                }
                @if self.tasks.is_empty() { (empty::small(lang.text("home-tasks-none"))) } @else {
                    ul.card-list { @for task in &self.tasks { (task_item(&self.scene, task, "/")) } }
                    @if self.more { p.card-footer { a href=(all) { (lang.text("show-all")) } } }
                }
            }
        }
    }
}
