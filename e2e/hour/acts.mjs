// What a sales representative does within an hour, each act from where the one before left her.

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const lane = (page, name) => page.locator(".board-lane", { has: page.getByRole("heading", { name: new RegExp(`^${name}`) }) });

/** Each act with what it is called; `hand` is at the desk, `phone` on the way. */
export const acts = [
  ["Find a contact by half a name", async ({ hand, page, found }) => {
    await hand.press("Control+k");
    await hand.see(page.getByRole("dialog", { name: "Search and commands" }).getByRole("combobox"));
    await hand.type(found.half);
    await hand.see(page.getByRole("option", { name: found.name, selected: true }));
    await hand.press("Enter");
    await hand.see(heading(page, found.name));
  }],
  ["Log a call", async ({ hand, page }) => {
    await hand.press("m");
    await hand.type("Called: wants the offer by Friday, trial went well.");
    await hand.press("Control+Enter");
    await hand.see(page.locator(".timeline-item", { hasText: "wants the offer" }));
  }],
  ["Create a lead", async ({ hand, page }) => {
    await hand.press("c");
    const item = page.locator("#create-menu").getByText("Opportunity");
    while (!(await item.evaluate((link) => link === document.activeElement))) await hand.press("ArrowDown");
    await hand.press("Enter");
    const dialog = page.getByRole("dialog", { name: "New opportunity" });
    await hand.see(dialog.getByLabel(/^Name/));
    await hand.type("Two freezers");
    await hand.press("Tab");
    await hand.type("kestrel");
    await hand.see(page.locator(".ts-dropdown [role=option]", { hasText: "Kestrel" }).first());
    await hand.press("Enter");
    await hand.press("Control+Enter");
    await hand.see(heading(page, "Two freezers"));
  }],
  ["Move three deals", async ({ hand, page, found }) => {
    await hand.press("g");
    await hand.press("o");
    await hand.click(page.getByRole("link", { name: "Board", exact: true }).first());
    const cards = lane(page, "Prospecting").locator(".board-card");
    await hand.see(cards.first());
    for (const deal of found.deals) {
      await hand.drag(cards.filter({ hasText: deal }), lane(page, "Qualification").locator(".board-cards"));
      await hand.see(lane(page, "Qualification").locator(".board-card:not(.is-moving)", { hasText: deal }));
    }
  }],
  ["Answer a reminder", async ({ hand, page }) => {
    await hand.click(page.getByRole("link", { name: /Notifications/ }));
    await hand.click(page.locator(".notice", { hasText: "Ring Delta Pharma" }).getByRole("button", { name: "Mark as done" }));
    await hand.see(page.locator(".toast", { hasText: "Ring Delta Pharma" }));
  }],
  ["Change a stage from the phone", async ({ phone, small }) => {
    await small.reload();
    await phone.click(small.getByRole("link", { name: "Two freezers" }).first());
    await phone.see(heading(small, "Two freezers"));
    await phone.click(small.locator(".stage-bar").getByText("Proposal"));
    await phone.see(small.locator(".stage-bar [aria-current=step]", { hasText: "Proposal" }));
  }],
];
