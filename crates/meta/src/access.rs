//! Rights as a definition states them: what a role may do with the records and the fields of a module.

use serde::{Deserialize, Serialize};

/// Which records a right covers. Ordered from narrow to wide, so that the wider of two roles can be taken.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// No record.
    #[default]
    None,
    /// Records that hang on a record one may read.
    Parent,
    /// Records one owns.
    Own,
    /// Records of one's team, and one's own.
    Team,
    /// Records of everybody who reports to one, directly or not, and one's own.
    Subtree,
    /// Every record.
    All,
}

/// What a role may do in a module.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rights {
    /// May make records.
    pub create: bool,
    /// Which records may be seen.
    pub read: Scope,
    /// Which records may be changed.
    pub edit: Scope,
    /// Which records may be moved to the bin and restored.
    pub delete: Scope,
}

impl Rights {
    /// Everything: what an administrator has in every module.
    pub const FULL: Rights = Rights { create: true, read: Scope::All, edit: Scope::All, delete: Scope::All };
}

/// What a role may do with one field. Ordered from little to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldLevel {
    /// The field does not exist for the role, at any door.
    Hidden,
    /// The field may be read and not changed.
    Read,
    /// The field may be changed where the record may.
    Edit,
}
