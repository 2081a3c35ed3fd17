// Boards and the page of a record as people work with them, on the demo company with a module of its own: lanes chosen,
// limited, folded; cards added, carried by a finger, asked for what a move still needs; the timeline, notes and tasks,
// mentions, the way through a list, who else looks.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";
const READER = "carla.meneses@aurelia.example";
const CASE = `
module = "case"
label = { one = "Case", many = "Cases" }
icon = "life-buoy"
area = "work"
use = ["activities"]

[fields]
name = { type = "text", required = true }
state = { type = "select", required = true, default = "open", options = ["open", "refused"] }
cause = { type = "text", visible_if = "state = \\"refused\\"", required_if = "state = \\"refused\\"" }
account = { type = "link", to = "account", inverse = "cases" }

[views.all]
kind = "list"
label = "All cases"
columns = ["name", "state"]
sort = ["name"]

[views.board]
kind = "board"
label = "Board"
lanes = "state"
card = ["account"]

[access]
sales_manager = { create = true, read = "all", edit = "all" }
`;

let kith, pages, page;
before(async () => {
  kith = await Kith.start(["--demo"]);
  const modules = join(kith.data, "modules");
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, "case.toml"), CASE);
  kith.run(["module", "apply"]);
  pages = await Pages.open();
});
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await signedIn(); });
afterEach(async () => { await page.context().close(); pages.check(); });

const signedIn = (options = {}, who = ADMINISTRATOR) => pages.signedIn(kith, who, options);

const toast = (text) => page.locator(".toast", { hasText: text });
const lane = (name) => page.locator(".board-lane", { has: page.getByRole("heading", { name: new RegExp(`^${name}`) }) });
const card = (name) => page.locator(".board-card", { hasText: name });
const make = async (module, values) => (await (await page.request.post(`/api/v1/${module}`, { data: values })).json());

async function addCase(name) {
  await page.goto("/case?view=board");
  await lane("Open").getByText("Add", { exact: true }).first().click();
  await lane("Open").getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await toast(`Created ${name}`).waitFor();
}

test("a card is added in its lane, one after the other", async () => {
  await addCase("Broken lens");
  await lane("Open").locator(".board-card", { hasText: "Broken lens" }).waitFor();
  await page.keyboard.type("Lost parcel");
  await page.keyboard.press("Enter");
  await toast("Created Lost parcel").waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await page.keyboard.press("Escape");
  assert.deepEqual(await accessibility(page), []);
});

test("what was typed in a lane outlives a reload, and is forgotten where it was given up", async () => {
  const name = () => lane("Open").getByRole("textbox", { name: "Name" });
  await page.goto("/case?view=board");
  await lane("Open").getByText("Add", { exact: true }).first().click();
  await name().fill("Half a case");
  await page.reload();
  await lane("Open").getByText("Restored what you typed.").waitFor();
  assert.equal(await name().inputValue(), "Half a case");
  await name().press("Escape");
  await page.reload();
  await page.locator(".board[data-started]").waitFor();
  assert.equal(await page.getByText("Restored what you typed.").count(), 0);
  await addCase("Whole case");
  await page.goto("/case?view=board");
  await page.locator(".board[data-started]").waitFor();
  assert.equal(await page.getByText("Restored what you typed.").count(), 0, "what arrived is not kept");
});

