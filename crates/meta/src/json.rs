//! Values as JSON, the form of the API and of the audit trail.
