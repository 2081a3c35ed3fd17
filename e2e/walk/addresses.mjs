// What the walk passes: every page of the router, on the demo company.

/** Addresses of the router that are no pages of their own: parts of pages, files, what machines ask. */
export const PARTS = [
  "/assets/{file}", "/logo/{digest}", "/manifest.webmanifest", "/service-worker.js", "/{module}/groups", "/healthz",
  "/readyz", "/metrics", "/exports/{module}", "/search/results", "/{module}/count", "/{module}/filter",
  "/{module}/filters", "/{module}/columns", "/{module}/order", "/{module}/{id}/cell", "/{module}/lane",
  "/{module}/{id}/timeline", "/{module}/{id}/values", "/{module}/bulk/control", "/acts/{act}/progress",
  "/{module}/options", "/imports/{id}/progress", "/imports/{id}/refused.csv", "/imports/{id}/preview", "/imports/{id}",
  "/admin/backups/progress", "/admin/modules/{module}/plan", "/admin/modules/{module}/export", "/set-up/{token}",
  "/set-password/{token}", "/admin", "/help", "/live", "/notices/bell", "/notices/newest",
];

/**
 * Every page, by `page`, in which an administrator of the demo company is signed in: the route it stands for, its
 * address, a part of its heading, and what of its rows must be there.
 */
