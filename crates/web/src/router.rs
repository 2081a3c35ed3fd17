//! Every route, by area.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::pages::{
    acts, admin, bin, exports, help, home, imports, me, notices, records, reports, search, set_up, sign_in,
};
use crate::{api, assets, failure, flash, guard, health, leftover, live, pace};

/// Everything Kith answers.
pub fn router(app: App) -> Router {
    guarded(routes(), app)
}

fn routes() -> Router<App> {
    Router::new()
        .merge(signing_in())
        .merge(records())
        .merge(own())
        .merge(imports::routes())
        .route("/exports/{module}", get(exports::show))
        .merge(administration())
        .nest("/api/v1", api::router())
        .route("/api", any(api::nowhere))
        .route("/api/{*rest}", any(api::nowhere))
        .route("/", get(home::show))
        .route("/live", get(live::show))
        .route("/help", get(help::index))
        .route("/help/{page}", get(help::show))
        .route("/assets/{file}", get(assets::show))
        .merge(machines())
        .fallback(sign_in::missing)
}

/// Routes behind everything that guards requests and answers.
pub fn guarded(routes: Router<App>, app: App) -> Router {
    routes
        .layer(from_fn(flash::forget))
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(from_fn(api::problems))
        .layer(from_fn_with_state(pace::USUAL, pace::kept))
        .layer(from_fn(failure::pages))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .layer(from_fn(leftover::discarded))
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
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::create))
        .route("/sign-out", post(sign_in::destroy))
        .route("/set-up/{token}", get(set_up::show_workspace).post(set_up::create))
        .route("/set-password/{token}", get(set_up::show_password).post(set_up::choose))
}

/// The pages that serve every module.
fn records() -> Router<App> {
    use records::{
        acts, board, bulk, deletion, edit, follow, history, list, notes, options, sharing, show, star, values, why,
    };
    Router::new()
        .route("/acts/{act}/undo", post(acts::undo))
        .route("/bin", get(bin::show))
        .route("/search", get(search::show))
        .route("/search/results", get(search::lines))
        .route("/{module}", get(list::show).post(edit::create))
        .route("/{module}/count", get(list::count))
        .route("/{module}/filters", get(list::filters::index))
        .route("/{module}/filter", get(list::filters::show))
        .route("/{module}/columns", get(list::columns::show))
        .route("/{module}/views", post(list::views::save))
        .route("/{module}/views/new", get(list::views::new))
        .route("/{module}/lane", get(board::lane))
        .route("/{module}/bulk", post(bulk::act))
        .route("/{module}/bulk/control", get(bulk::control))
        .route("/{module}/options", get(options::show))
        .route("/{module}/new", get(edit::new))
        .route("/{module}/form", post(edit::rules))
        .route("/{module}/{id}", get(show::show).post(edit::update))
        .route("/{module}/{id}/edit", get(edit::edit))
        .route("/{module}/{id}/values", post(values::set))
        .route("/{module}/{id}/notes", post(notes::create))
        .route("/{module}/{id}/star", post(star::set))
        .route("/{module}/{id}/follow", post(follow::set))
        .route("/{module}/{id}/history", get(history::show))
        .route("/{module}/{id}/sharing", get(sharing::show).post(sharing::set))
        .route("/{module}/{id}/why", get(why::show))
        .route("/{module}/{id}/deletion", post(deletion::delete))
        .route("/{module}/{id}/restoration", post(deletion::restore))
        .route("/{module}/{id}/purge", post(deletion::purge))
}

/// One's own settings, what one did, and reports.
fn own() -> Router<App> {
    Router::new()
        .route("/me", get(me::show))
        .route("/me/profile", post(me::save_profile))
        .route("/me/preferences", post(me::save_preferences))
        .route("/me/password", get(me::show_password).post(me::change_password))
        .route("/me/sessions", get(me::sessions))
        .route("/me/sessions/end", post(me::end_other_sessions))
        .route("/me/sessions/{id}/end", post(me::end_session))
        .route("/me/tokens", get(me::tokens).post(me::make_token))
        .route("/me/tokens/{id}/end", post(me::end_token))
        .route("/me/notifications", get(me::show_notices).post(me::save_notices))
        .route("/notices", get(notices::index))
        .route("/notices/seen", post(notices::see))
        .route("/notices/bell", get(notices::bell))
        .route("/notices/newest", get(notices::newest))
        .route("/acts", get(acts::index))
        .route("/acts/{act}", get(acts::show))
        .route("/acts/{act}/progress", get(acts::progress::show))
        .route("/acts/{act}/stop", post(acts::progress::stop))
        .route("/see-as/end", post(me::own_eyes))
        .route("/reports/pipeline", get(reports::pipeline::show))
        .route("/reports/sales", get(reports::sales::show))
        .route("/logo/{digest}", get(admin::company::show_logo))
}

