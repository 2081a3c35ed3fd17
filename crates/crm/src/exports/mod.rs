//! Exports: records of a module as a file, under the rights of whoever exports.

/// How a text begins that a spreadsheet would run as a formula.
pub const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
