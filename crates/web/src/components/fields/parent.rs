//! A record of any of several modules.

use maud::Markup;

use super::{Input, links};

pub(super) fn input(input: &Input) -> Markup {
    links::select(input, &format!("/{}/options?field={}", input.module, input.field.key), false, None)
}