fn administration() -> Router<App> {
    use admin::{audit, backups, company, currencies, modules, sessions, tokens};
    Router::new()
        .route("/admin", get(admin::index))
        .route("/admin/company", get(company::show).post(company::update))
        .route("/admin/company/logo", post(company::take_logo))
        .route("/admin/company/logo/removal", post(company::remove_logo))
        .route("/admin/currencies", get(currencies::index).post(currencies::create))
        .route("/admin/currencies/{currency}/{since}/removal", post(currencies::destroy))
        .route("/admin/sessions", get(sessions::index))
        .route("/admin/sessions/{user}/{id}/end", post(sessions::end))
        .route("/admin/tokens", get(tokens::index).post(tokens::create))
        .route("/admin/tokens/{id}/end", post(tokens::end))
        .route("/admin/modules", get(modules::index))
        .route("/admin/modules/{module}", get(modules::show))
        .route("/admin/backups", get(backups::show).post(backups::create))
        .route("/admin/backups/schedule", post(backups::update))
        .route("/admin/backups/progress", get(backups::progress))
        .route("/admin/backups/{id}/verification", post(backups::verify))
        .route("/admin/audit", get(audit::index))
        .route("/admin/audit/verification", get(audit::verification))
        .merge(people())
        .merge(pipelines())
}

/// Users, roles, teams.
fn people() -> Router<App> {
    use admin::{roles, teams, users};
    Router::new()
        .route("/admin/users", get(users::index).post(users::create))
        .route("/admin/users/new", get(users::new))
        .route("/admin/users/{id}", get(users::show).post(users::update))
        .route("/admin/users/{id}/link", post(users::invite))
        .route("/admin/users/{id}/deactivation", post(users::deactivate))
        .route("/admin/users/{id}/reactivation", post(users::reactivate))
        .route("/admin/users/{id}/see-as", post(users::see_as))
        .route("/admin/roles", get(roles::index).post(roles::create))
        .route("/admin/roles/{role}", get(roles::show).post(roles::rename))
        .route("/admin/roles/{role}/deletion", post(roles::destroy))
        .route("/admin/roles/{role}/rights", post(roles::save_rights))
        .route("/admin/roles/{role}/rights/reset", post(roles::reset))
        .route("/admin/roles/{role}/fields/{module}", get(roles::fields).post(roles::save_fields))
        .route("/admin/teams", get(teams::index).post(teams::create))
        .route("/admin/teams/{id}", get(teams::show).post(teams::update))
        .route("/admin/teams/{id}/deletion", post(teams::destroy))
}

fn pipelines() -> Router<App> {
    use admin::pipelines;
    Router::new()
        .route("/admin/pipelines", get(pipelines::index).post(pipelines::create))
        .route("/admin/pipelines/{id}", get(pipelines::show).post(pipelines::update))
        .route("/admin/pipelines/{id}/stages", post(pipelines::add))
        .route("/admin/stages/{id}", get(pipelines::edit).post(pipelines::save))
        .route("/admin/stages/{id}/place", post(pipelines::shift))
        .route("/admin/stages/{id}/retirement", post(pipelines::retire))
        .route("/admin/stages/{id}/restoration", post(pipelines::restore))
}

#[cfg(test)]
mod tests {
    use meta::Key;
    use meta::definition::reserved;

    /// The fixed first steps of all addresses, of the pages and of the API: a router tells its paths when it is printed.
    fn fixed() -> Vec<String> {
        let told = format!("{:?}", super::routes());
        let paths = told.split('"').filter_map(|text| text.strip_prefix("/api/v1/").or(text.strip_prefix('/')));
        let steps = paths.filter_map(|path| path.split(['/', '.']).next());
        steps.filter(|step| !step.is_empty() && !step.starts_with('{')).map(str::to_string).collect()
    }

    #[test]
    fn no_module_can_take_the_place_of_a_page() {
        let fixed = fixed();
        for known in ["sign-in", "exports", "imports", "acts", "me", "admin", "batch", "changes", "openapi", "metrics"]
        {
            assert!(fixed.iter().any(|step| step == known), "{known} is not among {fixed:?}");
        }
        let free: Vec<&String> =
            fixed.iter().filter(|step| Key::new(step).is_ok() && !reserved::module(step)).collect();
        assert!(free.is_empty(), "reserved.rs lacks {free:?}");
    }
}
