// Lists as people work in them, on the demo company: values changed in their cells, several sorts, columns, widths, groups,
// on a desk and on a phone.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";
const READER = "carla.meneses@aurelia.example";

let kith, pages, page;
before(async () => { kith = await Kith.start(["--demo"]); pages = await Pages.open(); });
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await signedIn(); });
afterEach(async () => { await page.context().close(); pages.check(); });

const signedIn = (options = {}, who = ADMINISTRATOR) => pages.signedIn(kith, who, options);

const toast = (text) => page.locator(".toast", { hasText: text });
const editor = () => page.locator("#cell-editor");
const row = (name) => page.getByRole("row", { name: new RegExp(`Select ${name} `) });
const cell = (name, column) => row(name).locator(`[data-label="${column}"]`);

/** A new account, by the API. */
async function account(values) {
  const answer = await page.request.post("/api/v1/account", { data: values });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).id;
}

/** A list whose cells can be walked over. */
async function list(path) {
  await page.goto(path);
  await page.locator("[data-list][data-started]").waitFor();
}

test("a value is changed in its cell, refused, mended, and taken back", async () => {
  await account({ name: "Cell Works", employees: 5 });
  await list("/account?find=cell+works&columns=industry,employees,owner");
  await cell("Cell Works", "Employees").dblclick();
  const control = editor().getByLabel("Employees", { exact: true });
  assert.equal(await control.inputValue(), "5");
  assert.deepEqual(await accessibility(page), []);
  await control.fill("many");
  await page.keyboard.press("Enter");
  await editor().getByRole("alert").getByText("Employees").waitFor();
  assert.equal(await control.inputValue(), "many");
  assert.deepEqual(await accessibility(page), []);
  await control.fill("1,250");
  await page.keyboard.press("Enter");
  await toast(/Cell Works: Employees is now 1,?250/).waitFor();
  assert.equal(await cell("Cell Works", "Employees").innerText(), "1,250");
  assert.equal(await editor().count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.label), "Employees", "one stands where one was");
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
  assert.equal(await cell("Cell Works", "Employees").innerText(), "5");
});

test("cells are walked over by the arrow keys, and changed without a mouse", async () => {
  await account({ name: "Keys One", industry: "Optics" });
  await account({ name: "Keys Two", industry: "Paper" });
  await list("/account?filter[name][starts]=Keys&sort=name&columns=industry,website");
  await page.getByRole("link", { name: "Keys One" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  await editor().getByLabel("Industry", { exact: true }).waitFor();
  await page.keyboard.type("Glass");
  await page.keyboard.press("Escape");
  await editor().waitFor({ state: "detached" });
  assert.equal(await cell("Keys Two", "Industry").innerText(), "Paper");
  await page.keyboard.press("Enter");
  await editor().getByLabel("Industry", { exact: true }).waitFor();
  await page.keyboard.type("Glass");
  await page.keyboard.press("Tab");
  await toast("Keys Two: Industry is now Glass").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.label), "Website", "Tab goes on to the next");
  await page.keyboard.press("Space");
  assert.equal(await row("Keys Two").getByRole("checkbox").isChecked(), true);
});

test("what follows from a value is shown with it; a choice is saved as it is made", async () => {
  await list("/opportunity?filter[stage.name][eq]=Prospecting&columns=stage,amount,probability,expected,owner&sort=name");
  const first = page.locator("tbody tr").first();
  const before = await first.locator("[data-label='Expected amount']").innerText();
  await first.locator("[data-label=Stage]").dblclick();
  await editor().getByLabel("Stage", { exact: true }).selectOption({ label: "Negotiation" });
  await toast("Stage is now Negotiation").waitFor();
  assert.equal(await first.locator("[data-label=Stage]").innerText(), "Negotiation");
  assert.notEqual(await first.locator("[data-label='Expected amount']").innerText(), before);
  await first.locator("[data-label=Owner]").dblclick();
  await editor().locator(".ts-control").waitFor();
  const owner = editor().getByRole("combobox", { name: "Owner" });
  await owner.fill("tiago");
  await page.getByRole("option", { name: "Tiago Antunes" }).click();
  await toast("Owner is now Tiago Antunes").waitFor();
  assert.match(await first.locator("[data-label=Owner]").innerText(), /Tiago Antunes/);
});

