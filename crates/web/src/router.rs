//! Every route, by area.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::pages::{home, records, sign_in};
use crate::{api, assets, flash, guard, health};

/// Everything Kith answers.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(signing_in())
        .merge(records())
        .nest("/api/v1", api::router())
        .route("/", get(home::show))
        .route("/assets/{file}", get(assets::show))
        .merge(machines())
        .fallback(sign_in::missing)
        .layer(from_fn(flash::forget))
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

/// The pages that serve every module.
fn records() -> Router<App> {
    use records::{acts, board, bulk, deletion, edit, history, list, notes, options, sharing, show, star, values, why};
    Router::new()
        .route("/acts/{act}/undo", post(acts::undo))
        .route("/{module}", get(list::show).post(edit::create))
        .route("/{module}/count", get(list::count))
        .route("/{module}/filter", get(list::filters::show))
        .route("/{module}/lane", get(board::lane))
        .route("/{module}/bulk", post(bulk::act))
        .route("/{module}/options", get(options::show))
        .route("/{module}/new", get(edit::new))
        .route("/{module}/form", post(edit::rules))
        .route("/{module}/{id}", get(show::show).post(edit::update))
        .route("/{module}/{id}/edit", get(edit::edit))
        .route("/{module}/{id}/values", post(values::set))
        .route("/{module}/{id}/notes", post(notes::create))
        .route("/{module}/{id}/star", post(star::set))
        .route("/{module}/{id}/history", get(history::show))
        .route("/{module}/{id}/sharing", get(sharing::show).post(sharing::set))
        .route("/{module}/{id}/why", get(why::show))
        .route("/{module}/{id}/deletion", post(deletion::delete))
        .route("/{module}/{id}/restoration", post(deletion::restore))
        .route("/{module}/{id}/purge", post(deletion::purge))
}
