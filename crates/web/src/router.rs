//! Every route, by area.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::pages::{
    acts, admin, bin, dashboards, exports, help, home, imports, installing, me, notices, records, reports, search,
    set_up, sign_in, styleguide,
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
        .merge(dashboards())
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
        .route("/styleguide", get(styleguide::show).post(styleguide::again))
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
        .route("/manifest.webmanifest", get(installing::manifest))
        .route("/service-worker.js", get(installing::worker))
        .route("/offline", get(installing::offline))
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
        acts, board, bulk, deletion, edit, follow, history, lacking, likeness, list, notes, options, presence, sharing,
        show, star, values, why,
    };
    Router::new()
        .route("/acts/{act}/undo", post(acts::undo))
        .route("/bin", get(bin::show))
        .route("/search", get(search::show))
        .route("/search/results", get(search::lines))
        .route("/{module}", get(list::show).post(edit::create))
        .route("/{module}/count", get(list::count))
        .route("/{module}/groups", get(list::grouped::show))
        .route("/{module}/filters", get(list::filters::index))
        .route("/{module}/filter", get(list::filters::show))
        .route("/{module}/columns", get(list::columns::show))
        .route("/{module}/order", get(list::order::show))
        .route("/{module}/views", post(list::views::save))
        .route("/{module}/views/new", get(list::views::new))
        .route("/{module}/lane", get(board::lane))
        .route("/{module}/tiles", post(dashboards::tiles::create))
        .route("/{module}/tiles/new", get(dashboards::tiles::new))
        .route("/{module}/bulk", post(bulk::act))
        .route("/{module}/bulk/control", get(bulk::control))
        .route("/{module}/options", get(options::show))
        .route("/{module}/likeness", post(likeness::show))
        .route("/{module}/new", get(edit::new))
        .route("/{module}/form", post(edit::rules))
        .route("/{module}/{id}", get(show::show).post(edit::update))
        .route("/{module}/{id}/edit", get(edit::edit))
        .route("/{module}/{id}/values", get(lacking::show).post(values::set))
        .route("/{module}/{id}/cell", get(list::cell::show))
        .route("/{module}/{id}/notes", post(notes::create))
        .route("/{module}/{id}/timeline", get(show::timeline::show))
        .route("/{module}/{id}/star", post(star::set))
        .route("/{module}/{id}/follow", post(follow::set))
        .route("/{module}/{id}/presence", post(presence::note))
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

fn dashboards() -> Router<App> {
    use dashboards::{show, tile, tiles};
    Router::new()
        .route("/dashboards", get(dashboards::index).post(dashboards::create))
        .route("/dashboards/new", get(dashboards::new))
        .route("/dashboards/{id}", get(show::show).post(show::update))
        .route("/dashboards/{id}/edit", get(show::edit))
        .route("/dashboards/{id}/deletion", post(show::destroy))
        .route("/dashboards/{id}/home", post(show::settle))
        .route("/dashboards/{id}/tiles/new", get(tiles::choose))
        .route("/dashboards/{id}/tiles/{tile}", get(tile::show).post(tile::update))
        .route("/dashboards/{id}/tiles/{tile}/edit", get(tile::edit))
}

fn administration() -> Router<App> {
    use admin::{audit, backups, company, currencies, sessions, tokens};
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
        .route("/admin/backups", get(backups::show).post(backups::create))
        .route("/admin/backups/schedule", post(backups::update))
        .route("/admin/backups/progress", get(backups::progress))
        .route("/admin/backups/{id}/verification", post(backups::verify))
        .route("/admin/audit", get(audit::index))
        .route("/admin/audit/verification", get(audit::verification))
        .merge(people())
        .merge(pipelines())
        .merge(modules())
}

/// Modules, shaped without a file.
fn modules() -> Router<App> {
    use admin::modules;
    Router::new()
        .route("/admin/modules", get(modules::index).post(modules::create))
        .route("/admin/modules/new", get(modules::new))
        .route("/admin/modules/take-back", get(modules::show_take_back).post(modules::take_back))
        .route("/admin/modules/{module}", get(modules::show))
        .route("/admin/modules/{module}/fields", post(modules::add_field))
        .route("/admin/modules/{module}/fields/new", get(modules::new_field))
        .route("/admin/modules/{module}/fields/{field}", get(modules::edit_field).post(modules::save_field))
        .route("/admin/modules/{module}/fields/{field}/hiding", post(modules::hide_field))
        .route("/admin/modules/{module}/fields/{field}/retirement", post(modules::drop_field))
        .route("/admin/modules/{module}/layout", get(modules::layout).post(modules::arrange))
        .route("/admin/modules/{module}/views", get(modules::views).post(modules::add_view))
        .route("/admin/modules/{module}/views/new", get(modules::new_view))
        .route("/admin/modules/{module}/views/{view}", get(modules::edit_view).post(modules::save_view))
        .route("/admin/modules/{module}/views/{view}/retirement", post(modules::drop_view))
        .route("/admin/modules/{module}/settings", get(modules::settings).post(modules::save_settings))
        .route("/admin/modules/{module}/retirement", post(modules::drop_module))
        .route("/admin/modules/{module}/names", get(modules::names).post(modules::save_names))
        .route("/admin/modules/{module}/definition", get(modules::definition).post(modules::save_text))
        .route("/admin/modules/{module}/export", get(modules::export))
        .route("/admin/modules/{module}/plan", get(modules::review).post(modules::apply))
        .route("/admin/modules/{module}/discard", post(modules::discard))
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
