//! A handler that panics. No route of Kith's does on purpose, so one of the test's own stands behind the same guards.

use axum::Router;
use axum::routing::get;
use crm::Crm;
use store::Store;
use ureq::tls::TlsConfig;

use crate::support::{Client, Place};

async fn panics() -> String {
    panic!("on purpose")
}

#[test]
fn costs_one_answer_and_nothing_else() {
    let place = Place::sqlite();
    place.configure("");
    let crm = Crm::open(Store::open(place.settings()).expect("a workspace"), [7; 32]).expect("a workspace");
    let app = web::App::new(crm.clone(), web::Settings::default());
    let routes = Router::new().route("/panic", get(panics)).route("/well", get(|| async { "well" }));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    runtime.spawn(axum::serve(listener, web::guarded(routes, app)).into_future());
    let client = Client::at(&url, TlsConfig::default());
    for _ in 0..20 {
        let answer = client.get("/panic");
        assert_eq!(answer.status, 500, "{answer:?}");
        assert!(answer.text.contains("Something went wrong") && !answer.text.contains("on purpose"), "{answer:?}");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(client.get("/well").text, "well");
    }
    crm.store().stop();
}
