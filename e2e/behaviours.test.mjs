// The behaviours of crates/web/src/assets/js, each as a person uses it, on the style guide's pages.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Pages } from "./harness.mjs";
import { serve } from "./styleguide/serve.mjs";

let guide, pages, page;
before(async () => { guide = await serve(); pages = await Pages.open(); });
after(async () => { await pages.close(); guide.server.close(); });
beforeEach(async () => { page = await pages.page({ baseURL: guide.address, reducedMotion: "reduce" }); });
afterEach(async () => { await page.context().close(); pages.check(); });

const open = (name) => page.goto(`/${name}`, { waitUntil: "networkidle" });
const lane = (key) => page.locator(`[data-lane=${key}] .board-card-title`);
const titles = (key) => lane(key).allTextContents();

test("a card dragged to another lane is sent, and its sum and a toast come back", async () => {
  await open("board");
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await page.getByText("Konex site survey").hover();
  await page.mouse.down();
  const target = await page.locator("[data-lane=won]").boundingBox();
  await page.mouse.move(target.x + 90, target.y + 20, { steps: 12 });
  await page.waitForTimeout(300);
  await page.mouse.move(target.x + 95, target.y + 25, { steps: 3 });
  await page.locator("[data-lane=won] .board-card").waitFor();
  await page.mouse.up();
  const request = await sent;
  assert.equal(new URL(request.url()).pathname, "/opportunity/2/stage");
  assert.equal(request.postData(), "stage=won");
  await page.locator("#lane-sum-won", { hasText: "€ 99,999" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  assert.deepEqual(await titles("won"), ["Konex site survey"]);
});

test("Alt and an arrow move a card, and the move is read out", async () => {
  await open("board");
  await lane("engaging").first().focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.locator("#live", { hasText: "Moved to Proposal" }).waitFor({ state: "attached" });
  assert.equal((await titles("proposal")).includes("Betasoloin rollout across four regions"), true);
});

test("a refused move puts the card back where it was", async () => {
  await open("board");
  const before = await titles("proposal");
  await page.getByRole("button", { name: "Move Cancity" }).click();
  await page.locator("#board-menu").getByRole("button", { name: "Lost" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll("[data-lane=lost] .board-card").length === 0);
  assert.deepEqual(await titles("proposal"), before);
});

test("a link field asks the server as one types", async () => {
  await open("form");
  const field = page.getByRole("combobox", { name: "Parent company" });
  await field.click();
  await field.fill("beta");
  await page.getByRole("option", { name: /Betasoloin/ }).click();
  assert.equal(await page.locator("select[name=parent]").inputValue(), "Betasoloin");
});

test("rows are added with fresh numbers and removed", async () => {
  await open("form");
  await page.getByRole("button", { name: "Add e-mail" }).click();
  await page.keyboard.type("second@acme.example");
  const names = () => page.locator("input[type=email]").evaluateAll((inputs) => inputs.map((input) => input.name));
  assert.deepEqual(await names(), ["emails[0][value]", "emails[1000][value]"]);
  await page.locator("[data-repeat-remove]").first().click();
  assert.deepEqual(await names(), ["emails[1000][value]"]);
});

test("what was typed survives a reload, and can be discarded", async () => {
  await open("record");
  const note = page.getByLabel("Note");
  await note.fill("Call Marta before noon");
  await page.reload();
  assert.equal(await note.inputValue(), "Call Marta before noon");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "");
});

test("the theme is chosen, remembered, and back to the system's", async () => {
  await open("home");
  await page.getByRole("button", { name: "JM You" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.reload();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.getByRole("button", { name: "JM You" }).click();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), null);
});

test("the side menu folds and stays folded", async () => {
  await open("home");
  const width = () => page.locator("#menu").evaluate((menu) => menu.offsetWidth);
  const wide = await width();
  await page.getByRole("button", { name: "Fold the menu" }).click();
  await page.reload();
  assert.ok((await width()) < wide / 2);
});

test("slash searches, Ctrl-K opens commands, arrows and Enter choose, g then o goes", async () => {
  await open("home");
  await page.keyboard.press("/");
  await page.keyboard.type("acme");
  assert.equal(await page.locator("[data-search-focus]").inputValue(), "acme");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForURL("**/list");
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Acme renewal" }).waitFor();
  for (let n = await page.getByRole("option").count(); n > 0; n--) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/record");
});

test("ticking rows shows the bar and counts; Shift takes the rows between", async () => {
  await open("list");
  const bar = page.getByRole("region", { name: "Selected records" });
  assert.equal(await bar.isVisible(), false);
  await page.locator(".row-check").nth(0).click();
  await page.locator(".row-check").nth(3).click({ modifiers: ["Shift"] });
  assert.equal(await bar.locator("[data-check-count]").textContent(), "4");
  await page.locator("[data-check-all]").click();
  assert.equal(await bar.locator("[data-check-count]").textContent(), "5");
});

test("a click on a row opens its record, a click on its menu opens the menu beside it", async () => {
  await open("list");
  await page.getByRole("button", { name: "Acts on Condax expansion" }).click();
  const [button, menu] = [await page.getByRole("button", { name: "Acts on Condax expansion" }).boundingBox(), await page.locator("#row-menu").boundingBox()];
  assert.ok(Math.abs(menu.y - (button.y + button.height)) < 12, `menu at ${menu.y}, button at ${button.y}`);
  await page.keyboard.press("Escape");
  await page.locator("tr", { hasText: "Condax expansion" }).locator("td[data-label=Amount]").click();
  await page.waitForURL("**/record");
});

test("quick create loads the page's form into a dialog", async () => {
  await open("home");
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.locator("#create-menu").getByText("Account").click();
  const dialog = page.getByRole("dialog", { name: "New account" });
  await dialog.getByLabel("Name *").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  assert.equal(await dialog.isVisible(), false);
});

test("a toast is dismissed, a native dialog opens and closes", async () => {
  await open("pieces");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.locator(".toast").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Dialog" }).click();
  await page.getByRole("dialog", { name: "Keyboard" }).getByRole("button", { name: "Good" }).click();
  assert.equal(await page.locator("#keys").isVisible(), false);
});

test("a chart is drawn from its table", async () => {
  await open("home");
  const painted = await page.locator(".chart canvas").evaluate((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0));
  assert.equal(painted, true);
});

test("on a phone the menu opens from the bottom bar and closes with Escape", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open("home");
  await page.getByRole("link", { name: "Menu", exact: true }).click();
  const link = page.locator("#menu").getByRole("link", { name: "Opportunities" });
  await link.waitFor();
  await page.keyboard.press("Escape");
  await link.waitFor({ state: "hidden" });
});

test("without script the menu of a phone still opens, menus open, and nothing that needs script is shown", async () => {
  const plain = await pages.page({ baseURL: guide.address, javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await plain.goto("/list");
  await plain.getByRole("link", { name: "Menu", exact: true }).click();
  await plain.locator("#menu").getByRole("link", { name: "Opportunities" }).waitFor();
  await plain.goto("/form");
  assert.equal(await plain.getByRole("button", { name: "Add e-mail" }).count(), 0);
  await plain.getByRole("button", { name: "JM You" }).click();
  await plain.getByRole("button", { name: "Sign out" }).waitFor();
  await plain.context().close();
});
