//! Which type a new field has.

use crm::definitions::shaping::Shaped;
use maud::{Markup, html};

use super::{address, choices, frame};
use crate::pages::admin::Administrator;

/// The types to choose from.
pub(super) fn view(admin: &Administrator, shaped: &Shaped) -> Markup {
    let lang = admin.lang();
    let content = html! {
        div.stack {
            p.muted { (lang.text("modules-kinds-about")) }
            @for (group, kinds) in choices::KINDS {
                section.stack.tight {
                    h2 { (lang.text(group)) }
                    div.cards {
                        @for kind in kinds {
                            a.stat href={ (address(&shaped.key, "fields/new")) "?type=" (kind.name()) } {
                                strong { (choices::kind(*kind, lang)) }
                                span.stat-label { (choices::about(*kind, lang)) }
                            }
                        }
                    }
                }
            }
        }
    };
    frame::below(admin, shaped, ("", ""), lang.text("modules-field-new"), content)
}
