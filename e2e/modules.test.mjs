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
  await plain.getByLabel("Name of the list over there").fill("site_visits");
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

/** Drags a row, by its handle, to another. */
async function drag(page, row, other) {
  await row.scrollIntoViewIfNeeded();
  const from = await row.locator("[data-handle]").boundingBox();
  const to = await other.boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, from.y + 30, { steps: 5 });
  await page.mouse.move(from.x + 5, to.y + to.height / 2, { steps: 10 });
  await page.mouse.up();
}

test("rows of a page are dragged, and the draft can be thrown away", async () => {
  await admin.goto("/admin/modules/product/layout");
  await admin.locator("[data-shape][data-started]").waitFor();
  const rows = () => admin.locator("[data-section='0'] [data-row]").evaluateAll((all) => all.map((row) => row.dataset.row));
  const began = await rows();
  const answered = admin.waitForResponse((response) => response.request().method() === "POST");
  await drag(admin, admin.locator("[data-row]").first(), admin.locator("[data-row]").nth(2));
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

test("a row that was dragged is the row its buttons act on", async () => {
  await admin.goto("/admin/modules/contact/fields/new?type=select");
  await admin.locator("[data-order][data-started]").waitFor();
  await admin.getByLabel("Name").first().fill("Mood");
  const names = () => admin.locator("[data-order] input[type=text]").evaluateAll((all) => all.map((input) => input.value));
  for (const [at, name] of ["Good", "Fair", "Bad"].entries()) await admin.locator("[data-order] input[type=text]").nth(at).fill(name);
  const row = (at) => admin.locator("[data-order] tbody tr").nth(at);
  await drag(admin, row(0), row(1));
  assert.deepEqual(await names(), ["Fair", "Good", "Bad"]);
  // Its number is still that of the first row, and nothing goes above the row that is first now.
  assert.equal(await row(0).locator("button[value*=':up:']").isDisabled(), true);
  await row(1).locator("button[value*=':down:']").click();
  await row(2).locator("input[value=Good]").waitFor();
  assert.deepEqual(await names(), ["Fair", "Bad", "Good"]);
  await press(admin, "Remove: Good");
  await row(2).waitFor({ state: "detached" });
  assert.deepEqual(await names(), ["Fair", "Bad"]);
});

test("of two administrators who shape a module at once neither loses anything unseen", async () => {
  const other = await signedIn(kith.person("olga@example.com", "administrator"));
  await other.goto("/admin/modules/product/definition");
  await admin.goto("/admin/modules/product/fields/new?type=text");
  await admin.getByLabel("Name").fill("Mine");
  await save(admin);
  await admin.goto("/admin/modules/product/layout");
  await admin.locator("[data-shape][data-started]").waitFor();

  await other.getByLabel("Your text").fill('module = "product"\nicon = "star"\n');
  await press(other, "Save and see the plan");
  await other.getByRole("alert").getByText("Somebody else changed the draft").waitFor();
  await other.getByRole("heading", { name: "The draft as it is now" }).waitFor();
  await other.locator("pre", { hasText: "mine = " }).waitFor();
  assert.match(await other.getByLabel("Your text").inputValue(), /icon = "star"/, "what was typed is kept");
  await sound(other);
  await other.goto("/admin/modules/product/settings");
  await other.getByLabel(/^Several are called/).fill("Prospects");
  await save(other);

  // The page that is older now says so, whether a row is dragged or a button pressed.
  const answered = admin.waitForResponse((response) => response.request().method() === "POST");
  await drag(admin, admin.locator("[data-row]").first(), admin.locator("[data-row]").nth(2));
  assert.equal((await answered).status(), 422);
  await admin.getByRole("alert").getByText("Somebody else changed the draft").waitFor();
  await admin.locator("[data-shape][data-started]").waitFor();
  await admin.getByLabel(/^New section/).fill("Also");
  await press(admin, "Add section");
  await admin.getByRole("heading", { name: "Also" }).waitFor();
  await press(other, "Discard");
  await toast(other, "Somebody else changed the draft meanwhile");
  await other.goto("/admin/modules/product/plan");
  await other.getByRole("row", { name: /fields\.mine\.type/ }).waitFor();
  await other.getByRole("row", { name: /label.*Prospects/ }).waitFor();
  await press(other, "Discard");
  await toast(other, "Discarded the draft");
  await other.context().close();
});

test("rows that could not be saved go back, and a refused heading is kept as it was typed", async () => {
  await admin.goto("/admin/modules/task/layout");
  await admin.locator("[data-shape][data-started]").waitFor();
  const rows = () => admin.locator("[data-section='0'] [data-row]").evaluateAll((all) => all.map((row) => row.dataset.row));
  const began = await rows();
  await admin.route("**/layout", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await drag(admin, admin.locator("[data-row]").first(), admin.locator("[data-row]").nth(2));
  await toast(admin, "No connection");
  assert.deepEqual(await rows(), began);
  await admin.unroute("**/layout");
  assert.match(pages.errors.splice(0).join(), /^[^,]*net::ERR_FAILED$/);

  await admin.locator("#section-0 summary").click();
  await admin.locator("#section-0").getByLabel("Heading").fill("Other");
  await admin.locator("#section-0").getByLabel(/^Shown only if/).fill("nothing > 3");
  await admin.locator("#section-0").getByRole("button", { name: "Save" }).click();
  await admin.getByRole("alert").getByText(/nothing/).waitFor();
  const condition = admin.locator("#section-0").getByLabel(/^Shown only if/);
  assert.equal(await condition.inputValue(), "nothing > 3");
  assert.equal(await condition.getAttribute("aria-invalid"), "true");
  assert.equal(await admin.locator("#section-0").getByLabel("Heading").inputValue(), "Other");
  await sound(admin);
});

test("the list that a new module is given is changed, and a link is kept when its record goes", async () => {
  await admin.goto("/admin/modules/new");
  await admin.getByLabel(/^One is called/).fill("Trip");
  await admin.getByLabel(/^Several are called/).fill("Trips");
  await admin.getByRole("textbox", { name: "Key" }).fill("admin");
  await press(admin, "Draft the module");
  assert.equal(await admin.getByRole("textbox", { name: "Key" }).getAttribute("aria-invalid"), "true", "a reserved key is told at its control");
  await admin.getByRole("textbox", { name: "Key" }).fill("");
  await press(admin, "Draft the module");
  await toast(admin, "Drafted the module");
  await admin.goto("/admin/modules/trip/views/all");
  await press(admin, "Save and see the plan");
  await toast(admin, "Nothing changed");
  await admin.goto("/admin/modules/trip/views/all");
  await admin.getByLabel(/^Name/).fill("Every trip");
  await press(admin, "Remove: Owner");
  await save(admin);
  await admin.getByRole("row", { name: /views\.all\.label.*Every trip/ }).waitFor();
  await admin.goto("/admin/modules/trip/fields/new?type=link");
  await admin.getByLabel(/^Name/).first().fill("Account");
  await admin.getByLabel(/^Module/).selectOption("account");
  await save(admin);
  await admin.goto("/admin/modules/trip/fields/account");
  assert.equal(await admin.getByLabel(/^When the linked record/).inputValue(), "keep");
  await press(admin, "Save and see the plan");
  await toast(admin, "Nothing changed");
  await admin.goto("/admin/modules/trip/definition");
  await admin.getByLabel("Your text").fill("");
  await press(admin, "Save and see the plan");
  await toast(admin, "Discarded the draft");
  await admin.getByRole("heading", { level: 1, name: "Modules" }).waitFor();
});
