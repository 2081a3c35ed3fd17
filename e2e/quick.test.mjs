// Quick ways through Kith: commands, quick create with its warnings, records made in passing, density, no network.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const [ADMINISTRATOR, READER] = ["marta.figueira@aurelia.example", "carla.meneses@aurelia.example"];

let kith, pages, page;
before(async () => { kith = await Kith.start(["--demo"]); pages = await Pages.open(); });
after(async () => { await pages?.close(); await kith?.stop(); });
beforeEach(async () => { page = await signedIn(ADMINISTRATOR); });
afterEach(async () => { await page.context().close(); pages.check(); });

async function signIn(page, who) {
  await page.getByLabel("E-mail").fill(who);
  await page.getByLabel("Password").fill(kith.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const signedIn = (who, options = {}) => pages.signedIn(kith, who, options);

const made = async (module, values) => (await (await page.request.post(`/api/v1/${module}`, { data: values })).json());
const heading = (name) => page.getByRole("heading", { level: 1, name });

async function commands(page) {
  await page.waitForLoadState("load");
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Search and commands" });
  await dialog.getByRole("combobox").waitFor();
  return dialog;
}

async function command(words) {
  const dialog = await commands(page);
  await page.keyboard.type(words);
  await dialog.getByRole("option", { selected: true }).waitFor();
  await page.keyboard.press("Enter");
}

test("Ctrl-K runs what the page of a record offers, and nothing else", async () => {
  const deal = await made("opportunity", { name: "Quick deal", stage: (await (await page.request.get("/api/v1/stage?filter[key]=prospecting")).json()).data[0].id });
  await page.goto(`/opportunity/${deal.id}`);
  await command("star");
  await page.locator(".star[aria-pressed=true]").waitFor();
  await command("stage prop");
  await page.locator(".stage-bar [aria-current=step]", { hasText: "Proposal" }).waitFor();
  const dialog = await commands(page);
  await dialog.getByRole("option", { name: "Edit" }).waitFor();
  const names = await dialog.getByRole("group", { name: "On this page" }).getByRole("option").allInnerTexts();
  for (const act of ["Duplicate", "Share", "Delete", "Stage: Won"]) assert.ok(names.some((name) => name.startsWith(act)), `${act} is not among ${names}`);
  assert.deepEqual(await accessibility(page), []);
  const reader = await signedIn(READER);
  await reader.goto(`/opportunity/${deal.id}`);
  const acts = await (await commands(reader)).getByRole("group", { name: "On this page" }).getByRole("option").allInnerTexts();
  assert.ok(acts.includes("Follow"), `${acts}`);
  assert.deepEqual(acts.filter((name) => /Edit|Delete|Share|Duplicate|Stage/.test(name)), []);
  await reader.context().close();
});

test("Ctrl-K goes to lists and settings, and makes a record in a dialog", async () => {
  await command("produ");
  await heading("Products").waitFor();
  await command("roles");
  await heading("Roles").waitFor();
  await command("settings pass");
  await heading("Password").waitFor();
  await command("new acc");
  await page.getByRole("dialog", { name: "New account" }).getByLabel(/^Name/).waitFor();
});

test("quick create tells of an exact same name, address or number, and saves all the same", async () => {
  await made("account", { name: "Twin Peaks", emails: [{ value: "post@twin.example" }], phones: [{ value: "+49 30 555 0177" }] });
  await page.goto("/");
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.locator("#create-menu").getByText("Account").click();
  const dialog = page.getByRole("dialog", { name: "New account" });
  const note = (text) => dialog.getByRole("status").filter({ hasText: text });
  await dialog.getByLabel(/^Name/).fill("Twin");
  await dialog.getByLabel("E-mail", { exact: true }).fill("Post@Twin.example");
  await note("Already here with this e-mail address: Twin Peaks").waitFor();
  await dialog.getByLabel("Phone", { exact: true }).fill("0049 30/5550177".replace("00", "+"));
  await note("Already here with this phone number: Twin Peaks").waitFor();
  assert.equal(await note("with this name").count(), 0, "the beginning of a name is no name");
  await dialog.getByLabel(/^Name/).fill("twin peaks");
  await note("Already here with this name: Twin Peaks").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await heading("twin peaks").waitFor();
});

test("a link field begins with what one looked at last, and makes what is missing in passing", async () => {
  const seen = (await (await page.request.get("/api/v1/account?limit=9")).json()).data.at(-1);
  await page.goto(`/account/${seen.id}`);
  await page.goto("/contact/new");
  await page.getByLabel("Last name").fill("Lindqvist");
  const field = page.getByRole("combobox", { name: /^Account/ });
  await field.click();
  await page.locator(".ts-dropdown [role=option]").first().filter({ hasText: seen.name }).waitFor();
  await field.pressSequentially("Brandneu AB");
  await page.getByText("Create “Brandneu AB”").click();
  const dialog = page.getByRole("dialog", { name: "New account" });
  assert.equal(await dialog.getByLabel(/^Name/).inputValue(), "Brandneu AB");
  assert.deepEqual(await accessibility(page), []);
  await dialog.getByLabel(/^Name/).fill("");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await dialog.getByRole("alert").getByText("Name must not be empty").waitFor();
  await dialog.getByLabel(/^Name/).fill("Brandneu AB");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await heading("Lindqvist").waitFor();
  await page.getByRole("link", { name: "Brandneu AB" }).first().waitFor();
});

test("quick create keeps what was typed through errors, a lost network and the end of the session", async () => {
  const create = async () => {
    await page.goto("/");
    await page.getByRole("button", { name: "New", exact: true }).click();
    await page.locator("#create-menu").getByText("Account").click();
    return page.getByRole("dialog", { name: "New account" });
  };
  const send = (dialog) => dialog.getByRole("button", { name: "Create", exact: true }).click();
  let dialog = await create();
  await dialog.getByLabel(/^Name/).fill("Everlasting");
  await dialog.getByLabel("Employees").fill("many");
  await send(dialog);
  await dialog.getByRole("alert").getByText("One thing to mend").waitFor();
  assert.equal(await dialog.getByLabel(/^Name/).inputValue(), "Everlasting");
  await dialog.getByLabel("Employees").fill("12");
  await page.context().setOffline(true);
  await send(dialog);
  await page.locator(".toast", { hasText: "No connection" }).waitFor();
  assert.equal(await dialog.getByLabel(/^Name/).inputValue(), "Everlasting");
  await page.context().setOffline(false);
  pages.errors.splice(0);
  await page.context().clearCookies({ name: "kith" });
  await send(dialog);
  await page.getByLabel("Password").waitFor();
  await signIn(page, ADMINISTRATOR);
  await page.waitForURL((url) => url.pathname === "/");
  dialog = await create();
  await dialog.getByText("Restored what you typed.").waitFor();
  assert.equal(await dialog.getByLabel("Employees").inputValue(), "12");
  await send(dialog);
  await heading("Everlasting").waitFor();
  dialog = await create();
  assert.equal(await dialog.getByLabel(/^Name/).inputValue(), "", "what arrived is not kept");
});

test("a whole page keeps what was typed through a lost network too, until it has arrived", async () => {
  await page.goto("/account/new");
  await page.getByLabel(/^Name/).fill("Perennial");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.locator(".toast", { hasText: "No connection" }).waitFor();
  await page.context().setOffline(false);
  await page.reload();
  pages.errors.splice(0);
  assert.equal(await page.getByLabel(/^Name/).inputValue(), "Perennial");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await heading("Perennial").waitFor();
  await page.goto("/account/new");
  assert.equal(await page.getByLabel(/^Name/).inputValue(), "");
});

test("density is chosen in the user's menu and kept; a phone keeps its sizes", async () => {
  const row = () => page.locator("tbody tr").first().evaluate((row) => row.offsetHeight);
  await page.goto("/account");
  const roomy = await row();
  await page.locator("[popovertarget=user-menu]").click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await page.reload();
  assert.equal(await page.locator("html").getAttribute("data-density"), "compact");
  assert.ok((await row()) < roomy - 6, `${await row()} of ${roomy}`);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await page.locator(".bottom-bar a").first().evaluate((link) => link.offsetHeight)) >= 44);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--control")), "2.75rem");
});

test("without a network a page says so, keeps its address and tries again; pages are never kept", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto("/contact");
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
    return all.flat();
  });
  assert.deepEqual(kept.filter((path) => path !== "/offline" && !path.startsWith("/assets/")), []);
  await page.context().setOffline(true);
  await page.goto("/account?sort=name");
  await heading("No connection").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.context().setOffline(false);
  pages.errors.splice(0);
  await page.getByRole("link", { name: "Try again" }).click();
  await heading("Accounts").waitFor();
  assert.equal(new URL(page.url()).search, "?sort=name");
});

test("it can be installed under the company's name, with icons that are there", async () => {
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = await (await page.request.get(address)).json();
  assert.equal(manifest.name, "Aurelia Instruments");
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(src);
    assert.equal(icon.headers()["content-type"], type, src);
  }
  const stranger = await pages.page({ baseURL: kith.address });
  assert.equal((await (await stranger.request.get(address)).json()).name, "Kith");
  await stranger.context().close();
});

test("the question mark lists the keys", async () => {
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard" });
  for (const text of ["Search and commands", "Edit this record", "Opportunities"]) await keys.getByText(text).waitFor();
  assert.deepEqual(await accessibility(page), []);
});
