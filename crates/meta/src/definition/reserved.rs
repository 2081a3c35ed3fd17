//! Names that a definition may not take, because pages, the API or the engines use them.

/// Refused as module keys: addresses of pages and of the API.
pub const MODULES: [&str; 53] = [
    "account_settings",
    "acts",
    "admin",
    "api",
    "assets",
    "batch",
    "bin",
    "changes",
    "dashboards",
    "events",
    "exports",
    "field",
    "files",
    "healthz",
    "help",
    "history",
    "home",
    "import",
    "imports",
    "live",
    "login",
    "logo",
    "logout",
    "manifest",
    "me",
    "meta",
    "metrics",
    "module",
    "new",
    "notices",
    "offline",
    "openapi",
    "portal",
    "readyz",
    "recent",
    "reports",
    "restore",
    "search",
    "sessions",
    "set_up",
    "settings",
    "setup",
    "share",
    "sign_in",
    "signin",
    "signout",
    "starred",
    "static",
    "styleguide",
    "sign_out",
    "undo",
    "views",
    "why",
];

/// Refused as field and relation keys: parts of a record's address, and columns that the engines keep to themselves.
pub const FIELDS: [&str; 20] = [
    "cmax", "cmin", "ctid", "delete", "edit", "history", "new", "oid", "restore", "rowid", "search", "share", "shares",
    "tableoid", "timeline", "title", "undo", "why", "xmax", "xmin",
];

/// Refused as starts of module keys: tables of Kith itself and of the engines.
pub const PREFIXES: [&str; 4] = ["kith_", "pg_", "sqlite_", TOMBSTONE];

/// Refused as the start of keys: what a definition dropped is kept under such names.
pub const TOMBSTONE: &str = "dropped_";

/// Longest module key in bytes, so that its side tables fit a name of 63 bytes beside [`FIELD_LENGTH`].
pub const MODULE_LENGTH: usize = 24;

/// Longest field key in bytes.
pub const FIELD_LENGTH: usize = 36;

/// Whether a module may not have this key.
pub fn module(key: &str) -> bool {
    MODULES.contains(&key) || PREFIXES.iter().any(|prefix| key.starts_with(prefix))
}

/// Whether a field or relation may not have this key; system fields are refused besides.
pub fn field(key: &str) -> bool {
    FIELDS.contains(&key) || key.starts_with(TOMBSTONE)
}
