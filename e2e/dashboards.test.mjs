// Dashboards as people make them, on the demo company: from a list by clicking, arranged, shown to others, chosen as home;
// and what they tell where scripts do not run.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";
const REP = "tiago.antunes@aurelia.example";
const OPEN = "/opportunity?filter[stage.outcome][eq]=open";

let kith, pages, page;
before(async () => { kith = await Kith.start(["--demo"]); pages = await Pages.open(); });
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await signedIn(); });
afterEach(async () => { await page.context().close(); pages.check(); });

const signedIn = (options = {}, who = ADMINISTRATOR) => pages.signedIn(kith, who, options);

const tile = (name, on = page) => on.getByRole("region", { name, exact: true });

/** Waits until the tiles stand in this order. */
const order = (...names) => page.waitForFunction(
  (wanted) => [...document.querySelectorAll(".tile h2")].map((title) => title.textContent).join() === wanted, names.join());

/** From a list to the form of a tile, by clicking. */
async function add(list, kind, { label, choose = {}, dashboard } = {}) {
  await page.goto(list);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("link", { name: "Add to dashboard" }).click();
  await page.getByRole("radio", { name: kind }).check();
  for (const [name, option] of Object.entries(choose)) await page.getByLabel(name, { exact: true }).selectOption({ label: option });
  if (label) await page.getByLabel("Name", { exact: true }).fill(label);
  if (dashboard) await page.getByLabel("Name of the new dashboard").fill(dashboard);
  await page.getByRole("button", { name: "Add to dashboard" }).click();
}