export async function addresses(page) {
  const api = async (path) => (await page.request.get(`/api/v1${path}`)).json();
  const modules = (await api("/meta/modules")).data;
  const all = [], [somebody] = (await api("/user?limit=1")).data;
  const add = (route, path, heading, rows = "") => all.push({ route, path, heading, rows });
  for (const { module, label } of modules) {
    const first = (await api(`/${module}?limit=1`)).data[0];
    add("/{module}", `/${module}`, label.many, first ? "tbody tr" : ".empty");
    const shape = await api(`/meta/modules/${module}`);
    if (shape.rights.create && !["user", "team"].includes(module)) add("/{module}/new", `/${module}/new`, `New ${label.one.toLowerCase()}`);
    if (!first) continue;
    add("/{module}/{id}", `/${module}/${first.id}`, "");
    add("/{module}/{id}/edit", `/${module}/${first.id}/edit`, "");
    add("/{module}/{id}/history", `/${module}/${first.id}/history`, "");
    add("/{module}/{id}/sharing", `/${module}/${first.id}/sharing`, "");
    add("/{module}/{id}/why", `/${module}/${first.id}/why?user=${somebody.id}`, "");
  }
  add("/{module}", "/opportunity?group=stage", "Opportunities", "tbody tr:not(.group-row)");
  add("/{module}", "/opportunity?view=board", "Opportunities", ".board-card");
  add("/{module}", "/opportunity?find=zzzzzz", "Opportunities", ".empty");
  const [team] = (await api("/team?limit=1")).data;
  const [pipeline] = (await api("/pipeline?limit=1")).data, [stage] = (await api("/stage?limit=1")).data;
  for (const [route, path, heading, rows] of [
    ["/offline", "/offline", "No connection"], ["/styleguide", "/styleguide", "Style guide", ".badge"], ["/styleguide", "/styleguide?show=surfaces", "Style guide", ".stat"],
    ["/styleguide", "/styleguide?show=tables", "Style guide", "tbody tr"], ["/styleguide", "/styleguide?show=forms", "Style guide", ".field-error"],
    ["/styleguide", "/styleguide?show=filled", "Style guide", ".field"], ["/styleguide", "/styleguide?show=empty", "Style guide", ".field"], ["/styleguide", "/styleguide?show=wrong", "Style guide", ".field-error"],
    ["/", "/", ""], ["/search", "/search?q=a", "Search"], ["/bin", "/bin", "Recycle bin"], ["/acts", "/acts", "", ""],
    ["/help/{page}", "/help/records", "Working with records"], ["/help/{page}", "/help/api", "The REST API"],
    ["/imports", "/imports", "Imports"], ["/imports/new", "/imports/new?module=account", "Import accounts"],
    ["/me", "/me", ""], ["/me/password", "/me/password", "Password"], ["/me/sessions", "/me/sessions", "", "tbody tr"],
    ["/me/tokens", "/me/tokens", ""], ["/me/notifications", "/me/notifications", "Notifications", "tbody tr"], ["/notices", "/notices", "Notifications", ".notice, .empty"], ["/reports/pipeline", "/reports/pipeline", "Pipeline report", "tbody tr"],
    ["/reports/pipeline", "/reports/pipeline?by=owner", "Pipeline report", "tbody tr"],
    ["/{module}/views/new", "/account/views/new?sort=name", "Save view"],
    ["/reports/sales", "/reports/sales", "Sales by agent", "tbody tr"], ["/reports/sales", "/reports/sales?show=count", "Sales by agent", "tbody tr"],
    ["/reports/sales", "/reports/sales?to=1999-12-31", "Sales by agent", ".empty"],
    ["/admin/company", "/admin/company", "Company"], ["/admin/currencies", "/admin/currencies", "Currencies", "tbody tr"],
    ["/admin/sessions", "/admin/sessions", "essions", "tbody tr"], ["/admin/tokens", "/admin/tokens", "okens"],
    ["/admin/modules", "/admin/modules", "Modules", "tbody tr"], ["/admin/modules/{module}", "/admin/modules/account", "Account", "tbody tr"],
    ["/admin/modules/new", "/admin/modules/new", "New module"], ["/admin/modules/take-back", "/admin/modules/take-back", "Take back"],
    ["/admin/modules/{module}/fields/new", "/admin/modules/account/fields/new", "New field", ".cards a"], ["/admin/modules/{module}/fields/new", "/admin/modules/account/fields/new?type=select", "New field", "tbody tr"],
    ["/admin/modules/{module}/fields/{field}", "/admin/modules/account/fields/status", "Status", "tbody tr"], ["/admin/modules/{module}/layout", "/admin/modules/account/layout", "Account", "[data-row]"],
    ["/admin/modules/{module}/views", "/admin/modules/account/views", "Account", "tbody tr"], ["/admin/modules/{module}/views/new", "/admin/modules/account/views/new?kind=board", "New board", "tbody tr"],
    ["/admin/modules/{module}/views/{view}", "/admin/modules/account/views/all", "All accounts", "tbody tr"], ["/admin/modules/{module}/settings", "/admin/modules/account/settings", "Account"],
    ["/admin/modules/{module}/names", "/admin/modules/account/names", "Account", "tbody tr"], ["/admin/modules/{module}/definition", "/admin/modules/account/definition", "Account"],
    ["/admin/backups", "/admin/backups", "Backups", "tbody tr"],
    ["/admin/audit", "/admin/audit", "Audit"], ["/admin/audit/verification", "/admin/audit/verification", ""],
    ["/admin/users", "/admin/users", "Users", "tbody tr"], ["/admin/users/new", "/admin/users/new", "Invite"],
    ["/admin/users/{id}", `/admin/users/${somebody.id}`, ""], ["/admin/roles", "/admin/roles", "Roles", "tbody tr"],
    ["/admin/roles/{role}", "/admin/roles/sales_rep", ""], ["/admin/roles/{role}/fields/{module}", "/admin/roles/sales_rep/fields/account", ""],
    ["/admin/teams", "/admin/teams", "Teams"], ["/admin/teams/{id}", `/admin/teams/${team.id}`, team.name],
    ["/admin/pipelines", "/admin/pipelines", "Pipelines"], ["/admin/pipelines/{id}", `/admin/pipelines/${pipeline.id}`, pipeline.name],
    ["/admin/stages/{id}", `/admin/stages/${stage.id}`, stage.name],
  ]) add(route, path, heading, rows);
  await page.goto("/admin/backups");
  await page.getByRole("button", { name: "Back up now" }).click();
  await page.locator("tbody .badge", { hasText: "Sound" }).waitFor();
  await page.goto("/opportunity/tiles/new");
  await page.getByLabel("Dashboard", { exact: true }).selectOption({ label: "New dashboard" });
  await page.getByLabel("Name of the new dashboard").fill("At a glance");
  await page.getByRole("radio", { name: /^Chart/ }).check();
  await page.getByRole("button", { name: "Add to dashboard" }).click();
  const there = new URL(page.url()).pathname, tile = await page.locator("section.tile").getAttribute("id");
  add("/dashboards", "/dashboards", "Dashboards", "tbody tr");
  add("/dashboards/new", "/dashboards/new", "New dashboard");
  add("/dashboards/{id}", there, "At a glance", "section.tile");
  add("/dashboards/{id}/edit", `${there}/edit`, "At a glance", "section.tile");
  add("/dashboards/{id}/tiles/new", `${there}/tiles/new`, "Add a tile", "section.card");
  add("/dashboards/{id}/tiles/{tile}", `${there}/tiles/${tile.slice(5)}`, "Opportunities", "tbody tr");
  add("/dashboards/{id}/tiles/{tile}/edit", `${there}/tiles/${tile.slice(5)}/edit`, "Change the tile", "input[type=radio]");
  add("/{module}/tiles/new", "/account/tiles/new?sort=name", "Add to dashboard", "input[type=radio]");
  await page.goto("/acts");
  const act = await page.locator("a[href^='/acts/']").first().getAttribute("href").catch(() => null);
  if (act) add("/acts/{act}", act, "");
  return all;
}
