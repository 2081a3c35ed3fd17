//! The format of a module file, as it is written: flat structs that serde reads and writes and schemars describes.
//!
//! Their documentation is what editors show while somebody types a definition. Nothing is checked here beyond shape; the
//! reader gives meaning and messages.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::type_name::TypeName;
use crate::layout::ViewKind;
use crate::{FieldLevel, Rights};

/// A Kith module: one kind of record, its fields, pages and rights.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Kith module")]
pub struct RawModule {
    /// The key: table name, page address and API name, in the singular.
    pub module: String,
    /// Name shown to people, `{ one = "Visit", many = "Visits" }` or just the singular. Made from the key when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<RawLabel>,
    /// A Lucide icon name, such as `target`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The part of the side menu it stands in: `sales`, `work`, `admin` or one of your own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Abilities of the module: activities, files, tags, import, export, portal.
    #[serde(default, rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Earlier keys of the module, whose records it takes over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    /// Retires the module: its records are kept aside until they are purged. Such a file holds nothing but the key.
    #[serde(default, skip_serializing_if = "is_false")]
    pub drop: bool,
    /// The field that names a record. When absent: `name`, or the first field that can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What global search reads: fields and paths through links. When absent: the title, e-mails, phones and numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<Vec<String>>,
    /// The date field by whose day amounts are worth something in the base currency. When absent: the day a record was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rates_on: Option<String>,
    /// The fields by key, in the order in which people see them.
    #[serde(default)]
    pub fields: IndexMap<String, RawField>,
    /// The arrangement of pages.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(with = "RawLayouts")]
    pub layouts: IndexMap<String, RawLayout>,
    /// Named ways to look at the records. A list of all is made when no list is given.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub views: IndexMap<String, RawView>,
    /// Rights by role. A role that is not named has none; an administrator always has all.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub access: IndexMap<String, Rights>,
    /// Levels by field, then by role: `hidden`, `read`, `edit`. A role that is not named may edit.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub field_access: IndexMap<String, IndexMap<String, FieldLevel>>,
}

/// The pages that can be arranged.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "describes the format; never made")]
pub struct RawLayouts {
    /// The record page and its form.
    pub detail: Option<RawLayout>,
}

/// A name in the singular, or in both numbers.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a text or { one = \"Visit\", many = \"Visits\" }")]
pub enum RawLabel {
    /// The singular; the plural is made from it.
    One(String),
    /// Both.
    Both(crate::Label),
}

/// One text or several.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a module key or a list of them")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// A field. Which parameters it takes depends on its type.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawField {
    /// What it holds.
    pub r#type: TypeName,
    /// Name shown to people; made from the key when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// A sentence of help under the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Must not be empty.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// No two records may hold the same; case and accents do not count.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Show changes in the timeline too, not only in the history.
    #[serde(default, skip_serializing_if = "is_false")]
    pub audit: bool,
    /// Keep an index though nothing else asks for one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub index: bool,
    /// Kept by the system: shown, never set by anybody.
    #[serde(default, skip_serializing_if = "is_false")]
    pub read_only: bool,
    /// The value of a new record that gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub default: Option<toml::Value>,
    /// Earlier keys of the field, whose data it takes over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    /// An expression: shown only when it holds for the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<String>,
    /// An expression: required when it holds for the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_if: Option<String>,
    /// decimal, percent: decimal places, 0 to 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<u32>,
    /// int, decimal, percent, money: the smallest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<RawNumber>")]
    pub min: Option<toml::Value>,
    /// Numbers: the largest value. text, longtext: the most characters. rating: the stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<RawNumber>")]
    pub max: Option<toml::Value>,
    /// select, multiselect: the options, as keys or `{ key = "won", label = "Won", hue = 4 }`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<RawOption>>")]
    pub options: Option<Vec<toml::Value>>,
    /// link, links, children: the other module. parent: a list of modules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<OneOrMany>,
    /// link, links, parent: the name of the relation on the other side; no relation is made there without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inverse: Option<String>,
    /// link: what happens when the linked record is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_delete: Option<RawOnDelete>,
    /// children: the link in the other module that names this record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// autonumber: the pattern, such as `OPP-{00000}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// formula: the expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expr: Option<String>,
    /// rollup: the relation to sum up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// rollup: how to sum up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<RawFunction>,
    /// rollup: the field of the related records to sum up; not for `count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// rollup: an expression about the related record; only those for which it holds count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// lookup: the way to the value through links: `account.industry`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl RawField {
    /// A field of a type that says nothing else.
    pub fn of(r#type: TypeName) -> RawField {
        RawField {
            r#type,
            label: None,
            help: None,
            required: false,
            unique: false,
            audit: false,
            index: false,
            read_only: false,
            default: None,
            was: Vec::new(),
            visible_if: None,
            required_if: None,
            scale: None,
            min: None,
            max: None,
            options: None,
            to: None,
            inverse: None,
            on_delete: None,
            by: None,
            format: None,
            expr: None,
            of: None,
            function: None,
            field: None,
            filter: None,
            path: None,
        }
    }
}

/// A number, or a text such as `"0.10"`.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "describes the format; never made")]
pub enum RawNumber {
    /// A number.
    Number(f64),
    /// A number as text, exact.
    Text(String),
}

/// An option: its key, or a table.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "describes the format; never made")]
pub enum RawOption {
    /// Only the key; the label is made from it.
    Key(String),
    /// In full.
    Full(RawChoice),
}

/// An option in full.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawChoice {
    /// Stored and exchanged.
    pub key: String,
    /// Shown to people; made from the key when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Hue of its badge, 1 to 12; 0 is neutral.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(max = 12))]
    pub hue: u8,
    /// No longer offered, still shown where it is held.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
}

/// What happens to a record when the record its link names is deleted.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawOnDelete {
    /// The deletion is refused while records point there.
    Restrict,
    /// The link stays and shows the binned record struck through.
    Keep,
    /// The record goes to the bin with it, and comes back with it.
    Cascade,
}

/// How a rollup sums up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawFunction {
    /// How many.
    Count,
    /// The sum; zero for none.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The mean.
    Avg,
}

/// The arrangement of a record's page and form.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLayout {
    /// Groups of fields, top to bottom; made from the fields when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<RawSection>,
    /// Related lists by relation name; every relation when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
}

/// A titled group of rows.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSection {
    /// Heading.
    pub label: String,
    /// Rows of one or two fields.
    pub rows: Vec<Vec<String>>,
    /// An expression: shown only when it holds for the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<String>,
}

/// A named way to look at the records.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawView {
    /// List or board.
    pub kind: ViewKind,
    /// Name shown to people; made from the key when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// list: columns, as fields or paths through links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// list: the sort, first key first; `-amount` is largest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<String>,
    /// board: the stage or select field whose values are the lanes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lanes: Option<String>,
    /// board: fields or paths on a card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card: Vec<String>,
    /// board: the number or money field summed for each lane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(hue: &u8) -> bool {
    *hue == 0
}
