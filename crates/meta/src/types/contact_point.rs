//! E-mail addresses and phone numbers with their marks.

use serde::{Deserialize, Serialize};

/// One e-mail address of a record. Of several, exactly one is primary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Email {
    /// The address.
    pub value: String,
    /// What it is for: `work`, `home`, `other`.
    pub r#type: String,
    /// The one used first.
    pub primary: bool,
    /// Asked not to be written to.
    pub opted_out: bool,
    /// Known not to work.
    pub invalid: bool,
}

/// One phone number of a record. Of several, exactly one is primary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Phone {
    /// The number as written.
    pub value: String,
    /// What it is for: `work`, `mobile`, `home`, `fax`, `other`.
    pub r#type: String,
    /// The one used first.
    pub primary: bool,
    /// Asked not to be called.
    pub opted_out: bool,
    /// Known not to work.
    pub invalid: bool,
}
