// Administration as an administrator does it: inviting, rights, leaving, another's eyes, settings; and the report.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, PASSWORD, Pages, signIn } from "./harness.mjs";

const CHOSEN = "a door of one's own";
let kith, pages, admin;

before(async () => {
  kith = await Kith.start();
  kith.person("ana@example.com", "administrator", ["--name", "Ana Souza"]);
  kith.person("bob@example.com", "sales_rep", ["--name", "Bob Reyes"]);
  kith.person("eva@example.com", "sales_rep", ["--name", "Eva Lund"]);
  pages = await Pages.open();
  admin = await pages.page({ baseURL: kith.address });
  await signIn(admin, kith, "ana@example.com");
});
after(async () => { await pages?.close(); await kith?.stop(); });
afterEach(() => pages.check());

const toast = (page, text) => page.locator(".toast", { hasText: text }).waitFor();
const openUser = async (name) => {
  await admin.goto("/admin/users");
  await admin.getByRole("link", { name }).click();
  await admin.getByRole("heading", { level: 1, name }).waitFor();
};

/** Chooses in a select that a script may have made a combobox of. */
async function pick(page, label, text) {
  const field = page.getByRole("combobox", { name: label });
  await field.click();
  await field.fill(text);
  await page.getByRole("option", { name: text }).first().click();
}

test("whoever is invited chooses a password by the link and is in, and the link is over", async () => {
  await admin.goto("/admin/users");
  await admin.getByRole("link", { name: "Invite" }).click();
  await admin.getByRole("button", { name: "Invite" }).click();
  await admin.getByLabel("Name").fill("Zoë van Dyke");
  await admin.getByLabel("E-mail").fill("zoe@example.com");
  await admin.getByRole("button", { name: "Invite" }).click();
  const link = await admin.locator(".secret span").textContent();
  assert.match(link, /\/set-password\/[\w-]{43}$/);

  const zoe = await pages.page({ baseURL: kith.address });
  await zoe.goto(new URL(link).pathname);
  assert.deepEqual(await accessibility(zoe), []);
  await zoe.getByLabel("Password", { exact: false }).first().fill("short");
  await zoe.getByLabel("Password, again").fill("short");
  await zoe.getByRole("button", { name: "Save and sign in" }).click();
  await zoe.locator(".error-summary", { hasText: "at least 10 characters" }).waitFor();
  await zoe.getByLabel("Password", { exact: false }).first().fill(CHOSEN);
  await zoe.getByLabel("Password, again").fill(CHOSEN);
  await zoe.getByRole("button", { name: "Save and sign in" }).click();
  await zoe.getByRole("navigation", { name: "Main" }).waitFor();
  await zoe.goto("/me");
  assert.equal(await zoe.getByLabel("Name").inputValue(), "Zoë van Dyke");
  assert.equal((await zoe.goto("/admin/users")).status(), 403);
  assert.equal((await zoe.goto(new URL(link).pathname)).status(), 404);
  await zoe.getByRole("heading", { name: "This link is over" }).waitFor();
  await zoe.context().close();
});

test("a right that is taken is gone at the next click, and can be given back", async () => {
  const bob = await pages.page({ baseURL: kith.address });
  await signIn(bob, kith, "bob@example.com");
  assert.equal((await bob.goto("/product")).status(), 200);
  await admin.goto("/admin/roles/sales_rep");
  await admin.getByLabel("Products: change").selectOption("all");
  await admin.getByLabel("Products: see").selectOption("none");
  await admin.getByRole("button", { name: "Save rights" }).click();
  await admin.locator(".error-summary", { hasText: "Products: edit must not reach further than reading" }).waitFor();
  await admin.getByLabel("Products: change").selectOption("none");
  await admin.getByRole("button", { name: "Save rights" }).click();
  await toast(admin, "Saved what Sales representative may do");
  assert.equal((await bob.goto("/product")).status(), 404);
  await admin.getByRole("button", { name: "Take the rights the modules come with" }).click();
  await toast(admin, "may do what the modules say");
  assert.equal((await bob.goto("/product")).status(), 200);
  await bob.context().close();
});

test("a hidden field is not there any more", async () => {
  const bob = await pages.page({ baseURL: kith.address });
  await signIn(bob, kith, "bob@example.com");
  await bob.goto("/opportunity/new");
  await bob.getByLabel("Next step").waitFor();
  await admin.goto("/admin/roles/sales_rep/fields/opportunity");
  await admin.getByLabel("Next step").selectOption("hidden");
  await admin.getByRole("button", { name: "Save fields" }).click();
  await toast(admin, "Saved the fields");
  await bob.goto("/opportunity/new");
  await bob.getByLabel("Name").first().waitFor();
  assert.equal(await bob.getByLabel("Next step").count(), 0);
  await bob.context().close();
});

