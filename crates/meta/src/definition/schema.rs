//! The JSON Schema of module files, for editors.

use super::raw::RawModule;

/// The schema, made from the types that read the files.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(RawModule).to_value()
}
