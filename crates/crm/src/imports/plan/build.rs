//! Building a plan: targets of columns, templates and constants become recipes; what they say is checked.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeZone, Utc};
use meta::catalogue::Part;
use meta::fold::fold;
use meta::types::Reading;
use meta::{Field, FieldType, Op};
use words::{Said, said};

use super::targets::{Fillable, Targets, targets};
use super::{By, Filling, Piece, Place, Plan, Recipe, Rule};
use crate::actor::Actor;
use crate::error::{Error, FieldError, Result};
use crate::imports::likeness::{self, plain};
use crate::imports::map::{Link, Map};
use crate::imports::template::Template;
use crate::snapshot::Snapshot;

/// Holds a header and a map against a module. `matching` stands above what the map says.
pub fn plan(
    snapshot: &Snapshot,
    actor: &Actor,
    module: &str,
    header: &[String],
    map: &Map,
    matching: &[String],
) -> Result<Plan> {
    let module = snapshot.module(module).filter(|module| actor.rights.may_read(&module.key)).cloned();
    let module = module.ok_or_else(|| Error::NotFound(said!("missing-the-module")))?;
    let fillable = Fillable::new(&module, actor);
    let mut errors = Vec::new();
    let found = targets(header, map, &fillable, &mut errors);
    let mut builder = Builder { snapshot, fillable: &fillable, header, map, recipes: Vec::new(), errors };
    let id = builder.columns(&found);
    builder.constants();
    builder.templates();
    builder.translations();
    builder.links();
    builder.recipes.sort_by_key(|recipe| module.fields.get_index_of(&recipe.field.key));
    builder.fill_places();
    let stated = if matching.is_empty() { &map.matching } else { matching };
    let matching = builder.matching(stated, id);
    let Builder { recipes, errors, .. } = builder;
    if !errors.is_empty() {
        return Err(Error::BadRequest(errors));
    }
    let notes = notes(&found);
    let (columns, empty) = (found.columns, map.reading.empty);
    let header = header.to_vec();
    Ok(Plan { module: module.clone(), recipes, id, matching, empty, header, columns, doubtful: false, notes })
}

fn notes(found: &Targets) -> Vec<Said> {
    match found.passed_over.is_empty() {
        true => Vec::new(),
        false => vec![said!("imports-left-out", columns = found.passed_over.join(", "))],
    }
}

struct Builder<'a> {
    snapshot: &'a Snapshot,
    fillable: &'a Fillable<'a>,
    header: &'a [String],
    map: &'a Map,
    recipes: Vec<Recipe>,
    errors: Vec<FieldError>,
}