test("a move asks in a dialog for what it still needs, and is given up without a trace", async () => {
  await addCase("Refused one");
  await card("Refused one").locator(".board-card-title").focus();
  await page.keyboard.press("Alt+ArrowRight");
  const dialog = page.getByRole("dialog", { name: "State: Refused" });
  await dialog.getByLabel("Cause").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  await lane("Open").locator(".board-card", { hasText: "Refused one" }).waitFor();
  await card("Refused one").locator(".board-card-title").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("alert").getByText("Cause must").waitFor();
  await dialog.getByLabel("Cause").fill("Out of warranty");
  await dialog.getByRole("button", { name: "Save" }).click();
  await toast("Refused one").waitFor();
  await lane("Refused").locator(".board-card", { hasText: "Refused one" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await toast("Undone").waitFor();
  await lane("Open").locator(".board-card", { hasText: "Refused one" }).waitFor();
});

test("a value that needs another one asks for it from the cell of a list too", async () => {
  await make("case", { name: "Refused in a list", account: null });
  await page.goto("/case?find=refused+in+a+list");
  await page.locator("[data-list][data-started]").waitFor();
  const state = page.locator("tbody [data-label=State]");
  const refuse = async () => {
    await state.dblclick();
    await page.locator("#cell-editor").getByLabel("State", { exact: true }).selectOption({ label: "Refused" });
  };
  await refuse();
  const dialog = page.getByRole("dialog", { name: "State: Refused" });
  await dialog.getByLabel("Cause").fill("Nobody knows");
  assert.equal(await page.locator("#cell-editor").count(), 0);
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await state.innerText(), "Open");
  await refuse();
  assert.equal(await dialog.getByLabel("Cause").inputValue(), "", "what was given up is forgotten");
  await dialog.getByLabel("Cause").fill("Out of warranty");
  await dialog.getByRole("button", { name: "Save" }).click();
  await toast("State is now Refused").waitFor();
  assert.equal(await state.innerText(), "Refused");
});

test("lanes are chosen, limited and folded; folded they stay", async () => {
  await page.goto("/opportunity?view=board");
  await page.getByRole("button", { name: "Lanes" }).click();
  await page.getByRole("spinbutton", { name: "Won" }).fill("10");
  assert.deepEqual(await accessibility(page), []);
  await page.getByRole("button", { name: "Apply" }).click();
  await lane("Won").getByText(/over the limit/).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("limit[won]"), "10");
  assert.equal(new URL(page.url()).searchParams.get("limit[lost]"), null);
  await page.getByRole("button", { name: "Cards of Won" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".board-lane.is-folded", { hasText: "Won" }).waitFor();
  await page.reload();
  const fold = page.getByRole("button", { name: "Cards of Won" });
  assert.equal(await fold.getAttribute("aria-expanded"), "false");
  assert.equal(await lane("Won").locator(".board-card").count(), 0);
  assert.deepEqual(await accessibility(page), []);
  await fold.click();
  await lane("Won").locator(".board-card").first().waitFor();
  await page.getByRole("button", { name: "Lanes" }).click();
  await page.getByRole("link", { name: "Came through", exact: true }).click();
  await lane("Referral").waitFor();
});

test("a lane brings more cards as it scrolls", async () => {
  await page.goto("/opportunity?view=board");
  const cards = lane("Won").locator(".board-card");
  const before = await cards.count();
  await cards.last().scrollIntoViewIfNeeded();
  await lane("Won").locator(".board-card").nth(before).waitFor();
});

test("who may not move cards cannot carry them", async () => {
  const reader = await signedIn({}, READER);
  await reader.goto("/opportunity?view=board");
  await reader.locator(".board-card").first().waitFor();
  assert.equal(await reader.locator("[data-move], .lane-add").count(), 0);
  await reader.context().close();
});

test("a card is carried by a finger", async () => {
  await addCase("By finger");
  const phone = await signedIn({ viewport: { width: 820, height: 900 }, hasTouch: true });
  await phone.goto("/case?view=board");
  const from = await phone.locator(".board-card", { hasText: "By finger" }).boundingBox();
  const to = await phone.locator("#lane-cards-refused").boundingBox();
  const client = await phone.context().newCDPSession(phone);
  const touch = (type, x, y) => client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const start = [from.x + from.width / 2, from.y + 12];
  await touch("touchStart", ...start);
  await phone.waitForTimeout(350);
  for (let step = 1; step <= 10; step += 1) {
    await touch("touchMove", start[0] + ((to.x + 60 - start[0]) * step) / 10, start[1] + ((to.y + 30 - start[1]) * step) / 10);
    await phone.waitForTimeout(30);
  }
  await touch("touchEnd");
  await phone.getByRole("dialog", { name: "State: Refused" }).waitFor();
  await phone.context().close();
});

test("a note mentions somebody as one types, and stands out in the timeline", async () => {
  const { id } = await make("account", { name: "Mention Works" });
  await page.goto(`/account/${id}`);
  const note = page.getByRole("textbox", { name: "Note" });
  await note.pressSequentially("Ask @rui");
  await page.getByRole("option", { name: "Rui Carvalho" }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await note.inputValue(), "Ask @Rui Carvalho ");
  await note.pressSequentially("about it");
  assert.deepEqual(await accessibility(page), []);
  await page.getByRole("button", { name: "Save note" }).click();
  await toast("Noted").waitFor();
  assert.equal(await page.locator(".mention").innerText(), "@Rui Carvalho");
});

test("a task is written beside the notes; the timeline shows one kind alone, with script and without", async () => {
  const { id } = await make("account", { name: "Timely" });
  await page.goto(`/account/${id}`);
  await page.locator(".composer").getByText("Task", { exact: true }).click();
  await page.getByLabel("Subject").fill("Call them back");
  await page.getByLabel("Due on").fill("2030-01-31");
  await page.getByRole("button", { name: "Add task" }).click();
  await page.getByRole("region", { name: "Tasks" }).getByRole("link", { name: "Call them back" }).waitFor();
  await page.locator(".composer-note textarea").fill("One note");
  await page.getByRole("button", { name: "Save note" }).click();
  await page.locator(".timeline-item", { hasText: "created this" }).waitFor();
  await page.getByRole("navigation", { name: "Show in the timeline" }).getByRole("link", { name: "Notes" }).click();
  await page.locator(".timeline-item", { hasText: "created this" }).waitFor({ state: "detached" });
  await page.locator(".timeline-item", { hasText: "One note" }).waitFor();
  assert.equal(new URL(page.url()).search, "?timeline=notes");
  const plain = await signedIn({ javaScriptEnabled: false });
  await plain.goto(`/account/${id}?timeline=changes`);
  assert.equal(await plain.locator(".timeline-item", { hasText: "One note" }).count(), 0);
  await plain.locator(".composer").getByText("Task", { exact: true }).click();
  await plain.getByLabel("Subject").fill("Without script");
  await plain.getByRole("button", { name: "Add task" }).click();
  await plain.getByRole("region", { name: "Tasks" }).getByRole("link", { name: "Without script" }).waitFor();
  await plain.context().close();
});

test("the page of a record leads through the list one came from, beyond its page, by keys too", async () => {
  await page.goto("/contact");
  const links = page.locator("[data-list] td.cell-title > a");
  const [first, second, last] = [await links.nth(0).getAttribute("href"), await links.nth(1).getAttribute("href"), await links.last().getAttribute("href")];
  await links.first().click();
  await page.waitForURL(`**${first}`);
  await page.getByRole("link", { name: "Next in the list" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Previous in the list" }).isVisible(), false);
  await page.keyboard.press("j");
  await page.waitForURL(`**${second}`);
  await page.getByRole("link", { name: "Previous in the list" }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("k");
  await page.waitForURL(`**${first}`);
  await page.getByRole("link", { name: "Back to the list" }).click();
  await page.waitForURL("**/contact");
  await links.last().click();
  await page.waitForURL(`**${last}`);
  const beyond = page.getByRole("link", { name: "Next in the list" });
  await beyond.waitFor();
  await beyond.click();
  await page.getByRole("link", { name: "Previous in the list" }).waitFor();
  await page.keyboard.press("k");
  await page.waitForURL(`**${last}`);
});

test("who else looks at a record is shown", async () => {
  const { id } = await make("account", { name: "Looked At" });
  const other = await signedIn({}, READER);
  const told = other.waitForResponse((answer) => answer.url().endsWith("/presence"));
  await other.goto(`/account/${id}`);
  await told;
  await page.goto(`/account/${id}`);
  await page.getByText("Carla Meneses is looking at this too").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await other.context().close();
});

test("on the phone one touch calls, writes and leads there", async () => {
  const { id } = await make("account", { name: "Reach Me", phones: [{ value: "+351 21 000 00 00" }], emails: [{ value: "a@reach.example" }], address: { street: "Rua Augusta 1", city: "Lisboa", country: "PT" } });
  const phone = await signedIn({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await phone.goto(`/account/${id}`);
  const reach = phone.getByRole("navigation", { name: "Reach" });
  assert.equal(await reach.getByRole("link", { name: "Call" }).getAttribute("href"), "tel:+351210000000");
  assert.equal(await reach.getByRole("link", { name: "Mail" }).getAttribute("href"), "mailto:a@reach.example");
  assert.match(await reach.getByRole("link", { name: "Navigate" }).getAttribute("href"), /destination=Rua\+Augusta\+1%2C\+Lisboa%2C\+Portugal/);
  assert.deepEqual(await accessibility(phone), []);
  await page.goto(`/account/${id}`);
  assert.equal(await page.getByRole("navigation", { name: "Reach" }).isVisible(), false);
  await phone.context().close();
});

test("the menu of a record copies its link", async () => {
  const { id } = await make("account", { name: "Linked" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/account/${id}?timeline=notes`);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await toast("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${kith.address}/account/${id}`);
  assert.equal(await page.locator("#record-menu").isVisible(), false);
});
