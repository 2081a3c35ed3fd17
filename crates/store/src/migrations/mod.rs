//! The numbered steps from an empty workspace to the present one. A published step is never edited.

/// One step.
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    pub(crate) script: &'static str,
}

macro_rules! steps {
    ($($name:literal),* $(,)?) => {
        &[$(Migration { name: $name, script: include_str!(concat!($name, ".sql")) }),*]
    };
}

/// In order; the first is number 1, and each file's name starts with its number.
pub(crate) const STEPS: &[Migration] = steps![
    "0001_engine",
    "0002_kernel",
    "0003_tuning",
    "0004_backups",
    "0005_views",
    "0006_notices",
    "0007_dashboards",
    "0008_presence",
];
