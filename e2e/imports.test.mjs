// A file of rows in the browser: uploaded, mapped, previewed, imported, its tally read, its refused rows mended, undone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

let kith, pages, page;
before(async () => {
  kith = await Kith.start();
  kith.person("ana@example.com", "sales_manager");
  kith.person("bo@example.com", "read_only");
  pages = await Pages.open();
});
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await signedIn("ana@example.com"); });
afterEach(async () => { await page.context().close(); pages.check(); });

const signedIn = (email, options = {}) => pages.signedIn(kith, email, options);

const file = (name, rows) => ({ name, mimeType: "text/csv", buffer: Buffer.from(rows) });
const figure = (label) => page.locator(".stat", { hasText: label }).locator(".stat-value");
const figures = async () => Promise.all(["Created", "Updated", "Unchanged", "Refused"].map((label) => figure(label).innerText()));

async function upload(module, rows) {
  await page.goto(`/${module}`);
  await page.getByRole("link", { name: "Import", exact: true }).first().click();
  await page.getByLabel("File", { exact: true }).setInputFiles(rows);
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByRole("button", { name: "Preview" }).waitFor();
}

test("rows become records, the refused ones say why and come in when mended, and undo takes all back", async () => {
  await upload("account", file("firms.csv", "Firm;Since;Notes\nAcme;1999;x\nBolt;never;y\nCrag;2004;z\n"));
  await page.getByLabel("Firm").selectOption({ label: "Name" });
  await page.getByLabel("Since").selectOption({ label: "Founded in" });
  await page.getByLabel("Notes").selectOption({ label: "Name" });
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.getByLabel("Notes").selectOption({ label: "Leave out" });
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Import 2 rows" }).waitFor();
  assert.deepEqual(await figures(), ["2", "0", "0", "1"]);
  assert.deepEqual(await accessibility(page), []);

  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await page.getByText("firms.csv was imported.").waitFor();
  assert.deepEqual(await figures(), ["2", "0", "0", "1"]);
  await page.getByRole("row", { name: /3 Since .*never/ }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  const address = page.url();
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Refused rows" }).click();
  const refused = readFileSync(await (await saved).path(), "utf8");
  assert.match(refused, /^Firm;Since;Notes;_line;_column;_reason\nBolt;never;y;3;Since;/);

  await upload("account", file("mended.csv", refused.replace("never", "1950")));
  await page.getByLabel("Firm").selectOption({ label: "Name" });
  await page.getByLabel("Since").selectOption({ label: "Founded in" });
  await page.getByLabel("Notes").selectOption({ label: "Leave out" });
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: /^Import 1 row/ }).click();
  await page.getByText("mended.csv was imported.").waitFor();
  assert.deepEqual(await figures(), ["1", "0", "0", "0"]);
  await page.goto("/account");
  for (const name of ["Acme", "Bolt", "Crag"]) await page.getByRole("link", { name, exact: true }).waitFor();

  await page.goto(address);
  await page.getByRole("button", { name: "Undo this import" }).click();
  await page.locator(".toast", { hasText: "Undone" }).waitFor();
  await page.goto("/account");
  await page.getByRole("link", { name: "Bolt", exact: true }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Acme", exact: true }).count(), 0);
});

test("without script the same forms do it", async () => {
  await page.context().close();
  page = await signedIn("ana@example.com", { javaScriptEnabled: false });
  await upload("contact", file("people.csv", "First name,Last name,E-mail\nJo,Quill,jo@quill.example\n"));
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: /^Import 1 row/ }).click();
  while (!(await page.getByText("people.csv was imported.").isVisible())) {
    await page.getByRole("link", { name: "Look again" }).click();
  }
  assert.deepEqual(await figures(), ["1", "0", "0", "0"]);
  await page.goto("/contact");
  await page.getByRole("link", { name: "Jo Quill" }).waitFor();
});

test("who may not create may not import, and imports of others are not there", async () => {
  await upload("account", file("mine.csv", "Name\nDune\n"));
  const address = page.url();
  await page.context().close();
  page = await signedIn("bo@example.com");
  await page.goto("/account");
  assert.equal(await page.getByRole("link", { name: "Import", exact: true }).count(), 0);
  assert.equal((await page.goto("/imports/new?module=account")).status(), 403);
  assert.equal((await page.goto(address)).status(), 404);
});
