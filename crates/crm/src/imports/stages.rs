//! Stages by what files call them: key, name, or pipeline and name. The default pipeline is asked first.

use meta::fold::fold;
use uuid::Uuid;

use super::links::Lead;
use crate::pipelines::Pipeline;
use crate::snapshot::Snapshot;

/// The stages of a module's pipelines.
pub struct Stages {
    /// Default pipelines first, retired ones last.
    pipelines: Vec<Pipeline>,
}

impl Stages {
    /// Those of a module.
    pub fn of(snapshot: &Snapshot, module: &str) -> Stages {
        let mut pipelines: Vec<Pipeline> = snapshot.pipelines_of(module).cloned().collect();
        pipelines.sort_by_key(|pipeline| (!pipeline.is_default, !pipeline.active));
        Stages { pipelines }
    }

    /// Where a text leads, among the stages of one pipeline (folded name) or of all.
    pub fn lead(&self, text: &str, pipeline: Option<&str>) -> Lead {
        let wanted = fold(text);
        let asked = |candidate: &&Pipeline| pipeline.is_none_or(|name| fold(&candidate.name) == name);
        if let Some(id) = Uuid::try_parse(text.trim()).ok().filter(|id| self.holds(*id)) {
            return Lead::To(id);
        }
        let asked: Vec<&Pipeline> = self.pipelines.iter().filter(asked).collect();
        let own = asked.first().filter(|first| first.is_default).and_then(|first| stage(first, &wanted));
        if let Some(id) = own {
            return Lead::To(id);
        }
        let full = |pipeline: &Pipeline| {
            let (name, stage_name) = text.rsplit_once(" / ")?;
            (fold(name) == fold(&pipeline.name)).then(|| stage(pipeline, &fold(stage_name)))?
        };
        let found: Vec<Uuid> =
            asked.iter().filter_map(|pipeline| stage(pipeline, &wanted).or_else(|| full(pipeline))).collect();
        match found[..] {
            [] => Lead::Nowhere,
            [one] => Lead::To(one),
            _ => Lead::Ambiguous,
        }
    }

    /// The shortest text that leads to a stage again.
    pub fn called(&self, id: Uuid) -> String {
        for pipeline in &self.pipelines {
            if let Some(stage) = pipeline.stages.iter().find(|stage| stage.id == id) {
                let full = format!("{} / {}", pipeline.name, stage.name);
                let fitting = [stage.name.clone(), full].into_iter().find(|name| self.lead(name, None) == Lead::To(id));
                return fitting.unwrap_or_else(|| id.to_string());
            }
        }
        id.to_string()
    }

    fn holds(&self, id: Uuid) -> bool {
        self.pipelines.iter().flat_map(|pipeline| &pipeline.stages).any(|stage| stage.id == id)
    }
}

/// The stage of a pipeline with a key, else a name.
fn stage(pipeline: &Pipeline, wanted: &str) -> Option<Uuid> {
    let by_key = pipeline.stages.iter().find(|stage| fold(&stage.key) == wanted);
    by_key.or_else(|| pipeline.stages.iter().find(|stage| fold(&stage.name) == wanted)).map(|stage| stage.id)
}
