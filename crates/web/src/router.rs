//! Every route, by area.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::pages::{home, sign_in};
use crate::{assets, guard};

/// Everything Kith answers.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(signing_in())
        .route("/", get(home::show))
        .route("/assets/{file}", get(assets::show))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(sign_in::missing)
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .with_state(app)
}

fn signing_in() -> Router<App> {
    Router::new().route("/sign-in", get(sign_in::show).post(sign_in::create)).route("/sign-out", post(sign_in::destroy))
}
