// Modules shaped without a file: drafted, shown as the plan it is, applied, used by others, taken back.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

let kith, pages, admin, rep;

before(async () => {
  kith = await Kith.start();
  kith.person("ana@example.com", "administrator", ["--name", "Ana Souza"]);
  kith.person("bob@example.com", "sales_rep", ["--name", "Bob Reyes"]);
  pages = await Pages.open();
  [admin, rep] = [await signedIn("ana@example.com"), await signedIn("bob@example.com")];
});
after(async () => { await pages?.close(); await kith?.stop(); });
afterEach(() => pages.check());

const signedIn = (email, options = {}) => pages.signedIn(kith, email, options);

const toast = (page, text) => page.locator(".toast", { hasText: text }).waitFor();
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const planned = (page) => page.getByRole("heading", { level: 1, name: "Plan" }).waitFor();
const save = async (page) => { await press(page, "Save and see the plan"); await planned(page); };
const apply = async (page) => { await press(page, "Apply"); await toast(page, "Applied as version"); };
const sound = async (page) => assert.deepEqual(await accessibility(page), []);

test("a text field is added to a shipped module, used, retired with a backup, and taken back", async () => {
  await admin.goto("/admin/modules/account");
  await admin.getByRole("link", { name: "New field" }).click();
  await sound(admin);
  await admin.getByRole("link", { name: /^Text/ }).click();
  await admin.getByLabel("Name").fill("Delivery note");
  await admin.getByLabel("Maximum").or(admin.getByLabel("Most characters")).fill("0");
  await press(admin, "Save and see the plan");
  await admin.getByRole("alert").getByText(/must be a whole number from 1 to .* \(line \d+\)/).waitFor();
  assert.equal(await admin.getByLabel("Most characters").getAttribute("aria-invalid"), "true");
  await sound(admin);
  await admin.getByLabel("Most characters").fill("40");
  await save(admin);
  await admin.getByText("Add the field Delivery note to Accounts").waitFor();
  await admin.getByRole("row", { name: /fields\.delivery_note\.max.*40/ }).waitFor();
  await sound(admin);

  await rep.goto("/account/new");
  await rep.getByLabel("Website").waitFor();
  assert.equal(await rep.getByLabel("Delivery note").count(), 0, "a draft is in force nowhere");
  await apply(admin);
  await rep.goto("/account/new");
  await rep.getByLabel(/^Name/).fill("Acme");
  await rep.getByLabel("Delivery note").fill("Back door");
  await press(rep, "Create");
  await rep.getByRole("heading", { level: 1, name: "Acme" }).waitFor();
  const acme = rep.url();

  await admin.goto("/admin/modules/account/fields/delivery_note");
  await press(admin, "Retire the field");
  await planned(admin);
  await admin.getByText("1 record with a value").waitFor();
  await admin.getByText("Takes away").waitFor();
  await admin.getByText("A backup is made before.").waitFor();
  await press(admin, "Apply");
  await toast(admin, "what was there is saved in");
  await rep.goto(acme);
  assert.equal(await rep.getByText("Back door").count(), 0);

  await admin.goto("/admin/modules");
  await admin.getByRole("link", { name: "Take back" }).click();
  await admin.getByText("Bring the field delivery_note of Accounts back").waitFor();
  await sound(admin);
  await press(admin, "Take it back");
  await toast(admin, "Applied as version");
  await rep.goto(acme);
  await rep.getByText("Back door").waitFor();
});

test("what cannot be is told where it was typed, and nothing is drafted", async () => {
  await admin.goto("/admin/modules/contact/fields/new?type=formula");
  await admin.getByLabel("Name").fill("Twice");
  await admin.getByLabel("Formula").fill("nothing * 2");
  await press(admin, "Save and see the plan");
  await admin.getByRole("alert").getByText(/nothing.*\(line \d+\)/).waitFor();
  assert.equal(await admin.getByLabel("Formula").inputValue(), "nothing * 2");
  assert.equal(await admin.getByLabel("Formula").getAttribute("aria-invalid"), "true");
  await admin.goto("/admin/modules/contact/definition");
  await admin.getByLabel("Your text").fill('module = "contact"\n[fields]\nname = { type = "int" }\n');
  await press(admin, "Save and see the plan");
  await admin.getByRole("alert").getByText(/stays one.*\(line 3\)/).waitFor();
  await admin.goto("/admin/modules/contact");
  assert.equal(await admin.getByText("Changes are drafted").count(), 0);
  assert.equal((await rep.goto("/admin/modules/contact")).status(), 403);
});

