//! Relations as seen from one side: what hangs on a record, under which name.

use crate::Key;

/// A named set of related records, seen from the module it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The name, as in `/api/v1/account/{id}/{name}` and in layouts.
    pub name: Key,
    /// The module whose records it holds.
    pub target: Key,
    /// How the two are joined.
    pub kind: RelationKind,
}

/// How two modules are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelationKind {
    /// Records of the target whose link field `field` names this one.
    Inverse {
        /// The link field in the target.
        field: Key,
    },
    /// Records of the target whose parent field `field` names this one, of whatever module.
    ParentInverse {
        /// The parent field in the target.
        field: Key,
    },
    /// A many-to-many `links` field of this module.
    Links {
        /// The field in this module.
        field: Key,
    },
    /// The other side of a many-to-many `links` field of the target.
    LinksInverse {
        /// The field in the target.
        field: Key,
    },
    /// Lines this module owns: the `children` field of this module, joined by the link `by` in the target.
    Children {
        /// The field in this module.
        field: Key,
        /// The link in the target.
        by: Key,
    },
}