test("what somebody else made of a value meanwhile is told before it is replaced; of another value it is kept", async () => {
  const id = await account({ name: "Two Hands", industry: "Old" });
  const theirs = (values) => page.request.patch(`/api/v1/account/${id}`, { data: values });
  await list("/account?find=two+hands&columns=industry,employees");
  await cell("Two Hands", "Industry").dblclick();
  await editor().getByLabel("Industry", { exact: true }).fill("Mine");
  await theirs({ employees: 9, industry: "Theirs" });
  await page.keyboard.press("Enter");
  await editor().getByText("Somebody made it Theirs meanwhile").waitFor();
  await page.keyboard.press("Enter");
  await toast("Two Hands: Industry is now Mine").waitFor();
  assert.equal(await cell("Two Hands", "Employees").innerText(), "9");
  await cell("Two Hands", "Industry").dblclick();
  await editor().getByLabel("Industry", { exact: true }).fill("Again");
  await theirs({ employees: 10 });
  await page.keyboard.press("Enter");
  await toast("Two Hands: Industry is now Again").waitFor();
  assert.equal(await cell("Two Hands", "Employees").innerText(), "10");
});

test("going elsewhere saves, also a value of several controls; nothing typed is nothing done", async () => {
  await account({ name: "Elsewhere", emails: [{ value: "a@b.example" }] });
  await list("/account?find=elsewhere&columns=emails,industry,tags");
  await cell("Elsewhere", "E-mails").dblclick();
  await editor().getByLabel("E-mail", { exact: true }).first().fill("post@elsewhere.example");
  await page.getByRole("heading", { level: 1 }).click();
  await toast("Elsewhere: E-mails is now").waitFor();
  await cell("Elsewhere", "E-mails").getByRole("link", { name: "post@elsewhere.example" }).waitFor();
  await cell("Elsewhere", "Industry").dblclick();
  await editor().getByLabel("Industry", { exact: true }).waitFor();
  await page.getByRole("heading", { level: 1 }).click();
  await editor().waitFor({ state: "detached" });
  assert.equal(await toast("Industry is now").count(), 0);
});

test("a record made in a cell's picker is chosen there", async () => {
  const parent = await account({ name: "Picker Works" });
  await list("/account?find=picker+works&columns=parent");
  await cell("Picker Works", "Parent company").dblclick();
  await editor().locator(".ts-control").waitFor();
  const picker = editor().getByRole("combobox", { name: "Parent company" });
  await picker.fill("Picker Holding");
  await page.getByText("Create “Picker Holding”").click();
  const dialog = page.getByRole("dialog", { name: "New account" });
  assert.equal(await dialog.getByLabel(/^Name/).inputValue(), "Picker Holding");
  await dialog.getByLabel("Industry").fill("Optics");
  assert.equal(await editor().count(), 1, "the cell waits");
  await dialog.getByRole("button", { name: "Create", exact: true }).dblclick();
  await toast("Parent company is now Picker Holding").waitFor();
  const made = await (await page.request.get(`/api/v1/account/${parent}`)).json();
  const holdings = (await (await page.request.get("/api/v1/account?filter[name]=Picker%20Holding")).json()).data;
  assert.deepEqual(holdings.map((one) => one.id), [made.parent], "one, however often it was sent");
});

test("a link is followed once what was typed is saved, and not where it was refused", async () => {
  await account({ name: "Wayward", industry: "Paper", employees: 5 });
  await list("/account?find=wayward&columns=industry,employees");
  await cell("Wayward", "Employees").dblclick();
  await editor().getByLabel("Employees", { exact: true }).fill("many");
  await page.getByRole("link", { name: "Contacts", exact: true }).first().click();
  await editor().getByRole("alert").getByText("Employees").waitFor();
  assert.equal(new URL(page.url()).pathname, "/account");
  await editor().getByLabel("Employees", { exact: true }).fill("6");
  await page.getByRole("link", { name: "Contacts", exact: true }).first().click();
  await page.waitForURL("**/contact");
  await list("/account?find=wayward&columns=industry,employees");
  assert.equal(await cell("Wayward", "Employees").innerText(), "6");
  assert.equal(await editor().count(), 0, "what arrived is not kept");
});

