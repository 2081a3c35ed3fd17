//! What people choose from while they shape a module: types, hues, icons.

use meta::definition::TypeName;
use words::Language;

/// Types by what they are for, with the messages of their groups.
pub(super) const KINDS: [(&str, &[TypeName]); 6] = [
    ("modules-kinds-words", &[TypeName::Text, TypeName::LongText, TypeName::Url, TypeName::Tags]),
    (
        "modules-kinds-numbers",
        &[
            TypeName::Int,
            TypeName::Decimal,
            TypeName::Percent,
            TypeName::Money,
            TypeName::Rating,
            TypeName::Duration,
            TypeName::Autonumber,
        ],
    ),
    (
        "modules-kinds-choices",
        &[TypeName::Bool, TypeName::Select, TypeName::MultiSelect, TypeName::Stage, TypeName::Date, TypeName::DateTime],
    ),
    (
        "modules-kinds-people",
        &[
            TypeName::PersonName,
            TypeName::Emails,
            TypeName::Phones,
            TypeName::Address,
            TypeName::Geo,
            TypeName::User,
            TypeName::Team,
        ],
    ),
    ("modules-kinds-relations", &[TypeName::Link, TypeName::Links, TypeName::Parent, TypeName::Children]),
    ("modules-kinds-computed", &[TypeName::Formula, TypeName::Rollup, TypeName::Lookup]),
];

/// Icons that stand for modules well.
pub(super) const ICONS: [&str; 60] = [
    "activity",
    "award",
    "banknote",
    "bell",
    "book-open",
    "bookmark",
    "bot",
    "box",
    "briefcase",
    "building",
    "building-2",
    "calendar",
    "calendar-days",
    "clipboard-list",
    "clock",
    "coins",
    "component",
    "contact",
    "credit-card",
    "database",
    "factory",
    "file-text",
    "flag",
    "folder",
    "gauge",
    "globe",
    "graduation-cap",
    "hammer",
    "handshake",
    "headset",
    "heart",
    "landmark",
    "layers",
    "life-buoy",
    "lightbulb",
    "list-checks",
    "mail",
    "map",
    "map-pin",
    "megaphone",
    "message-square",
    "milestone",
    "package",
    "phone",
    "puzzle",
    "receipt",
    "rocket",
    "route",
    "scale",
    "server",
    "shield",
    "shopping-cart",
    "star",
    "store",
    "tag",
    "target",
    "ticket",
    "truck",
    "wallet",
    "wrench",
];

macro_rules! kinds {
    ($($kind:ident $name:literal $hint:literal),+ $(,)?) => {
        /// What people call a type.
        pub(super) fn kind(kind: TypeName, lang: Language) -> &'static str {
            lang.text(match kind { $(TypeName::$kind => $name),+ })
        }

        /// What a type is for.
        pub(super) fn about(kind: TypeName, lang: Language) -> &'static str {
            lang.text(match kind { $(TypeName::$kind => $hint),+ })
        }
    };
}

kinds! {
    Text "modules-kind-text" "modules-kind-text-about",
    LongText "modules-kind-longtext" "modules-kind-longtext-about",
    Int "modules-kind-int" "modules-kind-int-about",
    Decimal "modules-kind-decimal" "modules-kind-decimal-about",
    Percent "modules-kind-percent" "modules-kind-percent-about",
    Money "modules-kind-money" "modules-kind-money-about",
    Bool "modules-kind-bool" "modules-kind-bool-about",
    Date "modules-kind-date" "modules-kind-date-about",
    DateTime "modules-kind-datetime" "modules-kind-datetime-about",
    Duration "modules-kind-duration" "modules-kind-duration-about",
    Select "modules-kind-select" "modules-kind-select-about",
    MultiSelect "modules-kind-multiselect" "modules-kind-multiselect-about",
    Stage "modules-kind-stage" "modules-kind-stage-about",
    Tags "modules-kind-tags" "modules-kind-tags-about",
    PersonName "modules-kind-person" "modules-kind-person-about",
    Emails "modules-kind-emails" "modules-kind-emails-about",
    Phones "modules-kind-phones" "modules-kind-phones-about",
    Url "modules-kind-url" "modules-kind-url-about",
    Address "modules-kind-address" "modules-kind-address-about",
    Geo "modules-kind-geo" "modules-kind-geo-about",
    Rating "modules-kind-rating" "modules-kind-rating-about",
    Link "modules-kind-link" "modules-kind-link-about",
    Links "modules-kind-links" "modules-kind-links-about",
    Parent "modules-kind-parent" "modules-kind-parent-about",
    Children "modules-kind-children" "modules-kind-children-about",
    User "modules-kind-user" "modules-kind-user-about",
    Team "modules-kind-team" "modules-kind-team-about",
    Autonumber "modules-kind-autonumber" "modules-kind-autonumber-about",
    Formula "modules-kind-formula" "modules-kind-formula-about",
    Rollup "modules-kind-rollup" "modules-kind-rollup-about",
    Lookup "modules-kind-lookup" "modules-kind-lookup-about",
}

/// The type that a definition calls so.
pub(super) fn named(name: &str) -> Option<TypeName> {
    TypeName::ALL.into_iter().find(|kind| kind.name() == name)
}

/// What people call the type of a field; its name in definitions for one of the system.
pub(super) fn called(name: &'static str, lang: Language) -> &'static str {
    named(name).map_or(name, |known| kind(known, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_stands_in_one_group() {
        let mut all: Vec<TypeName> = KINDS.iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        assert_eq!(all.len(), TypeName::ALL.len());
        all.retain(|kind| TypeName::ALL.contains(kind));
        assert!(TypeName::ALL.iter().all(|kind| all.contains(kind)));
    }

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../../assets/icons.txt");
        for icon in ICONS {
            assert!(sprite.lines().flat_map(str::split_whitespace).any(|name| name == icon), "{icon}");
        }
    }
}
