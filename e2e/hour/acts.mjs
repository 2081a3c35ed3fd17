// What a sales representative does within an hour, each act from where the one before left her.

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const toast = (page, text) => page.locator(".toast", { hasText: text });
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
    await hand.click(page.getByRole("textbox", { name: "Note" }));
    await hand.type("Called: wants the offer by Friday, trial went well.");
    await hand.click(page.getByRole("button", { name: "Save note" }));
    await hand.see(page.locator(".timeline-item", { hasText: "wants the offer" }));
  }],
  ["Create a lead", async ({ hand, page }) => {
    await hand.click(page.getByRole("button", { name: "New", exact: true }));
    await hand.click(page.locator("#create-menu").getByText("Opportunity"));
    const dialog = page.getByRole("dialog", { name: "New opportunity" });
    await hand.click(dialog.getByLabel(/^Name/));
    await hand.type("Two freezers");
    await hand.click(dialog.getByRole("combobox", { name: /^Account/ }));
    await hand.type("kestrel");
    await hand.see(page.locator(".ts-dropdown [role=option]", { hasText: "Kestrel" }).first());
    await hand.press("Enter");
    await hand.click(dialog.getByRole("button", { name: "Create", exact: true }));
    await hand.see(heading(page, "Two freezers"));
  }],
  ["Move three deals", async ({ hand, page }) => {
    await hand.click(page.getByRole("link", { name: "Opportunities", exact: true }).first());
    await hand.click(page.getByRole("link", { name: "Board", exact: true }).first());
    const cards = lane(page, "Prospecting").locator(".board-card");
    await hand.see(cards.first());
    for (let moved = 0; moved < 3; moved += 1) {
      const card = cards.filter({ has: page.locator("[aria-label='Tiago Antunes'], [title='Tiago Antunes']") }).first();
      await hand.drag(card, page.locator("#lane-cards-qualification"));
      await hand.see(toast(page, "Qualification").nth(moved));
    }
  }],
  ["Answer a reminder", async ({ hand, page }) => {
    await hand.click(page.getByRole("button", { name: /Notifications/ }));
    await hand.click(page.getByRole("link", { name: /Ring Delta Pharma/ }).first());
    await hand.see(heading(page, "Ring Delta Pharma"));
    await hand.click(page.getByRole("button", { name: "Done" }).first());
    await hand.see(page.locator(".badge", { hasText: "Done" }).first());
  }],
  ["Change a stage from the phone", async ({ phone, small }) => {
    await phone.click(small.getByRole("link", { name: "Opportunities" }).last());
    await phone.click(small.getByRole("link", { name: "Two freezers" }).first());
    await phone.see(heading(small, "Two freezers"));
    await phone.click(small.locator(".stage-bar").getByText("Proposal"));
    await phone.see(small.locator(".stage-bar [aria-current=step]", { hasText: "Proposal" }));
  }],
];
