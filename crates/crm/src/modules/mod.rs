//! The register of shipped modules: one line each. Behaviour stands beside the definition, never here.

/// All of them, in the order in which menus show them, given to a macro that includes the files of each.
macro_rules! register {
    ($files:ident) => {
        $files![
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
        ]
    };
}

pub mod admin;
pub mod labels;
pub mod sales;
pub mod work;

/// A definition that comes with Kith: its file name and text.
pub type Shipped = (&'static str, &'static str);

macro_rules! definitions {
    ($($area:literal / $name:literal),+ $(,)?) => {
        &[$((
            concat!($area, "/", $name, "/", $name, ".toml"),
            include_str!(concat!($area, "/", $name, "/", $name, ".toml")),
        )),+]
    };
}

/// All of them.
pub const SHIPPED: &[Shipped] = register!(definitions);
