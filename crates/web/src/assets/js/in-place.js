// What cells of lists and facts of records have in common when their values are changed in place.

/** Leads into the control in a box; whether it shows its choices, which then save by being chosen. */
export function begin(box) {
  const control = box.querySelector("[aria-invalid=true], input:not([type=hidden]), select, textarea");
  control?.focus();
  if (control?.matches("input:not([type=checkbox], [type=radio]), textarea")) control.select?.();
  if (!control?.matches("select:not([data-picker], [multiple])")) return false;
  try {
    control.showPicker();
    return true;
  } catch {
    // Browsers show them only to who clicked just now; then Enter saves.
    return false;
  }
}

/** Whether a key says that one is done. */
export const ends = ({ key, target, ctrlKey, metaKey }) =>
  key === "Enter" && !target.matches("button") && (ctrlKey || metaKey || !target.matches("textarea"));

/** Whether a change says that one is done: what is chosen in a list is what was meant. */
export const chosen = ({ target }, picks) =>
  (target.matches("select.tomselected:not([multiple])") && target.value !== "") || (picks && target.matches("select")) || target.matches(".switch input");
