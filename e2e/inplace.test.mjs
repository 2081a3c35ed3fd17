// Values of a record changed where they stand, and the short ways of a working day.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const [ADMINISTRATOR, READER] = ["marta.figueira@aurelia.example", "carla.meneses@aurelia.example"];

let kith, pages, page;
before(async () => { kith = await Kith.start(["--demo"]); pages = await Pages.open(); });
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await pages.signedIn(kith, ADMINISTRATOR); });
afterEach(async () => { await page.context().close(); pages.check(); });

const made = async (module, values) => (await (await page.request.post(`/api/v1/${module}`, { data: values })).json());
const saved = async (path) => (await page.request.get(`/api/v1${path}`)).json();
const fact = (name) => page.locator(".fact", { has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");
/** Opens the page of a record, and waits until its values can be changed in place. */
async function see(path) {
  await page.goto(path);
  await page.locator(".facts[data-started]").first().waitFor();
}
const heading = (name) => page.getByRole("heading", { level: 1, name });

test("a value is changed where it stands, refused, left alone, and what follows from it is shown", async () => {
  const { id } = await made("account", { name: "In Place", employees: 7 });
  await see(`/account/${id}`);
  await page.getByRole("link", { name: "Edit employees" }).click();
  const editor = page.getByRole("form", { name: /Employees/ });
  await editor.getByLabel("Employees").fill("many");
  await page.keyboard.press("Enter");
  await editor.getByRole("alert").waitFor();
  assert.equal(await editor.getByLabel("Employees").inputValue(), "many");
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("Escape");
  assert.equal(await fact("Employees").innerText(), "7");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Edit employees");
  await page.keyboard.press("Enter");
  await editor.getByLabel("Employees").fill("1,234");
  await page.keyboard.press("Enter");
  await fact("Employees").getByText("1,234").waitFor();
  assert.equal((await saved(`/account/${id}`)).employees, 1234);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Edit employees");
  await page.getByRole("link", { name: "Edit status" }).click();
  await page.locator(".fact-editor select").selectOption({ label: "Former customer" });
  await page.locator(".timeline-item", { hasText: "Former customer" }).waitFor();
  await page.getByRole("link", { name: "Edit description" }).click();
  await page.locator(".fact-editor textarea").fill("Two lines,\nof which this is the second.");
  await page.keyboard.press("Control+Enter");
  await fact("Description").getByText("Two lines").waitFor();
  await page.getByRole("link", { name: "Edit parent company" }).click();
  await page.locator(".fact-editor").getByRole("combobox").pressSequentially("kestrel");
  await page.locator(".ts-dropdown [role=option]", { hasText: "Kestrel" }).first().click();
  await fact("Parent company").getByRole("link", { name: /Kestrel/ }).waitFor();
});

test("two people at once: the second is told what the first made of the value", async () => {
  const { id } = await made("account", { name: "Both Of Us", industry: null, employees: 1 });
  await see(`/account/${id}`);
  await page.getByRole("link", { name: "Edit employees" }).click();
  await page.getByRole("form", { name: /Employees/ }).getByLabel("Employees").fill("3");
  await page.request.patch(`/api/v1/account/${id}`, { data: { employees: 2 } });
  await page.keyboard.press("Enter");
  await page.locator(".fact-editor").getByRole("alert").getByText("2").waitFor();
  await page.keyboard.press("Enter");
  await fact("Employees").getByText("3").waitFor();
});

test("who may only read is offered no pencil, and without script it leads to the form", async () => {
  const { id } = await made("account", { name: "Plain Account" });
  const reader = await pages.signedIn(kith, READER);
  await reader.goto(`/account/${id}`);
  await reader.getByRole("heading", { level: 1, name: "Plain Account" }).waitFor();
  assert.equal(await reader.locator(".fact-edit").count(), 0);
  await reader.context().close();
  const plain = await pages.signedIn(kith, ADMINISTRATOR, { javaScriptEnabled: false });
  await plain.goto(`/account/${id}`);
  await plain.getByRole("link", { name: "Edit industry" }).click();
  await plain.getByRole("heading", { level: 1, name: "Edit" }).waitFor();
  assert.equal(new URL(plain.url()).hash, "#f-industry");
  await plain.context().close();
});

test("a task is done from its page; c makes a record, m begins a note, Ctrl and Enter saves", async () => {
  const { id } = await made("task", { subject: "Call the plumber" });
  await page.goto(`/task/${id}`);
  await page.getByRole("button", { name: "Mark as done" }).click();
  await page.locator(".fact .badge", { hasText: "Done" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Mark as done" }).count(), 0);
  await page.keyboard.press("c");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "New account" }).getByLabel(/^Name/).waitFor();
  await page.keyboard.type("By The Keys");
  await page.keyboard.press("Control+Enter");
  await heading("By The Keys").waitFor();
  await page.waitForLoadState("load");
  await page.keyboard.press("m");
  await page.keyboard.type("Not a click");
  await page.keyboard.press("Control+Enter");
  await page.locator(".timeline-item", { hasText: "Not a click" }).waitFor();
});
