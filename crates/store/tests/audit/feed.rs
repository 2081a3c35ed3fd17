//! The feed gives sealed rows only, in order, from a position on.

use store::audit::{self, Action};
use store::testing;

use crate::trail::{append, sealed};

#[test]
fn the_feed_goes_on_where_it_ended() {
    testing::stores(|store| {
        sealed(store);
        append(store, 20..25);
        let page = |after| store.read(move |tx| audit::feed(tx, after, 6)).wait().expect("reads");
        let positions = |after| page(after).iter().map(|event| event.position).collect::<Vec<_>>();
        assert_eq!(positions(0), [1, 2, 3, 4, 5, 6]);
        assert_eq!(positions(6), [7, 8, 9, 10], "what waits for its seal is not told");
        assert_eq!(positions(10), [0; 0]);
        assert_eq!(store.read(audit::last_position).wait(), Ok(10));
        let third = &page(2)[0];
        assert_eq!((third.record.as_u128(), third.action, &*third.module), (3, Action::Create, "account"));
    });
}

#[test]
fn every_action_reads_back_from_its_word() {
    for action in Action::ALL {
        assert_eq!(Action::parse(action.as_str()), Some(action));
    }
    assert_eq!(Action::parse("explode"), None);
}
