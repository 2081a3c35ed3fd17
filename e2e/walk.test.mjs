// Every page of the router on the demo company, wide and light, narrow and dark: it answers, says what it is, shows a real
// row where it shows rows, keeps to the rules of accessibility and does not stick out sideways. With $KITH_SHOTS naming
// a folder each page is photographed into it, to be looked at.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";
const PASSWORD = "look around";
const SHOTS = process.env.KITH_SHOTS;

/** Addresses of the router that are no pages of their own: parts of pages, files, what machines ask. */
const PARTS = ["/assets/{file}", "/logo/{digest}", "/healthz", "/readyz", "/metrics", "/exports/{module}", "/search/results",
  "/{module}/count", "/{module}/filter", "/{module}/filters", "/{module}/columns", "/{module}/lane", "/{module}/bulk/control", "/acts/{act}/progress", "/{module}/options", "/imports/{id}/progress",
  "/imports/{id}/refused.csv", "/imports/{id}/preview", "/imports/{id}", "/admin/backups/progress", "/set-up/{token}", "/set-password/{token}", "/admin", "/help", "/live", "/notices/bell", "/notices/newest"];

let kith, pages, walk;
before(async () => {
  kith = await Kith.start(["--demo"]);
  pages = await Pages.open();
  walk = await addresses();
});
after(async () => { await pages?.close(); await kith?.stop(); });

async function signedIn(options) {
  const page = await pages.page({ baseURL: kith.address, reducedMotion: "reduce", ...options });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ADMINISTRATOR);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

/** Every page: the route it stands for, its address, a part of its heading, and whether it shows rows. */
async function addresses() {
  const page = await signedIn({});
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
  add("/{module}", "/opportunity?view=board", "Opportunities", ".board-card");
  add("/{module}", "/opportunity?find=zzzzzz", "Opportunities", ".empty");
  const [team] = (await api("/team?limit=1")).data;
  const [pipeline] = (await api("/pipeline?limit=1")).data, [stage] = (await api("/stage?limit=1")).data;
  for (const [route, path, heading, rows] of [
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
    ["/admin/modules", "/admin/modules", "Modules", "tbody tr"], ["/admin/modules/{module}", "/admin/modules/account", "Account"],
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
  await page.goto("/acts");
  const act = await page.locator("a[href^='/acts/']").first().getAttribute("href").catch(() => null);
  if (act) add("/acts/{act}", act, "");
  await page.context().close();
  return all;
}

/** What is wrong with a page, one sentence each. */
async function look(page, { path, heading, rows }) {
  const wrong = [];
  const answer = await page.goto(path, { waitUntil: "load" });
  if (answer.status() !== 200) return [`${path}: ${answer.status()}`];
  const title = await page.locator("h1").first().innerText();
  if (!title.trim() || !title.includes(heading)) wrong.push(`${path}: its heading is “${title}”, not “${heading}”`);
  if (rows && (await page.locator(rows).count()) === 0) wrong.push(`${path}: it shows no ${rows}`);
  wrong.push(...(await accessibility(page)).map((finding) => `${path}: ${finding}`));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) wrong.push(`${path}: it scrolls sideways by ${wider} px`);
  return wrong;
}

test("every page of the router is walked", () => {
  const router = readFileSync(new URL("../crates/web/src/router.rs", import.meta.url), "utf8");
  const imports = readFileSync(new URL("../crates/web/src/pages/imports/mod.rs", import.meta.url), "utf8");
  const routes = [...`${router}${imports}`.matchAll(/\.route\("([^"]+)", get\(/g)].map((found) => found[1]);
  const walked = new Set(walk.map(({ route }) => route));
  assert.deepEqual(routes.filter((route) => route !== "/sign-in" && !walked.has(route) && !PARTS.includes(route)), []);
});

for (const [width, colorScheme] of [[1440, "light"], [390, "dark"]]) {
  test(`each is sound at ${width} px, ${colorScheme}`, { timeout: 600_000 }, async () => {
    const page = await signedIn({ viewport: { width, height: 900 }, colorScheme });
    const wrong = [];
    for (const stop of walk) {
      wrong.push(...(await look(page, stop)));
      const name = `${stop.path.slice(1).replace(/[^a-z_]+/gi, "-") || "home"}-${width}.png`;
      if (SHOTS) await page.screenshot({ path: join(SHOTS, name), fullPage: true });
    }
    assert.deepEqual(wrong, []);
    await page.context().close();
    pages.check();
  });
}