test("a module is made with options, a relation, a page and a board, all without script", async () => {
  const plain = await signedIn("ana@example.com", { javaScriptEnabled: false });
  await plain.goto("/admin/modules/new");
  await plain.getByLabel(/^One is called/).fill("Site visit");
  await plain.getByLabel(/^Several are called/).fill("Site visits");
  await plain.getByLabel("Roles may do the same as with").selectOption("contact");
  await press(plain, "Draft the module");
  await plain.getByText("This module is drafted and not made yet.").waitFor();

  await plain.goto("/admin/modules/site_visit/fields/new?type=select");
  await plain.getByLabel(/^Name/).first().fill("Mood");
  await plain.getByLabel("Name: 1").fill("Good");
  await plain.getByLabel("Colour: 1").selectOption({ label: "Green" });
  await plain.getByLabel("Name: 2").fill("Bad");
  await press(plain, "Move up: 2");
  assert.equal(await plain.getByLabel("Name: Bad").inputValue(), "Bad");
  await press(plain, "Move up: Good");
  await press(plain, "Add option");
  await save(plain);
  await plain.goto("/admin/modules/site_visit/fields/new?type=link");
  await plain.getByLabel(/^Name/).first().fill("Account");
  await plain.getByLabel(/^Module/).selectOption("account");
  await plain.getByLabel("Name of the relation over there").fill("site_visits");
  await save(plain);

  await plain.goto("/admin/modules/site_visit/views");
  await plain.getByRole("link", { name: "New board" }).click();
  await plain.getByLabel(/^Name/).first().fill("By mood");
  await plain.getByLabel(/^Lanes/).selectOption({ label: "Mood" });
  await plain.getByLabel("On the card 2").selectOption({ label: "Account › Industry" });
  await save(plain);
  await plain.goto("/admin/modules/site_visit/layout");
  await plain.getByLabel(/^New section/).fill("Also");
  await press(plain, "Add section");
  await press(plain, "Name: give it a row of its own");
  await plain.locator("#row-name").waitFor();
  const rows = async () => plain.locator("[data-section='0'] [data-row]").evaluateAll((all) => all.map((row) => row.dataset.row));
  const began = await rows();
  await press(plain, "Name: move up");
  assert.notDeepEqual(await rows(), began);
  await plain.goto("/admin/modules/site_visit/plan");
  await plain.getByText("Make the module Site visits").waitFor();
  await press(plain, "Apply");
  await plain.getByRole("heading", { level: 1, name: "Site visits" }).waitFor();

  await rep.goto("/site_visit/new");
  await rep.getByLabel(/^Name/).fill("First");
  await rep.getByLabel("Mood").selectOption({ label: "Good" });
  await press(rep, "Create");
  await rep.getByRole("heading", { level: 1, name: "First" }).waitFor();
  await rep.goto("/site_visit?view=by_mood");
  await rep.locator(".board-card", { hasText: "First" }).waitFor();
  const text = await (await admin.request.get("/admin/modules/site_visit/export")).text();
  assert.match(text, /mood = \{ type = "select", label = "Mood", options = \[\n {2}\{ key = "good", label = "Good", hue = 5 \},\n/);
  await plain.context().close();
});

test("rows of a page are dragged, and the draft can be thrown away", async () => {
  await admin.goto("/admin/modules/product/layout");
  await admin.locator("[data-shape][data-started]").waitFor();
  const rows = () => admin.locator("[data-section='0'] [data-row]").evaluateAll((all) => all.map((row) => row.dataset.row));
  const began = await rows();
  const from = await admin.locator("[data-row] [data-handle]").first().boundingBox();
  const to = await admin.locator("[data-row]").nth(2).boundingBox();
  await admin.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await admin.mouse.down();
  await admin.mouse.move(from.x + 5, from.y + 30, { steps: 5 });
  await admin.mouse.move(from.x + 5, to.y + to.height / 2, { steps: 10 });
  const answered = admin.waitForResponse((response) => response.request().method() === "POST");
  await admin.mouse.up();
  await answered;
  await admin.getByText("Changes are drafted and not in force yet.").waitFor();
  assert.notEqual((await rows())[0], began[0]);
  assert.deepEqual((await rows()).toSorted(), began.toSorted());
  await press(admin, "Discard");
  await toast(admin, "Discarded the draft");
  await admin.goto("/admin/modules/product/layout");
  assert.deepEqual(await rows(), began);
});

test("a field is called otherwise in another language, at once", async () => {
  await admin.goto("/admin/modules/account/names?language=it");
  await admin.getByLabel("Industry: Italiano").fill("Ramo");
  await press(admin, "Save");
  await toast(admin, "Saved the names in Italiano");
  const bruno = await signedIn(kith.person("bruno@example.com", "sales_rep"));
  await bruno.goto("/me");
  await bruno.locator("[name=language]").selectOption("it");
  await bruno.locator("form[action='/me/preferences'] button.primary").click();
  await bruno.goto("/account/new");
  await bruno.getByLabel("Ramo").waitFor();
  await bruno.context().close();
});

test("what somebody wrote by hand stays, and a draft on what changed meanwhile is refused", async () => {
  const own = '# ours\nmodule = "opportunity"\n\n[fields] # more\nregion  =  { type = "text" } # by hand\n';
  await admin.goto("/admin/modules/opportunity/definition");
  await admin.getByLabel("Your text").fill(own);
  await save(admin);
  await admin.goto("/admin/modules/opportunity/fields/region");
  await admin.getByRole("textbox", { name: "Help" }).fill("Where it is");
  await save(admin);
  await admin.goto("/admin/modules/opportunity/definition");
  assert.equal(await admin.getByLabel("Your text").inputValue(), own.replace('"text" }', '"text", help = "Where it is" }'));
  const file = join(kith.data, "theirs.toml");
  writeFileSync(file, 'module = "opportunity"\nicon = "rocket"\n');
  kith.run(["module", "apply", file]);
  await admin.goto("/admin/modules/opportunity/plan");
  await admin.getByRole("alert").getByText("What is in force changed since this draft was begun").waitFor();
  assert.equal(await admin.getByRole("button", { name: "Apply", exact: true }).count(), 0);
  await sound(admin);
  await press(admin, "Discard");
  await toast(admin, "Discarded the draft");
  await admin.getByRole("link", { name: "Definition" }).click();
  await admin.getByRole("row", { name: /icon.*target.*rocket/ }).waitFor();
});
