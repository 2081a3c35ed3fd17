//! What another site sends with somebody's session changes nothing.

use crate::world::each;

#[test]
fn a_header_of_ones_own_making_opens_no_page_to_another_site() {
    each(|world| {
        let form = b"name=Forged";
        for authorization in [None, Some("Basic YTpi"), Some("Bearer nonsense")] {
            let foreign = world.browser("ana", "cross-site").with("content-type", "application/x-www-form-urlencoded");
            let foreign = authorization.map_or(foreign.clone(), |value| foreign.with("authorization", value));
            for address in ["//account", "//api/v1x/bulk", "//API/v1/account"] {
                assert_eq!(foreign.ask("POST", address, Some(form)).status, 403, "{address} {authorization:?}");
            }
        }
        assert_eq!(world.by("ana").get("/account").column("name"), [""; 0]);
        world.browser("ana", "same-origin").with("authorization", "Basic YTpi").submit("//account", "name=Own").is(303);
        assert_eq!(world.by("ana").get("/account").column("name"), ["Own"], "behind a proxy that asks for a password");
    });
}
