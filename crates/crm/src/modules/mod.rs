//! The register of shipped modules: one line each. Behaviour stands beside the definition, never here.

pub mod admin;
pub mod sales;
pub mod work;

/// A definition that comes with Kith: its file name and text.
pub type Shipped = (&'static str, &'static str);

macro_rules! shipped {
    ($($area:literal / $name:literal),+ $(,)?) => {
        &[$((
            concat!($area, "/", $name, "/", $name, ".toml"),
            include_str!(concat!($area, "/", $name, "/", $name, ".toml")),
        )),+]
    };
}

/// All of them, in the order in which menus show them.
pub const SHIPPED: &[Shipped] = shipped![
    "sales" / "account",
    "sales" / "contact",
    "sales" / "opportunity",
    "sales" / "product",
    "work" / "task",
    "work" / "note",
    "admin" / "user",
    "admin" / "team",
    "admin" / "pipeline",
    "admin" / "stage",
];
