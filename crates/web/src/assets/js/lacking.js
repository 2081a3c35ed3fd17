/** What a refused change still needs came with the refusal, as a link to its form: that opens in the dialog. */
export function asks() {
  const link = document.querySelector("[data-lacking]");
  link?.click();
  link?.remove();
  return Boolean(link);
}
