//! Every route, by area.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::pages::{home, sign_in};
use crate::{api, assets, guard, health};

/// Everything Kith answers.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(signing_in())
        .nest("/api/v1", api::router())
        .route("/", get(home::show))
        .route("/assets/{file}", get(assets::show))
        .merge(machines())
        .fallback(sign_in::missing)
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .layer(from_fn(health::observe))
        .with_state(app)
}

fn machines() -> Router<App> {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
}

fn signing_in() -> Router<App> {
    Router::new().route("/sign-in", get(sign_in::show).post(sign_in::create)).route("/sign-out", post(sign_in::destroy))
}
