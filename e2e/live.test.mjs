// What others do reaches open pages, notifications reach whom they concern, and every language says all of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

let kith, pages;
before(async () => {
  kith = await Kith.start();
  pages = await Pages.open();
  for (const [name, role] of [["ada", "administrator"], ["rui", "administrator"]]) kith.person(`${name}@example.com`, role, ["--name", `${name} Lima`]);
});
after(async () => { await pages?.close(); await kith?.stop(); });

const signedIn = (name) => pages.signedIn(kith, `${name}@example.com`);

const same = { "sec-fetch-site": "same-origin" };
const change = (page, method, path, data) => page.request.fetch(`/api/v1${path}`, { method, data, headers: same });
const make = async (page, module, values) => {
  const answer = await change(page, "POST", `/${module}`, values);
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).data ?? answer.json();
};

test("a list and a record show what somebody else changed, and wait while one types", async () => {
  const [ada, rui] = [await signedIn("ada"), await signedIn("rui")];
  const first = await make(rui, "account", { name: "Acme" });
  await ada.goto("/account");
  await ada.getByRole("link", { name: "Acme" }).waitFor();
  await ada.evaluate(() => { window.stayed = true; });
  await make(rui, "account", { name: "Bolt & Sons" });
  await ada.getByRole("link", { name: "Bolt & Sons" }).waitFor();
  assert.equal(await ada.evaluate(() => window.stayed), true, "the page was not loaded again");
  await ada.getByLabel("Find").first().focus();
  await make(rui, "account", { name: "Cord" });
  await ada.getByText("Something here has changed.").waitFor();
  assert.equal(await ada.getByRole("link", { name: "Cord" }).count(), 0);
  await ada.getByRole("button", { name: "Show", exact: true }).click();
  await ada.getByRole("link", { name: "Cord" }).waitFor();
  await ada.goto(`/account/${first.id}`);
  await make(rui, "task", { subject: "Call them back", about: { module: "account", id: first.id } });
  await ada.getByText("Call them back").first().waitFor();
  for (const page of [ada, rui]) await page.context().close();
  pages.check();
});

test("people are told of what becomes theirs, of mentions and of what they follow", async () => {
  const [ada, rui] = [await signedIn("ada"), await signedIn("rui")];
  const me = (await (await ada.request.get("/api/v1/user?filter[email]=ada@example.com")).json()).data[0];
  const deal = await make(rui, "account", { name: "Delta", owner: me.id });
  const bell = ada.locator("#bell");
  await ada.locator(".bell-count", { hasText: "1" }).waitFor();
  assert.equal(await bell.getAttribute("aria-label"), "Notifications: one is new");
  await make(rui, "note", { body: "Ask @ada Lima about it", about: { module: "account", id: deal.id } });
  await ada.locator(".bell-count", { hasText: "2" }).waitFor();
  await bell.click();
  await ada.getByRole("button", { name: "rui Lima assigned Delta to you" }).waitFor();
  await ada.getByRole("button", { name: /rui Lima mentioned you in/ }).waitFor();
  assert.deepEqual(await accessibility(ada), []);
  await ada.getByRole("button", { name: "rui Lima assigned Delta to you" }).click();
  await ada.getByRole("heading", { level: 1, name: "Delta" }).waitFor();
  await ada.getByRole("button", { name: "Follow", exact: true }).click();
  await ada.getByRole("button", { name: "Follow no more" }).waitFor();
  await change(rui, "PATCH", `/account/${deal.id}`, { website: "https://delta.example" });
  await ada.locator(".bell-count", { hasText: "2" }).waitFor();
  await ada.goto("/notices");
  await ada.getByRole("button", { name: "rui Lima changed Delta" }).waitFor();
  await ada.getByRole("button", { name: "Mark all as seen" }).click();
  await ada.getByRole("button", { name: "Mark all as seen" }).waitFor({ state: "detached" });
  assert.equal(await ada.locator(".bell-count").count(), 0);
  await ada.goto("/me/notifications");
  await ada.getByLabel("Mentions of you: In Kith").uncheck();
  await ada.getByRole("button", { name: "Save", exact: true }).click();
  await ada.locator(".toast", { hasText: "Saved what you want to hear of" }).waitFor();
  assert.equal(await ada.getByLabel("Mentions of you: In Kith").isChecked(), false);
  for (const page of [ada, rui]) await page.context().close();
  pages.check();
});

const SPOKEN = {
  pt: { lang: "pt-PT", home: "Início", accounts: "Contas", find: "Criar conta", gone: "Não encontrado", sign: "Iniciar sessão" },
  it: { lang: "it", home: "Home", accounts: "Account", find: "Crea account", gone: "Non trovato", sign: "Accedi" },
  es: { lang: "es", home: "Inicio", accounts: "Cuentas", find: "Crear cuenta", gone: "No encontrado", sign: "Iniciar sesión" },
};

test("each language is spoken on every page, also where nobody is signed in", async () => {
  const page = await signedIn("rui");
  for (const [code, say] of Object.entries(SPOKEN)) {
    await page.goto("/me");
    await page.locator("[name=language]").selectOption(code);
    await page.locator("form[action='/me/preferences'] button.primary").click();
    await page.locator(".toast").waitFor();
    await page.goto("/account");
    assert.equal(await page.locator("html").getAttribute("lang"), say.lang);
    await page.getByRole("heading", { level: 1, name: say.accounts }).waitFor();
    await page.getByRole("link", { name: say.find }).first().waitFor();
    await page.locator(".app-menu").getByRole("link", { name: say.home, exact: true }).waitFor();
    assert.deepEqual(await accessibility(page), []);
    const missing = await page.request.get("/account/00000000-0000-7000-8000-000000000000");
    assert.equal(missing.status(), 404);
    assert.ok((await missing.text()).includes(say.gone));
    // Programs read English whoever asks.
    const refused = await change(page, "POST", "/account", {});
    assert.ok((await refused.text()).includes("must not be empty"));
  }
  await page.context().close();
  const stranger = await pages.page({ baseURL: kith.address, locale: "it-IT" });
  await stranger.goto("/sign-in");
  await stranger.getByRole("heading", { level: 1, name: SPOKEN.it.sign }).waitFor();
  await stranger.context().close();
  pages.check();
});
