// Records as people work with them, on the demo company: make, mend, change, delete and undo, board, search, star, list.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";

let kith, pages, page;
before(async () => { kith = await Kith.start(["--demo"]); pages = await Pages.open(); });
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await signedIn(); });
afterEach(async () => { await page.context().close(); pages.check(); });

const signedIn = (options = {}, who = ADMINISTRATOR) => pages.signedIn(kith, who, options);

const toast = (text) => page.locator(".toast", { hasText: text });
const fact = (name) => page.locator(".fact", { has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");

async function makeAccount(name) {
  await page.goto("/account/new");
  await page.getByLabel(/^Name/).fill(name);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page.url();
}

test("an account is made with every kind of value, refused, mended and shown as it was given", async () => {
  await page.goto("/account/new");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("alert").getByRole("link", { name: "Name must not be empty" }).waitFor();
  await page.getByLabel(/^Name/).fill("Zeta & Söhne GmbH");
  await page.getByLabel("Industry", { exact: true }).fill("Optics");
  await page.getByLabel("E-mail", { exact: true }).fill("not an address");
  await page.getByLabel("Employees").fill("many");
  await page.getByLabel("Yearly revenue", { exact: true }).fill("1,234,567.5");
  await page.getByLabel("Currency of yearly revenue").selectOption("USD");
  await page.getByLabel("City").first().fill("Jena");
  await page.getByLabel("Country").first().selectOption("DE");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("2 things to mend").waitFor();
  assert.equal(await page.getByLabel("Employees").inputValue(), "many");
  assert.equal(await page.getByLabel("Employees").getAttribute("aria-invalid"), "true");
  assert.deepEqual(await accessibility(page), []);
  await page.getByLabel("Employees").fill("120");
  await page.getByLabel("E-mail", { exact: true }).first().fill("post@zeta.example");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Zeta & Söhne GmbH" }).waitFor();
  await toast("Created Zeta & Söhne GmbH").waitFor();
  assert.equal(await fact("Yearly revenue").innerText(), "US$\u00a01,234,567.50");
  assert.equal(await fact("Employees").innerText(), "120");
  assert.match(await fact("Address").innerText(), /Jena\nGermany/);
  assert.equal(await fact("E-mails").getByRole("link", { name: "post@zeta.example" }).getAttribute("href"), "mailto:post@zeta.example");
  assert.deepEqual(await accessibility(page), []);
});

test("a record is changed, its history says so, and undo takes it back", async () => {
  await makeAccount("Undo Works");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Industry", { exact: true }).fill("Fishing");
  await page.getByRole("button", { name: "Save" }).click();
  await toast("Saved Undo Works").waitFor();
  assert.equal(await fact("Industry").innerText(), "Fishing");
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
  assert.equal(await fact("Industry").innerText(), "");
  await page.getByRole("link", { name: "History" }).first().click();
  await page.locator(".change", { hasText: "Industry" }).filter({ has: page.locator("ins", { hasText: "Fishing" }) }).waitFor();
  await page.getByText("undone").waitFor();
});

test("two people at once: other fields are merged, the same field is asked about", async () => {
  const url = await makeAccount("Both Of Us");
  const other = await signedIn();
  for (const tab of [page, other]) await tab.goto(`${url}/edit`);
  await other.getByLabel("Industry", { exact: true }).fill("Theirs");
  await other.getByLabel("Employees").fill("7");
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByRole("heading", { level: 1, name: "Both Of Us" }).waitFor();
  await other.context().close();
  await page.getByLabel("Industry", { exact: true }).fill("Mine");
  await page.getByLabel("Founded in").fill("1999");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody changed the same fields meanwhile").waitFor();
  await page.getByLabel(/Theirs/).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Both Of Us" }).waitFor();
  assert.equal(await fact("Industry").innerText(), "Theirs");
  assert.equal(await fact("Employees").innerText(), "7");
  assert.equal(await fact("Founded in").innerText(), "1999");
});

test("a deleted record comes back by undo, and from the bin", async () => {
  const url = await makeAccount("Short Lived");
  const remove = async () => {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await toast("Deleted account Short Lived").waitFor();
  };
  await remove();
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
  await page.goto(url);
  await remove();
  await page.goto("/bin?module=account");
  await page.getByRole("row", { name: /Short Lived/ }).getByRole("button", { name: "Restore" }).click();
  await toast("Restored Short Lived").waitFor();
  await page.getByRole("heading", { level: 1, name: "Short Lived" }).waitFor();
});

test("several records are deleted at once and come back at once", async () => {
  for (const name of ["Bulk One", "Bulk Two"]) await makeAccount(name);
  await page.goto("/account?find=bulk");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("region", { name: "Selected records" }).getByRole("button", { name: "Delete" }).click();
  await toast("Deleted 2 accounts").waitFor();
  await page.getByText("No accounts match").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 2);
});

test("several records are given a value at once, and all that match on every page", async () => {
  for (const name of ["Mass One", "Mass Two"]) await makeAccount(name);
  await page.goto("/account?find=mass");
  const bar = page.getByRole("region", { name: "Selected records" });
  await page.getByRole("checkbox", { name: "Select Mass One" }).check();
  await bar.getByRole("button", { name: "Change" }).click();
  await page.getByRole("heading", { level: 1, name: "Change 1 account" }).waitFor();
  await page.getByRole("button", { name: "Change 1 account" }).click();
  await page.getByText("Choose what is to be changed").first().waitFor();
  await page.getByLabel("Field").selectOption({ label: "Industry" });
  await page.getByLabel("Industry", { exact: true }).fill("Retail");
  await page.getByRole("button", { name: "Change 1 account" }).click();
  await toast("Changed 1 account").waitFor();
  assert.equal(await page.getByRole("row", { name: /Mass One/ }).getByText("Retail").count(), 1);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await bar.getByRole("checkbox", { name: "All on every page" }).check();
  await bar.getByRole("button", { name: "Change" }).click();
  await page.getByRole("heading", { level: 1, name: "Change all accounts that match" }).waitFor();
  await page.getByLabel("Field").selectOption({ label: "Industry" });
  await page.getByLabel("Industry", { exact: true }).fill("Retail");
  await page.getByRole("button", { name: "Change all accounts that match" }).click();
  await page.getByText("Were so already").waitFor();
  assert.deepEqual(await page.locator(".stat-value").allTextContents(), ["1", "1", "0"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
});

test("a link field finds records as one types", async () => {
  await makeAccount("Mother Company");
  await page.goto("/account/new");
  await page.getByLabel(/^Name/).fill("Daughter Company");
  const field = page.getByRole("combobox", { name: "Parent company" });
  await field.click();
  await field.fill("mother");
  await page.getByRole("option", { name: "Mother Company" }).click();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await fact("Parent company").getByRole("link", { name: "Mother Company" }).click();
  await page.getByRole("region", { name: "Subsidiaries" }).getByRole("link", { name: "Daughter Company" }).waitFor();
});

test("a stage that was lost asks for the reason, at once and only then", async () => {
  await page.goto("/opportunity/new");
  assert.equal(await page.getByLabel("Lost reason").count(), 0);
  await page.getByLabel(/^Stage/).selectOption({ label: "Lost" });
  await page.getByLabel("Lost reason").selectOption("price");
  await page.getByLabel(/^Stage/).selectOption({ label: "Won" });
  await page.getByLabel("Lost reason").waitFor({ state: "detached" });
});

const lane = (name) => page.locator(".board-lane", { has: page.getByRole("heading", { name: new RegExp(`^${name}`) }) });
const count = async (name) => Number(await lane(name).locator(".board-lane-count").innerText());

test("a card is dragged to another lane; sums follow; undo brings it back", async () => {
  await page.goto("/opportunity?view=board");
  const [from, to] = [await count("Prospecting"), await count("Qualification")];
  const card = lane("Prospecting").locator(".board-card").first();
  const title = await card.locator(".board-card-title").innerText();
  await card.hover();
  await page.mouse.down();
  const target = await lane("Qualification").locator(".board-cards").boundingBox();
  await page.mouse.move(target.x + 90, target.y + 20, { steps: 12 });
  await page.waitForTimeout(300);
  await page.mouse.move(target.x + 95, target.y + 30, { steps: 4 });
  await page.waitForTimeout(200);
  await page.mouse.up();
  await toast(`${title}: Stage is now Qualification`).waitFor();
  await page.waitForFunction(([key, wanted]) => document.getElementById(key).textContent === wanted, [await lane("Qualification").locator(".board-lane-count").getAttribute("id"), String(to + 1)]);
  assert.equal(await count("Prospecting"), from - 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
  assert.deepEqual([await count("Prospecting"), await count("Qualification")], [from, to]);
});

test("a card is moved by the keyboard, and the record page shows the move", async () => {
  await page.goto("/opportunity?view=board");
  const title = lane("Proposal").locator(".board-card-title").first();
  const name = await title.innerText();
  await title.focus();
  await page.keyboard.press("Alt+ArrowRight");
  await toast(`${name}: Stage is now Negotiation`).waitFor();
  await page.locator("#live", { hasText: "Moved to Negotiation" }).waitFor({ state: "attached" });
  await lane("Negotiation").getByRole("link", { name }).click();
  await page.locator(".stage-bar [aria-current=step]", { hasText: "Negotiation" }).waitFor();
  await page.locator(".timeline-item", { hasText: "moved it to Negotiation" }).waitFor();
});

test("a board shows more cards of a lane on demand", async () => {
  await page.goto("/opportunity?view=board");
  const before = await lane("Won").locator(".board-card").count();
  await lane("Won").getByRole("link", { name: "Show more" }).click();
  await page.waitForFunction(([id, least]) => document.getElementById(id).querySelectorAll(".board-card").length > least, [await lane("Won").locator(".board-cards").getAttribute("id"), before]);
});

test("search finds by the beginning of a word, in the page and by Ctrl-K", async () => {
  await makeAccount("Quetzal Optics");
  await page.goto("/");
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Search and commands" });
  await dialog.getByRole("combobox").fill("quetz");
  await dialog.getByRole("option", { name: /Quetzal Optics/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Quetzal Optics" }).waitFor();
  await page.locator("[data-search-focus]").fill("quetzal");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=quetzal");
  await page.getByRole("link", { name: /Quetzal Optics/ }).waitFor();
});

test("a star keeps a record at hand, and what was seen stands on the home page", async () => {
  await makeAccount("Starry Night");
  const star = page.getByRole("button", { name: "Star" });
  await star.click();
  await page.locator(".star[aria-pressed=true]").waitFor();
  await page.goto("/");
  await page.getByRole("region", { name: "Starred" }).getByRole("link", { name: "Starry Night" }).waitFor();
  await page.getByRole("region", { name: "Recently viewed" }).getByRole("link", { name: "Starry Night" }).waitFor();
});

test("a list is filtered by clicking, read back, sorted and paged to its end and back", async () => {
  await page.goto("/opportunity");
  await page.getByRole("button", { name: "Filter" }).click();
  const panel = page.locator("#filter-panel");
  await panel.getByLabel("Field").selectOption({ label: "Amount" });
  await panel.getByLabel("How to compare Amount").selectOption("gte");
  await panel.getByLabel("Value of Amount").fill("50,000");
  await panel.getByRole("button", { name: "Apply" }).click();
  await page.locator(".filter-chip", { hasText: "Amount is at least 50,000" }).waitFor();
  await page.getByRole("link", { name: "Amount", exact: true }).click();
  await page.locator("th[aria-sort=ascending]", { hasText: "Amount" }).waitFor();
  const counted = Number((await page.locator(".list-count", { hasText: "opportunities" }).innerText()).split(" ")[0]);
  const titles = new Set();
  for (;;) {
    for (const title of await page.locator("tbody .cell-title a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) titles.add(title);
    const next = page.getByRole("link", { name: "Next" });
    if ((await next.count()) === 0) break;
    await next.click();
    await page.waitForLoadState("networkidle");
  }
  assert.equal(titles.size, counted);
  const last = page.url();
  await page.getByRole("link", { name: "Previous" }).click();
  await page.waitForURL((url) => url.href !== last);
  await page.getByRole("link", { name: "Remove: Amount is at least 50,000" }).click();
  await page.waitForURL((url) => !url.search.includes("filter"));
});

test("a list is saved as a view, changed, renamed and removed", async () => {
  await makeAccount("Saved One");
  await page.goto("/account?filter[name][starts]=Saved&sort=name");
  await page.getByRole("link", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByText("Name must be filled").first().waitFor();
  await dialog.getByLabel(/^Name/).fill("Retailers");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await toast("Saved the view Retailers").waitFor();
  const tab = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Retailers" });
  assert.equal(await tab.getAttribute("aria-current"), "page");
  assert.equal(await page.getByRole("link", { name: "Save view" }).count(), 0, "nothing has changed yet");
  await page.goto("/account");
  await tab.click();
  assert.equal(await page.locator("th[aria-sort]").textContent().then((text) => text.trim()), "Name");
  await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
  await page.getByRole("link", { name: "Save view" }).click();
  await dialog.getByLabel(/^Name/).fill("Retailers by name");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await toast("Saved the view Retailers by name").waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("link", { name: "Rename or remove this view" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await toast("Removed the view Retailers by name").waitFor();
  assert.equal(await page.getByRole("link", { name: "Retailers" }).count(), 0);
});

test("columns are chosen, and a table says what it shows", async () => {
  await page.goto("/contact");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.locator("#column-panel").getByLabel("Birthday").check();
  await page.locator("#column-panel").getByRole("button", { name: "Show" }).click();
  await page.getByRole("columnheader", { name: "Birthday" }).waitFor();
});

test("a note is written and a task checked off on a record", async () => {
  await makeAccount("Busy Place");
  await page.getByRole("textbox", { name: "Note" }).fill("They want blue.");
  await page.getByRole("button", { name: "Save note" }).click();
  await page.locator(".timeline-text", { hasText: "They want blue." }).waitFor();
  await page.getByRole("region", { name: "Tasks" }).getByRole("link", { name: "Add" }).click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel(/^Subject/).fill("Send a sample");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("button", { name: "Done: Send a sample" }).click();
  await page.locator(".timeline-item", { hasText: "finished Send a sample" }).waitFor();
});

test("without script a record is made, filtered, moved and deleted", async () => {
  await page.context().close();
  page = await signedIn({ javaScriptEnabled: false });
  await page.goto("/opportunity/new");
  await page.getByLabel(/^Name/).fill("Plain Paper");
  await page.getByLabel("Amount", { exact: true }).fill("1234.5");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Plain Paper" }).waitFor();
  await page.locator(".stage-step", { hasText: "Proposal" }).click();
  await page.locator(".stage-bar [aria-current=step]", { hasText: "Proposal" }).waitFor();
  await page.goto("/opportunity?f.0=name");
  await page.locator(".card").getByLabel("Value of Name").fill("plain");
  await page.locator(".card").getByRole("button", { name: "Apply" }).click();
  await page.getByText("Name contains “plain”").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.getByRole("checkbox", { name: "Select Plain Paper" }).check();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("Deleted 1 opportunity").waitFor();
});

test("a pencil leads into what is seen of a picker: typing there never changes the record unseen", async () => {
  const url = await makeAccount("Pencil Ltd");
  await page.goto(`${url}/edit#f-owner`);
  await page.locator("#f-owner + .ts-wrapper.focus").waitFor();
  const before = await page.locator("#f-owner").inputValue();
  await page.keyboard.type("Carla");
  await page.locator(".ts-dropdown .option.active", { hasText: "Carla" }).waitFor();
  assert.equal(await page.locator("#f-owner").inputValue(), before);
  await page.keyboard.press("Enter");
  await page.locator("#f-owner + .ts-wrapper .item", { hasText: "Carla" }).waitFor();
});

test("what was typed when the session ended is there after signing in again", async () => {
  await page.goto("/account/new");
  await page.getByLabel(/^Name/).fill("Half typed");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByText("Your session has ended").waitFor();
  await page.getByLabel("E-mail").fill(ADMINISTRATOR);
  await page.getByLabel("Password").fill(kith.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((found) => found.pathname === "/account/new");
  assert.equal(await page.getByLabel(/^Name/).inputValue(), "Half typed");
});

test("after a note the page stays where it was, and a condition takes the focus", async () => {
  await page.setViewportSize({ width: 800, height: 600 });
  await page.goto(await makeAccount("Long page"));
  const note = page.getByRole("textbox", { name: /note/i });
  await note.scrollIntoViewIfNeeded();
  await note.fill("Called them");
  const before = await page.evaluate(() => scrollY);
  await page.getByRole("button", { name: /^(Note|Add note|Save note)/ }).click();
  await page.getByText("Called them").waitFor();
  assert.ok(before > 0 && Math.abs((await page.evaluate(() => scrollY)) - before) < 300, "it went elsewhere");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/account");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByLabel("Field").selectOption("industry");
  await page.locator("select[aria-label='How to compare Industry']:focus").waitFor();
});