test("what was typed in a cell outlives the session, and is forgotten where it was given up", async () => {
  const id = await account({ name: "Perennial Cell", industry: "Paper" });
  await list("/account?find=perennial+cell&columns=industry");
  await cell("Perennial Cell", "Industry").dblclick();
  await editor().getByLabel("Industry", { exact: true }).fill("Glass");
  await page.context().clearCookies({ name: "kith" });
  await page.keyboard.press("Enter");
  await page.locator("#password").waitFor();
  await page.locator("#email").fill(ADMINISTRATOR);
  await page.locator("#password").fill(kith.password);
  await page.locator("form button").click();
  await editor().getByText("Restored what you typed.").waitFor();
  assert.equal(await editor().getByLabel("Industry", { exact: true }).inputValue(), "Glass");
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("Enter");
  await toast("Perennial Cell: Industry is now Glass").waitFor();
  assert.equal((await (await page.request.get(`/api/v1/account/${id}`)).json()).industry, "Glass");
  await cell("Perennial Cell", "Industry").dblclick();
  await editor().getByLabel("Industry", { exact: true }).fill("Given up");
  await page.keyboard.press("Escape");
  await list(page.url());
  await cell("Perennial Cell", "Industry").dblclick();
  assert.equal(await editor().getByLabel("Industry", { exact: true }).inputValue(), "Glass");
});

test("who may only read is offered no change", async () => {
  const reader = await signedIn({}, READER);
  await reader.goto("/account");
  await reader.locator("[data-list][data-started]").waitFor();
  assert.equal(await reader.locator("th[data-set]").count(), 0);
  const id = (await reader.locator(".row-check").first().getAttribute("value"));
  assert.equal((await reader.request.get(`/account/${id}/cell?field=industry`)).status(), 403);
  await reader.locator("tbody td[data-label]").first().click();
  await reader.waitForURL(`**/account/${id}`);
  await reader.context().close();
});

test("a list is sorted by several columns, by Shift and a click and in the panel", async () => {
  await list("/opportunity?columns=stage,amount,owner&sort=stage");
  await page.getByRole("link", { name: "Amount", exact: true }).click({ modifiers: ["Shift"] });
  await page.waitForURL((url) => url.searchParams.get("sort") === "stage,amount");
  await page.locator("[data-list][data-started]").waitFor();
  await page.getByRole("link", { name: "Amount 2" }).click({ modifiers: ["Shift"] });
  await page.waitForURL((url) => url.searchParams.get("sort") === "stage,-amount");
  await page.getByRole("button", { name: "Sort", exact: true }).click();
  const panel = page.locator("#order-panel");
  await panel.getByRole("button", { name: "Move Amount up" }).click();
  await panel.locator("select[name='s.0']").and(page.locator(":has(option[value=amount]:checked)")).waitFor();
  await panel.locator("select[name='s.2']").selectOption({ label: "Owner" });
  assert.deepEqual(await accessibility(page), []);
  await panel.getByRole("button", { name: "Sort", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("sort") === "-amount,stage,owner");
  assert.deepEqual(await page.locator(".sort-rank").allTextContents(), ["2", "1", "3"]);
  await page.locator("[data-list][data-started]").waitFor();
  await page.getByRole("button", { name: "Sort", exact: true }).click();
  await panel.getByRole("button", { name: "Do not sort by Owner" }).focus();
  await page.keyboard.press("Enter");
  await panel.locator("select[name='s.2']:has(option[value='']:checked)").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), "s.2", "one stands where the row was");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.name), "s.2", "options are walked through");
});