impl Builder<'_> {
    fn refuse(&mut self, place: &str, detail: impl Into<Said>) {
        self.errors.push(FieldError::new(place, "invalid", detail));
    }

    /// Gives each column to its field; gives the column of ids.
    fn columns(&mut self, found: &Targets) -> Option<usize> {
        let mut id = None;
        for (at, target) in found.columns.iter().enumerate() {
            let name = &self.header[at];
            match target.as_deref() {
                None => {}
                Some("id") => id = Some(at),
                Some(target) => {
                    let writing = self.map.reading.of(name);
                    let Some(piece) = self.piece(name, target) else { continue };
                    if let Some(other) = piece.column.replace(at) {
                        let both = said!("imports-given-twice", target = target, column = self.header[other].as_str());
                        self.refuse(name, both);
                        continue;
                    }
                    piece.reading.decimal = writing.decimal.unwrap_or('.');
                    piece.reading.date_order = writing.date_order.unwrap_or_default();
                    piece.times = writing.times;
                }
            }
        }
        id
    }

    fn constants(&mut self) {
        for (target, value) in &self.map.constants {
            if let Some(piece) = self.piece(target, target) {
                piece.constant = Some(value.0.clone());
            }
        }
    }

    fn templates(&mut self) {
        for (target, templates) in &self.map.templates {
            for text in &templates.0 {
                match Template::parse(text) {
                    Err(problem) => self.refuse(target, problem),
                    Ok(template) => {
                        if let Some(piece) = self.piece(target, target) {
                            piece.templates.push(Filling { template, places: Vec::new() });
                        }
                    }
                }
            }
        }
    }

    fn translations(&mut self) {
        for (target, values) in &self.map.values {
            let texts = values.iter().map(|(from, to)| (from.trim().to_string(), to.0.clone())).collect();
            let (key, part) = split(target);
            let given = self.recipes.iter_mut().find(|recipe| recipe.field.key == *key);
            let piece = given.and_then(|r| r.pieces.iter_mut().find(|p| p.part.map(Part::name) == part));
            match piece {
                Some(piece) => piece.values = texts,
                None => self.refuse(&format!("values.{target}"), said!("imports-no-column")),
            }
        }
    }

    /// The piece of a target, made when missing; an error is noted under `place`.
    fn piece(&mut self, place: &str, target: &str) -> Option<&mut Piece> {
        let (_, part) = split(target);
        let field = match self.fillable.field(target) {
            Ok(field) => field,
            Err(problem) => {
                self.refuse(place, problem);
                return None;
            }
        };
        let part = match part.map(|name| (name, Part::of(&field.kind, name))) {
            None => None,
            Some((_, Some(part))) => Some(part),
            Some((name, None)) => {
                self.refuse(place, said!("imports-no-part", field = field.key.as_str(), part = name));
                return None;
            }
        };
        let at = self.recipes.iter().position(|recipe| recipe.field.key == field.key).unwrap_or_else(|| {
            let field = self.fillable.module.fields[&field.key].clone();
            self.recipes.push(Recipe { link: usual_rule(&field), field, pieces: Vec::new() });
            self.recipes.len() - 1
        });
        let fresh = Piece {
            part,
            column: None,
            templates: Vec::new(),
            constant: None,
            values: HashMap::new(),
            reading: reading(self.snapshot),
            times: None,
        };
        let pieces = &mut self.recipes[at].pieces;
        let piece = pieces.iter().position(|piece| piece.part == part).unwrap_or_else(|| {
            pieces.push(fresh);
            pieces.len() - 1
        });
        Some(&mut pieces[piece])
    }

    fn links(&mut self) {
        for (key, link) in &self.map.links {
            let at = self.recipes.iter().position(|recipe| recipe.field.key == key.as_str());
            let Some(at) = at else {
                self.refuse(&format!("links.{key}"), said!("imports-no-column"));
                continue;
            };
            let field = self.recipes[at].field.clone();
            match self.rule(&field, link) {
                Ok(rule) => self.recipes[at].link = Some(rule),
                Err(problem) => self.refuse(&format!("links.{key}"), problem),
            }
        }
    }

    fn rule(&self, field: &Field, link: &Link) -> std::result::Result<Rule, Said> {
        let target = match &field.kind {
            FieldType::Links { to, .. } => Some(to.as_str()),
            kind => kind.target(),
        };
        let target = target.ok_or_else(|| said!("imports-no-single-module", field = field.key.as_str()))?;
        let target = self.snapshot.module(target).ok_or_else(|| said!("imports-module-unknown", module = target))?;
        let stage = matches!(field.kind, FieldType::Stage);
        if link.pipeline.is_some() && !stage {
            return Err(said!("imports-only-stages"));
        }
        let by = link.by.as_deref().map(|by| match target.field(by) {
            Some(found) if found.kind.ops().contains(&Op::In) => Ok(found.key.clone()),
            Some(_) => Err(said!("imports-not-compared", field = by, module = target.key.as_str())),
            None => {
                let fields: Vec<&Field> = target.fields.values().map(|field| &**field).collect();
                let nearest = likeness::nearest_field(by, &fields).unwrap_or_default();
                let module = target.key.as_str();
                Err(said!("imports-nearest-field", module = module, field = by, nearest = nearest))
            }
        });
        let pipeline = link.pipeline.as_deref().map(fold);
        Ok(Rule { by: by.transpose()?, create: link.create, pipeline })
    }

    /// Finds where the values of the places in templates come from.
    fn fill_places(&mut self) {
        let person = self.recipes.iter().any(|recipe| matches!(recipe.field.kind, FieldType::PersonName));
        let mut wanted = Vec::new();
        for (r, recipe) in self.recipes.iter().enumerate() {
            for (p, piece) in recipe.pieces.iter().enumerate() {
                for (t, filling) in piece.templates.iter().enumerate() {
                    wanted.push((r, p, t, filling.template.names().to_vec()));
                }
            }
        }
        for (r, p, t, names) in wanted {
            let places: Vec<Option<Place>> = names.iter().map(|name| self.place(name, person)).collect();
            if let Some(missing) = places.iter().position(Option::is_none) {
                let key = self.recipes[r].field.key.to_string();
                let detail = said!("imports-place-unknown", place = format!("{{{}}}", names[missing]));
                self.refuse(&format!("templates.{key}"), detail);
            }
            self.recipes[r].pieces[p].templates[t].places = places.into_iter().flatten().collect();
        }
    }

    fn place(&self, name: &str, person: bool) -> Option<Place> {
        let column = self.header.iter().position(|column| plain(column) == plain(name));
        let of_column = |at: usize| self.find_piece(|_, piece| piece.column == Some(at)).unwrap_or(Place::Column(at));
        let (key, part) = split(name);
        let by_key = || self.find_piece(|recipe, piece| recipe.field.key == *key && piece.part.map(Part::name) == part);
        match name {
            "first" if person && column.is_none() => Some(Place::First),
            "last" if person && column.is_none() => Some(Place::Last),
            _ => column.map(of_column).or_else(by_key),
        }
    }

    fn find_piece(&self, fits: impl Fn(&Recipe, &Piece) -> bool) -> Option<Place> {
        self.recipes.iter().enumerate().find_map(|(r, recipe)| {
            let p = recipe.pieces.iter().position(|piece| fits(recipe, piece))?;
            Some(Place::Piece(r, p))
        })
    }

    fn matching(&mut self, stated: &[String], id: Option<usize>) -> Vec<By> {
        if stated.is_empty() {
            return id.map(|_| By::Id).into_iter().collect();
        }
        let mut by = Vec::new();
        for key in stated {
            let recipe = self.recipes.iter().position(|recipe| recipe.field.key == key.as_str());
            match recipe {
                _ if key == "id" && id.is_some() => by.push(By::Id),
                Some(at) if self.fillable.finds(&self.recipes[at].field) => by.push(By::Recipe(at)),
                Some(_) => self.refuse("match", said!("imports-not-findable", field = key.as_str())),
                None => self.refuse("match", said!("imports-not-given", field = key.as_str())),
            }
        }
        by
    }
}

fn split(target: &str) -> (&str, Option<&str>) {
    target.split_once('.').map_or((target, None), |(key, part)| (key, Some(part)))
}

fn usual_rule(field: &Field) -> Option<Rule> {
    let linked =
        field.kind.target().is_some() || matches!(field.kind, FieldType::Links { .. } | FieldType::Parent { .. });
    linked.then_some(Rule { by: None, create: false, pipeline: None })
}

/// Numbers with a point, ISO dates, amounts in the base currency, times of the company's zone.
fn reading(snapshot: &Snapshot) -> Reading {
    let zone = snapshot.company.zone();
    let local = move |wall: NaiveDateTime| Some(zone.from_local_datetime(&wall).earliest()?.with_timezone(&Utc));
    Reading { local: Arc::new(local), ..Reading::plain(snapshot.company.base_currency) }
}