test("a list becomes a tile, tiles are arranged, and the dashboard becomes home", async () => {
  await add(OPEN, /^Count/, { label: "Open deals", choose: { Dashboard: "New dashboard" }, dashboard: "At a glance" });
  await page.getByRole("heading", { level: 1, name: "At a glance" }).waitFor();
  const count = await tile("Open deals").locator(".stat-value").innerText();
  await page.goto(OPEN);
  await page.locator(".list-count", { hasText: `${count} opportunities` }).waitFor();
  await add(OPEN, /^Sum/, { label: "Pipeline" });
  assert.match(await tile("Pipeline").locator(".stat-value").innerText(), /^€/);
  await add(OPEN, /^Chart/, { label: "By stage", choose: { Chart: "Stage", Figures: "Sum: amount" } });
  await tile("By stage").locator("canvas").waitFor();
  await add("/contact", /^Trend/, { label: "Contacts", choose: { Trend: "Created" } });
  await tile("Contacts").locator("canvas").waitFor();
  await add(`${OPEN}&sort=-amount`, /^List/, { label: "Largest" });
  await tile("Largest").locator("tbody tr").nth(5).waitFor();
  await add(OPEN, /^Board/, { label: "Lanes", choose: { Board: "Stage" } });
  await tile("Lanes").getByRole("link", { name: "Negotiation" }).waitFor();
  await order("Open deals", "Pipeline", "By stage", "Contacts", "Largest", "Lanes");
  assert.deepEqual(await accessibility(page), []);

  await page.getByRole("link", { name: "Arrange" }).click();
  await page.getByRole("button", { name: "Move forward: Lanes" }).click();
  await page.getByRole("button", { name: "Move forward: Lanes" }).click();
  await order("Open deals", "Pipeline", "By stage", "Lanes", "Contacts", "Largest");
  await tile("Lanes").getByRole("button", { name: "The whole page" }).click();
  await page.locator(".tile.full", { hasText: "Lanes" }).waitFor();
  await page.getByRole("button", { name: "Remove: Largest" }).click();
  await order("Open deals", "Pipeline", "By stage", "Lanes", "Contacts");
  await page.getByRole("link", { name: "Change: Contacts" }).click();
  assert.ok(await page.getByRole("radio", { name: /^Trend/ }).isChecked());
  await page.getByRole("radio", { name: /^Count/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await tile("Contacts").locator(".stat-value").waitFor();
  assert.deepEqual(await accessibility(page), []);

  await page.getByRole("link", { name: "Done" }).click();
  await page.getByRole("button", { name: "Use as home" }).click();
  await page.getByRole("heading", { level: 1, name: /^Good / }).waitFor();
  await tile("Open deals").locator(".stat-value", { hasText: count }).waitFor();
  const [stage] = (await (await page.request.get("/api/v1/stage?filter[key]=prospecting")).json()).data;
  await page.request.post("/api/v1/opportunity", { data: { name: "Seen at once", stage: stage.id } });
  await tile("Open deals").locator(".stat-value", { hasText: String(Number(count) + 1) }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.goto("/dashboards");
  await page.getByRole("button", { name: "Use the usual home" }).click();
  await page.goto("/");
  await page.getByRole("region", { name: "My tasks" }).waitFor();
});

test("a figure of a chart leads to its list, months and instants too", async () => {
  await add("/contact", /^Trend/, { label: "Made", choose: { Trend: "Created", Dashboard: "New dashboard" }, dashboard: "Months" });
  await tile("Made").getByText("As a table").click();
  const row = tile("Made").locator("tbody tr").filter({ hasNot: page.locator("td[data-value='0']") }).first();
  const count = await row.locator("td").nth(1).innerText();
  await row.getByRole("link").click();
  await page.locator(".list-count", { hasText: new RegExp(`^${count} contacts?$`) }).waitFor();
});

test("a dashboard for a role is found by who made it, and tiles land on it", async () => {
  await page.goto("/dashboards/new");
  await page.getByLabel(/^Name/).fill("Sellers");
  await page.getByLabel("For", { exact: true }).selectOption("role:sales_rep");
  await page.getByRole("button", { name: "Create" }).click();
  await page.goto("/dashboards");
  await page.getByRole("link", { name: "Sellers", exact: true }).click();
  await page.getByRole("link", { name: "Add a tile" }).click();
  await page.getByRole("region", { name: "Opportunities" }).getByRole("link").first().click();
  assert.equal(await page.getByLabel("Dashboard", { exact: true }).locator("option:checked").innerText(), "Sellers");
  await page.getByRole("button", { name: "Add to dashboard" }).click();
  await page.getByRole("heading", { level: 1, name: "Sellers" }).waitFor();
  await tile("Opportunities").locator(".stat-value").waitFor();
});

test("a dashboard is made for everybody, tells each what they see, and works without scripts", async () => {
  await page.goto("/dashboards/new");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Name must be filled" }).waitFor();
  await page.getByLabel(/^Name/).fill("For all");
  await page.getByLabel("For", { exact: true }).selectOption("all");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("link", { name: "Add a tile" }).click();
  await page.getByRole("region", { name: "Opportunities" }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Add to dashboard" }).click();
  await page.getByRole("heading", { level: 1, name: "For all" }).waitFor();
  const all = Number((await tile("Opportunities").locator(".stat-value").innerText()).replace(",", ""));
  await add("/opportunity", /^Chart/, { label: "Stages", choose: { Chart: "Stage" } });
  const there = page.url();

  const rep = await signedIn({ javaScriptEnabled: false }, REP);
  await rep.goto(there);
  assert.equal(await rep.getByRole("link", { name: "Arrange" }).count(), 0);
  await tile("Opportunities", rep).getByRole("link", { name: "Show" }).click();
  const own = Number((await rep.locator(".stat-value").innerText()).replace(",", ""));
  assert.ok(own > 0 && own < all, `${own} of ${all}`);
  await rep.goto(there);
  await tile("Stages", rep).getByRole("link", { name: "Show" }).click();
  await rep.getByRole("row", { name: /Negotiation/ }).waitFor();
  assert.equal((await rep.goto(`${there}/edit`)).status(), 403);
  await rep.context().close();
});