test("columns are chosen, ordered and widened, and stay as wide", async () => {
  await list("/account?columns=industry,website");
  await page.getByRole("button", { name: "Columns" }).click();
  const panel = page.locator("#column-panel");
  await panel.getByRole("button", { name: "Move Website up" }).click();
  await panel.locator(".arrange-row").first().getByText("Website").waitFor();
  await panel.getByRole("checkbox", { name: "Employees" }).check();
  assert.deepEqual(await accessibility(page), []);
  await panel.getByRole("button", { name: "Show", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("columns") === "website,industry,employees");
  await page.locator("[data-list][data-started]").waitFor();
  const width = async () => Math.round((await page.locator("th[data-col=industry]").boundingBox()).width);
  const before = await width();
  const edge = await page.locator("th[data-col=industry]").boundingBox();
  await page.mouse.move(edge.x + edge.width - 2, edge.y + 12);
  await page.mouse.down();
  await page.mouse.move(edge.x + edge.width + 98, edge.y + 12, { steps: 5 });
  await page.mouse.up();
  assert.ok(Math.abs((await width()) - before - 100) <= 3, `${before} became ${await width()}`);
  assert.equal(new URL(page.url()).searchParams.get("sort"), null, "dragging an edge sorts nothing");
  const wide = await width();
  await list(page.url());
  assert.equal(await width(), wide);
  await page.locator("th[data-col=industry] a").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.ok(Math.abs(wide - 32 - (await width())) <= 2, `${wide} became ${await width()}`);
});

test("a list stands in groups, with counts and sums, and leads to all of each", async () => {
  await list("/opportunity?columns=stage,amount,owner");
  await page.getByRole("button", { name: "Group" }).click();
  await page.locator("#group-menu").getByRole("link", { name: "Stage", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("group") === "stage");
  const heads = page.locator(".group-row");
  await heads.locator(".badge").first().waitFor();
  assert.deepEqual((await heads.locator(".badge").allTextContents()).slice(0, 3), ["Prospecting", "Qualification", "Proposal"]);
  const won = heads.filter({ hasText: "Won" });
  const count = Number(await won.locator(".tab-count").innerText());
  assert.match(await won.innerText(), /€/);
  assert.deepEqual(await accessibility(page), []);
  await won.getByRole("link", { name: "Show all" }).click();
  await page.locator(".filter-chip", { hasText: "Stage is Won" }).waitFor();
  await page.locator(".list-count", { hasText: `${count} opportunities` }).waitFor();
  await page.goto("/account?group=owner");
  await page.locator(".group-row").nth(1).waitFor();
  await page.goto("/task?group=about");
  assert.equal(await page.locator(".group-row").count(), 0, "by a link to anything there are no groups");
});

test("on a phone all is selected, sorted and chosen in sheets", async () => {
  await page.context().close();
  page = await signedIn({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await list("/account");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  assert.equal(await page.locator(".row-check:checked").count(), await page.locator(".row-check").count());
  await page.getByRole("checkbox", { name: "Select all" }).uncheck();
  for (const [name, id] of [["Sort", "order-panel"], ["Columns", "column-panel"]]) {
    await page.getByRole("button", { name, exact: true }).click();
    const sheet = page.locator(`#${id}`);
    await sheet.locator("form").waitFor();
    const box = await sheet.boundingBox();
    assert.ok(box.x === 0 && box.width === 390 && Math.round(box.y + box.height) === 844, `${name}: ${JSON.stringify(box)}`);
    assert.deepEqual(await accessibility(page), []);
    await page.keyboard.press("Escape");
  }
  await page.goto("/opportunity?group=stage");
  await page.locator(".group-row .badge").first().waitFor();
  assert.deepEqual(await accessibility(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
});

test("without script order and columns are changed by plain forms", async () => {
  await page.context().close();
  page = await signedIn({ javaScriptEnabled: false });
  await page.goto("/account?columns=industry,website&sort=industry");
  await page.getByRole("link", { name: "Filter" }).click();
  await page.getByRole("button", { name: "Move Website up" }).click();
  await page.waitForURL((url) => url.searchParams.get("columns") === "website,industry");
  await page.getByRole("group", { name: "Columns" }).getByRole("button", { name: "Move Industry up" }).waitFor();
  await page.locator("select[name='s.1']").selectOption({ label: "Name" });
  await page.locator("select[name='d.1']").selectOption("desc");
  await page.getByRole("button", { name: "Sort", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("sort") === "industry,-name");
  await page.goto("/opportunity?group=stage");
  await page.getByRole("link", { name: "Show the groups" }).click();
  await page.locator(".group-row .badge", { hasText: "Prospecting" }).waitFor();
  await page.getByRole("heading", { level: 1, name: "Opportunities" }).waitFor();
});

test("the form of many keeps to the rules of accessibility", async () => {
  await list("/account");
  await page.getByRole("checkbox", { name: /^Select / }).nth(1).check();
  await page.getByRole("region", { name: "Selected records" }).getByRole("button", { name: "Change" }).click();
  await page.getByRole("heading", { level: 1, name: "Change 1 account" }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.getByRole("button", { name: "Change 1 account" }).click();
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await accessibility(page), []);
  for (const field of ["Industry", "Owner", "Tags: add", "E-mails"]) {
    const option = page.getByLabel("Field").locator("option", { hasText: field.split(":")[0] }).first();
    await page.getByLabel("Field").selectOption(await option.getAttribute("value"));
    await page.locator("#bulk-control label, #bulk-control legend").first().waitFor();
    assert.deepEqual(await accessibility(page), [], field);
  }
});
