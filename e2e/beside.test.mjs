// The tabs of a record's page, and records opened beside their list.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";

let kith, pages;
before(async () => { kith = await Kith.start(["--demo"]); pages = await Pages.open(); });
after(async () => { await pages?.close(); await kith?.stop(); });
afterEach(() => pages.check());

const signedIn = (options) => pages.signedIn(kith, ADMINISTRATOR, options);
const made = async (page, module, values) => (await (await page.request.post(`/api/v1/${module}`, { data: values })).json());
const tab = (page, name) => page.getByRole("navigation", { name: "Parts of this record" }).getByRole("link", { name, exact: true });

test("on a phone what happened and each related list have a tab, also without script", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await signedIn({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const { id } = await made(page, "account", { name: "Tabbed" });
    for (let n = 0; n < 7; n += 1) await made(page, "contact", { name: { given: "Person", family: `${n}` }, account: id });
    await page.goto(`/account/${id}`);
    assert.equal(await page.getByRole("region", { name: "Timeline" }).isVisible(), false);
    await tab(page, "Contacts").click();
    await page.getByRole("link", { name: "Person 6" }).waitFor();
    assert.equal(await page.locator(".related tbody tr").count(), 7, "all of them, not only the first");
    await tab(page, "Timeline").click();
    await page.getByRole("textbox", { name: "Note" }).fill("From the phone");
    await page.getByRole("button", { name: "Save note" }).click();
    await page.locator(".timeline-item", { hasText: "From the phone" }).waitFor();
    assert.equal(new URL(page.url()).search, "?tab=timeline", "one stays where one wrote");
    if (javaScriptEnabled) assert.deepEqual(await accessibility(page), []);
    await page.context().close();
  }
});

test("records open beside their list for whoever likes that, and are changed there", async () => {
  const page = await signedIn({});
  await page.goto("/contact");
  await page.locator("[popovertarget=user-menu]").click();
  await page.getByRole("menuitemradio", { name: "Open records beside the list" }).click();
  await page.waitForLoadState("load");
  const titles = page.locator("[data-list] td.cell-title > a"), panel = page.locator(".beside");
  const [first, second] = await titles.allInnerTexts();
  await titles.first().click();
  await panel.getByRole("heading", { level: 1, name: first }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/contact");
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("j");
  await panel.getByRole("heading", { level: 1, name: second }).waitFor();
  await tab(page, "Timeline").click();
  await panel.getByRole("textbox", { name: "Note" }).fill("Written beside the list");
  await panel.getByRole("button", { name: "Save note" }).dblclick();
  await panel.locator(".timeline-item", { hasText: "Written beside the list" }).waitFor();
  assert.equal(await panel.getByRole("textbox", { name: "Note" }).inputValue(), "", "what has arrived is not kept");
  assert.equal(await panel.locator(".timeline-item", { hasText: "Written beside the list" }).count(), 1, "saved once");
  await page.locator(".toast", { hasText: "Noted" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/contact");
  await panel.focus();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), second);
  await titles.first().click();
  await panel.getByRole("link", { name: first, exact: true }).first().click();
  await page.waitForURL(/\/contact\/[0-9a-f-]+$/);
  await page.setViewportSize({ width: 1000, height: 900 });
  await page.goto("/contact");
  await titles.first().click();
  await page.waitForURL(/\/contact\/[0-9a-f-]+$/);
  await page.context().close();
});