test("another's eyes see with another's rights, every page says so, and they close again", async () => {
  await openUser("Bob Reyes");
  await admin.getByRole("button", { name: "See as" }).click();
  await admin.locator(".banner.impersonation", { hasText: "You see Kith as Bob Reyes" }).waitFor();
  assert.equal((await admin.goto("/admin/company")).status(), 403);
  assert.equal((await admin.goto("/me/tokens")).status(), 200);
  await admin.getByLabel("Name of the program").fill("not mine");
  await admin.getByRole("button", { name: "Make token" }).click();
  await admin.getByRole("heading", { name: "Not allowed" }).waitFor();
  await admin.goto("/");
  await admin.getByRole("button", { name: "Stop" }).click();
  await toast(admin, "your own eyes");
  assert.equal((await admin.goto("/admin/company")).status(), 200);
});

test("who leaves is out at once and hands everything over; undo brings them back", async () => {
  const eva = await pages.page({ baseURL: kith.address });
  await signIn(eva, kith, "eva@example.com");
  await eva.goto("/account/new");
  await eva.getByLabel("Name").first().fill("Lund & Sons");
  await eva.getByRole("button", { name: /^(Save|Create)/ }).first().click();
  await eva.getByRole("heading", { level: 1, name: "Lund & Sons" }).waitFor();
  const record = eva.url();

  await openUser("Eva Lund");
  await admin.getByRole("button", { name: "Deactivate" }).click();
  await pick(admin, "Hand over to", "Bob Reyes");
  await admin.getByRole("button", { name: "Deactivate" }).click();
  await toast(admin, "Eva Lund is deactivated: 1 records handed over");
  await admin.locator(".banner", { hasText: "cannot sign in" }).waitFor();
  await eva.goto("/account");
  await eva.getByRole("heading", { name: "Sign in" }).waitFor();
  await eva.getByLabel("E-mail").fill("eva@example.com");
  await eva.getByLabel("Password").fill(PASSWORD);
  await eva.getByRole("button", { name: "Sign in" }).click();
  await eva.locator(".error-summary").waitFor();
  await admin.goto(record);
  await admin.locator("main", { hasText: "Bob Reyes" }).waitFor();

  await admin.goto("/acts");
  await admin.getByRole("button", { name: "Undo: Eva Lund leaves, Bob Reyes takes over" }).click();
  await toast(admin, "Undone");
  await admin.goto(record);
  await admin.locator("main", { hasText: "Eva Lund" }).waitFor();
  await eva.context().close();
});

test("stages are added, moved, retired and brought back", async () => {
  await admin.goto("/admin/pipelines");
  await admin.getByRole("link", { name: "Sales", exact: true }).click();
  await admin.getByLabel("Another stage").fill("Legal review");
  await admin.getByRole("button", { name: "Add stage" }).click();
  await admin.getByLabel("Probability in percent").fill("80");
  await admin.getByRole("button", { name: "Save" }).click();
  const names = () => admin.locator("tbody .cell-title").allTextContents();
  await toast(admin, "Saved the stage");
  assert.deepEqual((await names()).slice(3), ["Negotiation", "Legal review", "Won", "Lost"]);
  await admin.getByRole("button", { name: "Move Legal review up" }).click();
  await toast(admin, "Moved Legal review");
  assert.deepEqual((await names()).slice(3), ["Legal review", "Negotiation", "Won", "Lost"]);
  await admin.getByRole("button", { name: "Retire Legal review" }).click();
  await toast(admin, "Retired Legal review");
  assert.equal((await names()).includes("Legal review"), false);
  await admin.getByRole("button", { name: "Bring back" }).click();
  await toast(admin, "Legal review is back");
  assert.equal((await names()).includes("Legal review"), true);
});

test("a token is shown once, acts for its user and ends", async () => {
  await admin.goto("/me/tokens");
  await admin.getByLabel("Name of the program").fill("Reporter");
  await admin.getByRole("button", { name: "Make token" }).click();
  const token = await admin.locator(".secret span").textContent();
  assert.match(token, /^kith_[\w-]{43}$/);
  const ask = (query = "") => fetch(`${kith.address}/api/v1/reports/pipeline${query}`, { headers: { Authorization: `Bearer ${token}` } });
  const { data } = await (await ask()).json();
  assert.deepEqual(data.slice(0, 1).map(({ stage, count, amount }) => [stage, count, amount]), [["prospecting", 0, { amount: "0.00", currency: "USD" }]]);
  const statuses = ["?by=owner&owner=me&from=2026-01-01", "?from=soon", "?stage=won"].map(async (query) => (await ask(query)).status);
  assert.deepEqual(await Promise.all(statuses), [200, 422, 400]);
  await admin.goto("/me/tokens");
  assert.equal(await admin.locator(".secret").count(), 0);
  await admin.getByRole("button", { name: "End the token Reporter" }).click();
  await toast(admin, "Ended the token");
  assert.equal((await ask()).status, 401);
});

test("the company's settings are checked, saved and shown; a logo is a picture", async () => {
  await admin.goto("/admin/company");
  await admin.getByLabel("Name").fill("Northwind Tools");
  await admin.getByRole("button", { name: "Save" }).click();
  await toast(admin, "Saved the company's settings");
  await admin.locator(".brand", { hasText: "Northwind Tools" }).waitFor();
  const give = async (name, mimeType, buffer) => {
    await admin.getByLabel("Logo").setInputFiles({ name, mimeType, buffer });
    await admin.getByRole("button", { name: "Take this logo" }).click();
  };
  await give("logo.svg", "image/svg+xml", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  await admin.locator(".error-summary", { hasText: "must be a PNG or JPEG picture" }).waitFor();
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await give("logo.png", "image/png", Buffer.from(png, "base64"));
  await admin.locator("img.logo").waitFor();
  assert.equal(await admin.locator("img.logo").evaluate((image) => image.naturalWidth), 1);
});

test("a backup is made and verified while its page looks on, and the schedule is changed", async () => {
  await admin.goto("/admin/backups");
  await admin.getByRole("heading", { name: "No backups yet" }).waitFor();
  await admin.getByRole("button", { name: "Back up now" }).click();
  await toast(admin, "The workspace is being backed up");
  await admin.locator("tbody .badge", { hasText: "Sound" }).waitFor();
  await admin.reload();
  await admin.locator(".secret", { hasText: /^kith --data .+ restore .+by-hand-.+ --replace$/ }).waitFor();
  await admin.getByRole("button", { name: /^Verify the backup of/ }).click();
  await toast(admin, "The backup is being verified");
  await admin.locator("tbody .badge", { hasText: "Sound" }).waitFor();
  await admin.getByLabel("Daily backups kept").fill("101");
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByRole("link", { name: "Daily backups must be a number from 0 to 100" }).waitFor();
  await admin.getByLabel("Daily backups kept").fill("14");
  await admin.getByRole("button", { name: "Save" }).click();
  await toast(admin, "Saved the schedule");
});

test("without script the same is done by plain forms", async () => {
  const plain = await pages.page({ baseURL: kith.address, javaScriptEnabled: false });
  await signIn(plain, kith, "ana@example.com");
  await plain.goto("/admin/teams");
  await plain.getByLabel("Name").fill("North");
  await plain.getByLabel("Lead").selectOption({ label: "Bob Reyes" });
  await plain.getByRole("button", { name: "Make team" }).click();
  await plain.locator(".tree", { hasText: "North" }).waitFor();
  await plain.goto("/admin/currencies");
  await plain.getByLabel("Currency").selectOption("EUR");
  await plain.getByLabel("Rate, in").fill("1.08");
  await plain.getByRole("button", { name: "Set rate" }).click();
  await plain.locator("tbody", { hasText: "1.08" }).waitFor();
  await plain.goto("/admin/backups");
  await plain.getByRole("button", { name: "Back up now" }).click();
  while (await plain.locator("tbody .badge", { hasText: "Sound" }).count() < 2) await plain.goto("/admin/backups");
  await plain.context().close();
});

test("every page of administration keeps to the rules of accessibility", async () => {
  const paths = ["company", "currencies", "users", "users/new", "roles", "roles/sales_rep", "roles/sales_rep/fields/account", "teams",
    "sessions", "tokens", "pipelines", "modules", "modules/account", "backups", "audit", "audit/verification"].map((page) => `/admin/${page}`);
  for (const path of [...paths, "/me", "/me/password", "/me/sessions", "/me/tokens", "/acts", "/reports/pipeline", "/reports/pipeline?by=owner", "/reports/sales"]) {
    assert.equal((await admin.goto(path)).status(), 200, path);
    assert.deepEqual(await accessibility(admin), [], path);
  }
});
